import type { CacheStats } from '../../core/handler.js';
import type { ClassifyKey, KeyVerdict } from './classify-key.js';

export type CachedClassifier = { readonly classify: ClassifyKey; stats(): CacheStats };

/**
 * Remembers what was decided about the last names. The names of a service are few; those of an attacker are many, so that no more than
 * `mostNames` are kept, and none of more than 80 characters. When full, the oldest quarter goes.
 */
export const createCachedClassifier = (decide: ClassifyKey, mostNames: number): CachedClassifier => {
  const known = new Map<string, KeyVerdict | null>();
  let hits = 0;
  let misses = 0;
  let evictions = 0;

  const classify: ClassifyKey = (name) => {
    const verdict = known.get(name);
    if (verdict !== undefined) {
      hits += 1;
      return verdict ?? undefined;
    }
    misses += 1;
    const decided = decide(name);
    if (name.length > LONGEST_NAME) return decided;
    if (known.size >= mostNames) forgetOldest();
    known.set(ownedCopy(name), decided ?? null);
    return decided;
  };

  const forgetOldest = (): void => {
    let left = Math.ceil(mostNames / 4);
    for (const name of known.keys()) {
      if (left === 0) return;
      known.delete(name);
      left -= 1;
      evictions += 1;
    }
  };

  return { classify, stats: () => ({ hits, misses, size: known.size, evictions }) };
};

const LONGEST_NAME = 80;

/** A piece of a text keeps the whole text alive. */
const ownedCopy = (name: string): string => Buffer.from(name, 'utf16le').toString('utf16le');
