import { QUOTE } from '../scan/find-quote.js';
import type { KeyBook, KeyVerdict } from './key-verdict.js';
import { NO_PIECE, type Piece, type Pieces } from './pieces.js';
import { noUsualText, type UsualText } from './usual-texts.js';

/** A key as it was met: the bytes of `"key":`. */
export type MetKey = {
  readonly verdict: KeyVerdict;
  readonly piece: Piece;
  /** The one that came behind it the last time. */
  next: MetKey | undefined;
  /** Others that came behind it before, as an app has records of a few shapes. */
  readonly others: MetKey[];
  readonly usual: UsualText;
};

/**
 * Reads the keys of JSON objects. The records of a logger are alike: behind a key comes the one that came behind it the last time, and then a few words
 * are compared to see that it is the same, or one of a few before it. Otherwise it is read and looked up.
 */
export type ExpectedKeys = {
  /** Stands before the first key of a line. */
  readonly start: MetKey;
  /** The key at the quote `at`, behind `before`; `undefined` where there is no plain key of at most `mostLength` bytes. */
  pass(before: MetKey, at: number): MetKey | undefined;
};

export const createExpectedKeys = (
  bytes: Buffer,
  pieces: Pieces,
  { book, mostLength }: { readonly book: KeyBook; readonly mostLength: number },
): ExpectedKeys => {
  const start: MetKey = { verdict: book.of(''), piece: NO_PIECE, next: undefined, others: [], usual: noUsualText() };
  let met = new Map<string, MetKey>();

  const pass: ExpectedKeys['pass'] = (before, at) => {
    const expected = before.next;
    if (expected !== undefined) {
      const known = pieces.isAt(expected.piece, at) ? expected : otherAt(before, expected, at);
      if (known !== undefined) {
        book.noteHit();
        return known;
      }
    }
    const end = endOfKey(bytes, at, mostLength);
    if (end < 0) return undefined;
    const found = look(bytes.toString('utf8', at + 1, end - 2), at, end);
    if (expected !== undefined && before.others.unshift(expected) > MOST_OTHERS) before.others.pop();
    before.next = found;
    return found;
  };

  /** Changes places with the one that was expected. */
  const otherAt = (before: MetKey, expected: MetKey, at: number): MetKey | undefined => {
    const { others } = before;
    for (let index = 0; index < others.length; index += 1) {
      const other = others[index] as MetKey;
      if (!pieces.isAt(other.piece, at)) continue;
      others[index] = expected;
      before.next = other;
      return other;
    }
    return undefined;
  };

  const look = (key: string, at: number, end: number): MetKey => {
    const verdict = book.of(key);
    const known = met.get(key);
    if (known !== undefined && known.verdict === verdict) return known;
    const made: MetKey = { verdict, piece: pieces.read(at, end), next: undefined, others: [], usual: noUsualText() };
    if (met.size >= MOST_MET) met = new Map();
    met.set(key, made);
    return made;
  };

  return { start, pass };
};

const MOST_MET = 1000;
const MOST_OTHERS = 4;

/** Behind the colon; -1 where there is no plain key. The empty key has too few bytes for a word. */
const endOfKey = (bytes: Buffer, start: number, mostLength: number): number => {
  if (bytes[start] !== QUOTE || bytes[start + 1] === QUOTE) return -1;
  const last = start + 1 + mostLength;
  let at = start + 1;
  for (; at <= last && bytes[at] !== QUOTE; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0x20 || byte === DELETE || byte === BACKSLASH) return -1;
  }
  return bytes[at] === QUOTE && bytes[at + 1] === COLON ? at + 2 : -1;
};

const DELETE = 0x7f;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
