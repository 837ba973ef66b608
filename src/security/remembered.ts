import type { CacheStats } from '../core/handler.js';
import { interned } from './interned.js';

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
  const known = new Map<string, Known<Answer>>();
  let last: Known<Answer> | undefined;
  let hits = 0;
  let misses = 0;
  let evictions = 0;

  const of = (question: string): Answer => {
    const expected = last?.next;
    if (expected !== undefined && expected.question === question) {
      hits += 1;
      last = expected;
      return expected.answer;
    }
    const before = known.get(question);
    if (before === undefined) return answerAnew(question);
    hits += 1;
    return comesNext(before);
  };

  const answerAnew = (question: string): Answer => {
    misses += 1;
    const found = answer(question);
    if (question.length > longest || isNew(question)) return found;
    if (known.size >= most) forgetOldest();
    const made = { question: interned(question), answer: found, next: undefined };
    known.set(made.question, made);
    return comesNext(made);
  };

  const comesNext = (entry: Known<Answer>): Answer => {
    if (last !== undefined) last.next = entry;
    last = entry;
    return entry.answer;
  };

  /** Nothing leads to what was forgotten. */
  const forgetOldest = (): void => {
    const oldest = known.keys();
    for (let left = Math.ceil(most / 4); left > 0; left -= 1) {
      known.delete(oldest.next().value ?? '');
      evictions += 1;
    }
    for (const entry of known.values()) entry.next = undefined;
    last = undefined;
  };

  return {
    of,
    noteHit: () => {
      hits += 1;
    },
    stats: () => ({ hits, misses, size: known.size, evictions }),
  };
};

/** `next`: what was asked for behind it the last time. The keys of records come in the same order, and to compare two is faster than to look one up. */
type Known<Answer> = { readonly question: string; readonly answer: Answer; next: Known<Answer> | undefined };
