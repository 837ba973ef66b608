import { BINDS, ESCAPES, LONG } from '../scan/char-class.js';
import { createSweep } from '../scan/sweep.js';
import { isTimestamp } from './harmless-shapes.js';
import type { KeyBook } from './key-verdict.js';
import { createKnownTexts, UNKNOWN } from './known-texts.js';
import { createIsPlainQuery, hasNumberedName } from './plain-query.js';

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
  const wordings = createKnownTexts(bytes, true);
  const isPlainQuery = createIsPlainQuery(bytes, book);

  const flagsOf = (start: number, end: number): number => {
    if (isTimestamp(bytes, start, end)) return 0;
    if (end - start < SHORTEST_REMEMBERED) return suspiciousOf(sweep(bytes, start, end), start, end);
    const before = wordings.flagsOf(start, end);
    if (before !== UNKNOWN && suspiciousOf(before, start, end) === 0) return 0;
    if (known.flagsOf(start, end) === 0) return 0;
    return before === UNKNOWN ? lookAt(start, end) : before;
  };

  /** All digits are alike to the sweep, but for those of tokens; and to whoever reads a query, but for those in its names. */
  const lookAt = (start: number, end: number): number => {
    const flags = sweep(bytes, start, end);
    const suspicious = suspiciousOf(flags, start, end);
    const isClean = suspicious === 0;
    if ((flags & LONG) === 0) {
      const isAlways = isClean && ((flags & suspects) === 0 || !hasNumberedName(bytes, start, end));
      wordings.remember(wordings.asked.first, wordings.asked.second, isAlways ? 0 : flags);
    } else if (isClean) known.remember(known.asked.first, known.asked.second, 0);
    return suspicious;
  };

  const suspiciousOf = (flags: number, start: number, end: number): number => {
    const suspicious = flags & suspects;
    return suspicious === 0 || ((suspicious & ~QUERY) === 0 && isPlainQuery(start, end)) ? 0 : flags;
  };

  return {
    flagsOf,
    hashOf: (start, end) => (end - start >= SHORTEST_REMEMBERED ? { first: known.asked.first, second: known.asked.second } : undefined),
    remember: ({ first, second }) => known.remember(first, second, 0),
  };
};

/** The flags of a path with a query. */
const QUERY = BINDS | ESCAPES;
/** A shorter text is looked at as fast as its hash is made. */
const SHORTEST_REMEMBERED = 8;
