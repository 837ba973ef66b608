import type { Group } from '../core/group.js';
import type { CacheStats } from '../core/handler.js';

export type GroupCache = {
  get(text: string): Group | undefined;
  add(text: string, group: Group): Group;
  stats(): CacheStats;
};

/** A text, the group's name and its key hold about as many characters each: together a few megabytes at most. */
const MOST_UNITS_OF_HALF = 512 * 1024;

/**
 * Groups by text, at most `capacity` of them, and of long texts fewer. The cache has two halves; a full young half becomes the old one, and what nobody
 * asked for since goes with the half before it. So a hit is one look-up, and what is used stays.
 */
export const createGroupCache = (capacity: number): GroupCache => {
  const half = Math.max(1, Math.floor(capacity / 2));
  const counts = { hits: 0, misses: 0, evictions: 0 };
  let youngUnits = 0;
  let young = new Map<string, Group>();
  let old = new Map<string, Group>();

  const keep = (text: string, group: Group): void => {
    if (young.size >= half || youngUnits >= MOST_UNITS_OF_HALF) {
      counts.evictions += old.size;
      old = young;
      young = new Map();
      youngUnits = 0;
    }
    youngUnits += text.length;
    young.set(text, group);
  };

  const promoted = (text: string): Group | undefined => {
    const group = old.get(text);
    if (group === undefined) return undefined;
    old.delete(text);
    keep(text, group);
    return group;
  };

  return {
    get: (text) => {
      const group = young.get(text) ?? promoted(text);
      if (group === undefined) counts.misses += 1;
      else counts.hits += 1;
      return group;
    },
    add: (text, group) => {
      keep(text, group);
      return group;
    },
    stats: () => ({ ...counts, size: young.size + old.size }),
  };
};
