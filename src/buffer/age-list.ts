import { type Chunk, countOf, part } from '../core/chunk.js';

/**
 * A chunk as its lane holds it. `skip` lines at its front were given up to make room; they are cut off when it is lent,
 * so giving up one record costs no new chunk.
 */
export type Held = { readonly chunk: Chunk; skip: number; out: boolean; older: Held | undefined; newer: Held | undefined };

export const remaining = ({ chunk, skip }: Held): Chunk => part(chunk, skip, countOf(chunk));

/**
 * All chunks of all lanes from old to new, as a doubly linked list: what is left of a chunk takes its place,
 * so a chunk that comes back from a failed request is as old as before.
 */
export type AgeList = {
  push(chunk: Chunk): Held;
  /** Puts `chunks` in the place of `held`. */
  replace(held: Held, chunks: readonly Chunk[]): readonly Held[];
  oldest(): Held | undefined;
};

export const createAgeList = (): AgeList => {
  let first: Held | undefined;
  let last: Held | undefined;

  const insertAfter = (older: Held | undefined, chunk: Chunk): Held => {
    const newer = older === undefined ? first : older.newer;
    const held: Held = { chunk, skip: 0, out: false, older, newer };
    if (older === undefined) first = held;
    else older.newer = held;
    if (newer === undefined) last = held;
    else newer.older = held;
    return held;
  };

  const remove = ({ older, newer }: Held): void => {
    if (older === undefined) first = newer;
    else older.newer = newer;
    if (newer === undefined) last = older;
    else newer.older = older;
  };

  const replace = (held: Held, chunks: readonly Chunk[]): readonly Held[] => {
    let before = held.older;
    remove(held);
    return chunks.map((chunk) => {
      before = insertAfter(before, chunk);
      return before;
    });
  };

  return { push: (chunk) => insertAfter(last, chunk), replace, oldest: () => first };
};
