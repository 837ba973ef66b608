import type { KeyVerdict } from './key-verdict.js';

/** What was decided about each key, remembered: the keys of a service are few, and come again with every record. */
export type KeyBook = {
  of(key: string): KeyVerdict;
  readonly stats: { hits: number; misses: number; evictions: number; size(): number };
};

/** Texts that are longer are not worth remembering. */
const LONGEST_KEY = 256;

export type KeyBookDeps = {
  readonly decide: (key: string) => KeyVerdict;
  readonly mostKeys: number;
  /** Whether a key must be decided on each time it comes. */
  readonly isNew?: (key: string) => boolean;
};

export const createKeyBook = ({ decide, mostKeys, isNew = () => false }: KeyBookDeps): KeyBook => {
  const known = new Map<string, KeyVerdict>();
  const stats = { hits: 0, misses: 0, evictions: 0, size: () => known.size };

  const of = (key: string): KeyVerdict => {
    const before = known.get(key);
    if (before !== undefined) {
      stats.hits += 1;
      return before;
    }
    stats.misses += 1;
    const verdict = decide(key);
    if (key.length > LONGEST_KEY || isNew(key)) return verdict;
    if (known.size >= mostKeys) forgetOldest();
    known.set(key, verdict);
    return verdict;
  };

  /** A quarter at once: to forget one by one would cost each new key what one forgetting does. */
  const forgetOldest = (): void => {
    const keys = known.keys();
    for (let left = Math.ceil(mostKeys / 4); left > 0; left -= 1) {
      known.delete(keys.next().value ?? '');
      stats.evictions += 1;
    }
  };

  return { of, stats };
};
