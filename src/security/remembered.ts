import type { CacheStats } from '../core/handler.js';

/** Answers to what comes again and again, such as what a key says: those of a service are few. */
export type Remembered<Answer> = {
  of(question: string): Answer;
  /** An answer was remembered elsewhere, and not asked for. */
  noteHit(): void;
  stats(): CacheStats;
};

export type RememberedOptions = {
  readonly most: number;
  /** UTF-16 code units. What is longer hardly comes again. */
  readonly longest: number;
  /** Whether a question must be answered anew each time. */
  readonly isNew?: ((question: string) => boolean) | undefined;
};

/**
 * Questions may be an attacker's, and without end: no more than `most` answers are kept. Then the oldest quarter goes at once, for to forget one by one would
 * cost each new question what one forgetting does.
 */
export const createRemembered = <Answer>(
  answer: (question: string) => Answer,
  { most, longest, isNew = () => false }: RememberedOptions,
): Remembered<Answer> => {
  const known = new Map<string, Answer>();
  let hits = 0;
  let misses = 0;
  let evictions = 0;

  const of = (question: string): Answer => {
    const before = known.get(question);
    if (before !== undefined || known.has(question)) {
      hits += 1;
      return before as Answer;
    }
    misses += 1;
    const found = answer(question);
    if (question.length > longest || isNew(question)) return found;
    if (known.size >= most) forgetOldest();
    known.set(ownedCopy(question), found);
    return found;
  };

  const forgetOldest = (): void => {
    const oldest = known.keys();
    for (let left = Math.ceil(most / 4); left > 0; left -= 1) {
      known.delete(oldest.next().value ?? '');
      evictions += 1;
    }
  };

  return {
    of,
    noteHit: () => {
      hits += 1;
    },
    stats: () => ({ hits, misses, size: known.size, evictions }),
  };
};

/** A piece of a text keeps the whole text alive. */
const ownedCopy = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
