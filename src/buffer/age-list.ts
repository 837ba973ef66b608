import { type Chunk, countOf, part } from '../core/chunk.js';
import type { Place } from './spool/entry.js';

/**
 * A chunk as its lane holds it in memory. `skip` lines at its front were given up to make room; they are cut off when it is lent,
 * so giving up one record costs no new chunk.
 */
export type Held = {
  readonly chunk: Chunk;
  skip: number;
  out: boolean;
  older: Held | undefined;
  newer: Held | undefined;
  /** Its lines below this index (of the memory they lie in) are on disk too, the first of them at `place` or behind it. */
  saved: number;
  place: Place | undefined;
  /** It went out just as it is. */
  wasSent: boolean;
  /** While it is out. */
  loan: Loan | undefined;
};

/** What happened to a chunk while it was out: what was sent last, under which ids anything was, and what of it is gone. */
export type Loan = { last: Chunk | undefined; readonly ids: Set<string>; readonly done: Chunk[] };

export type Saved = Pick<Held, 'saved' | 'place' | 'wasSent'>;

export const NOT_SAVED: Saved = { saved: 0, place: undefined, wasSent: false };

export const isSaved = ({ chunk, saved }: Held): boolean => saved >= chunk.to;

export const remaining = ({ chunk, skip }: Held): Chunk => part(chunk, skip, countOf(chunk));

/**
 * All chunks of all lanes from old to new, as a doubly linked list: what is left of a chunk takes its place,
 * so a chunk that comes back from a failed request is as old as before.
 */
export type AgeList = {
  push(chunk: Chunk, saved?: Saved): Held;
  /** Puts `chunks` in the place of `held`. */
  replace(held: Held, chunks: readonly Chunk[]): readonly Held[];
  oldest(): Held | undefined;
};

export const createAgeList = (): AgeList => {
  let first: Held | undefined;
  let last: Held | undefined;

  const insertAfter = (older: Held | undefined, chunk: Chunk, saved = NOT_SAVED): Held => {
    const newer = older === undefined ? first : older.newer;
    const held: Held = { chunk, skip: 0, out: false, older, newer, ...saved, loan: undefined };
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
      before = insertAfter(before, chunk, inherited(held, chunk));
      return before;
    });
  };

  return { push: (chunk, saved) => insertAfter(last, chunk, saved), replace, oldest: () => first };
};

const inherited = (held: Held, chunk: Chunk): Saved => {
  const saved = chunk.lines === held.chunk.lines ? held.saved : savedOfPicked(held, chunk);
  const isSame = chunk.id === remaining(held).id;
  return { saved, place: held.place, wasSent: held.loan?.ids.has(chunk.id) || (isSame && held.wasSent && held.skip === 0) };
};

/** Lines that were picked out of a chunk lie in memory of their own, where another index counts. */
const savedOfPicked = ({ chunk: whole, saved }: Held, { lines: { kept } }: Chunk): number => {
  const savedTo = whole.lines.kept?.seqs[saved] ?? Number.POSITIVE_INFINITY;
  return kept?.seqs.filter((seq) => seq < savedTo).length ?? 0;
};
