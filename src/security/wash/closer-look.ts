import { BINDS, ESCAPES } from '../scan/char-class.js';
import { createSweep } from '../scan/sweep.js';
import { isTimestamp } from './harmless-shapes.js';
import type { KeyBook } from './key-verdict.js';
import { createKnownTexts } from './known-texts.js';
import { createIsPlainQuery } from './plain-query.js';

/** Where a text that was looked at can be remembered. */
export type TextHash = { readonly first: number; readonly second: number };

/** The closer look at a text of a line, in bytes, whose single characters do not tell that it is clean. */
export type CloserLook = {
  /** 0 where the text is clean: a time, one that was clean before, a query of harmless names; else the flags that it shows. */
  flagsOf(start: number, end: number): number;
  /** Of the text that was looked at last; `undefined` where it is not worth it. */
  hashOf(start: number, end: number): TextHash | undefined;
  /** The text turned out to be clean. */
  remember(hash: TextHash): void;
};

export const createCloserLook = (bytes: Buffer, book: KeyBook, suspects: number): CloserLook => {
  const sweep = createSweep();
  const known = createKnownTexts(bytes);
  const isPlainQuery = createIsPlainQuery(bytes, book);

  const flagsOf = (start: number, end: number): number => {
    const isHashed = end - start >= SHORTEST_REMEMBERED;
    if (isTimestamp(bytes, start, end) || (isHashed && known.has(start, end))) return 0;
    const flags = sweep(bytes, start, end);
    const suspicious = flags & suspects;
    if (suspicious !== 0 && !((suspicious & ~QUERY) === 0 && isPlainQuery(start, end))) return flags;
    if (isHashed) known.remember(known.asked.first, known.asked.second);
    return 0;
  };

  return {
    flagsOf,
    hashOf: (start, end) => (end - start >= SHORTEST_REMEMBERED ? { first: known.asked.first, second: known.asked.second } : undefined),
    remember: ({ first, second }) => known.remember(first, second),
  };
};

/** The flags of a path with a query. */
const QUERY = BINDS | ESCAPES;
/** A shorter text is looked at as fast as its hash is made. */
const SHORTEST_REMEMBERED = 8;
