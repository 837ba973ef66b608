import { mayTellInQuery } from '../scan/name-roles.js';
import type { KeyBook } from './key-verdict.js';
import { createMetTexts } from './met-texts.js';

/**
 * Makes the function that tells whether the bytes from `start` to `end` are a path or query of nothing but plain words, whose names say nothing:
 * `/orders/17/items?page=3&limit=20`. That is most of what has a `=` in a log, and the names are known after the first time. For any other byte, and
 * for a name that may be a secret's, the answer is no, and the text is looked at closely.
 */
export const createIsPlainQuery = (bytes: Buffer, book: KeyBook) => {
  const classOf = CLASSES;

  const plainNames = createMetTexts(bytes);

  const isPlainName = (start: number, end: number): boolean => {
    const length = end - start;
    if (length < 1 || length > LONGEST_NAME) return false;
    if (plainNames.has(start, end)) return true;
    const name = bytes.toString('latin1', start, end);
    const isPlain = book.of(name).isPlain && !mayTellInQuery(name);
    if (isPlain) plainNames.put(start, end);
    return isPlain;
  };

  return (start: number, end: number): boolean => {
    let word = start;
    for (let at = start; at < end; at += 1) {
      const kind = classOf[bytes[at] as number] as number;
      if (kind === OTHER || (kind === EQUALS && !isPlainName(word, at))) return false;
      if (kind !== NAME) word = at + 1;
    }
    return true;
  };
};

/** Whether a name in such a query has a digit. */
export const hasNumberedName = (bytes: Uint8Array, start: number, end: number): boolean => {
  let isNumbered = false;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    const kind = CLASSES[byte];
    if (kind === EQUALS && isNumbered) return true;
    isNumbered = kind === NAME && (isNumbered || (byte >= DIGIT_0 && byte <= DIGIT_9));
  }
  return false;
};

const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

const OTHER = 0;
const NAME = 1;
const SEPARATOR = 2;
const EQUALS = 3;
const LONGEST_NAME = 48;

/** What a name is made of is what detectors take for one: see `name-before.ts`. */
const classes = (): Uint8Array => {
  const table = new Uint8Array(256);
  for (const name of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.') table[name.charCodeAt(0)] = NAME;
  for (const separator of '/?&') table[separator.charCodeAt(0)] = SEPARATOR;
  table['='.charCodeAt(0)] = EQUALS;
  return table;
};
const CLASSES = classes();
