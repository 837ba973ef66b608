import { isAlphanumeric, isDigit, isHex, isWord } from './ascii.js';

/**
 * Where tokens, names and numbers may begin and end. A token may follow `_` (`key_ghp_...`), which joins what has no form of its own (`order_4111...`). The
 * letters of an escape that is written out (`\n`, `%3D`, `\u003d`; JSON in a text) are no part of what follows.
 */

/** Whether no letter or digit runs into `at`. */
export const opensToken = (text: string, at: number): boolean =>
  at === 0 || !isAlphanumeric(text.charCodeAt(at - 1)) || endsEscape(text, at);

/** Whether no name or id runs into `at`. */
export const opensWord = (text: string, at: number): boolean => at === 0 || !isWord(text.charCodeAt(at - 1)) || endsEscape(text, at);

const endsEscape = (text: string, at: number): boolean => {
  if (at < 2) return false;
  if (text.charCodeAt(at - 2) === BACKSLASH) return ESCAPED_LETTERS.includes(text.charAt(at - 1));
  if (at < 3) return false;
  if (text.charCodeAt(at - 3) === PERCENT) return areHex(text, at - 2, at);
  if (at < 4) return false;
  if (text.charCodeAt(at - 4) === BACKSLASH) return text.charCodeAt(at - 3) === LETTER_X && areHex(text, at - 2, at);
  return at >= 6 && text.charCodeAt(at - 6) === BACKSLASH && text.charCodeAt(at - 5) === LETTER_U && areHex(text, at - 4, at);
};

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const LETTER_U = 0x75;
const LETTER_X = 0x78;
const ESCAPED_LETTERS = 'nrtbfv0';

const areHex = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if (!isHex(text.charCodeAt(at))) return false;
  return true;
};

/** Whether a number may begin at `at`: it is neither the tail of a word, nor joined to one by a dash or a dot (`ORD-4111`, `0.4111`). */
export const opensNumber = (text: string, at: number): boolean => {
  if (!opensWord(text, at)) return false;
  return at < 2 || !joins(text.charCodeAt(at - 1)) || !isAlphanumeric(text.charCodeAt(at - 2));
};

/** Whether a number may end at `end`. A dot may close a sentence, even without a space behind it. */
export const closesNumber = (text: string, end: number): boolean => {
  const code = text.charCodeAt(end);
  if (isWord(code)) return false;
  if (code === DOT) return !isDigit(text.charCodeAt(end + 1));
  return code !== DASH || !isAlphanumeric(text.charCodeAt(end + 1));
};

const DASH = 0x2d;
const DOT = 0x2e;

/** As `opensNumber`; nor may it go on a row of numbers: `DK50 0040 0440`. */
export const opensRow = (text: string, at: number): boolean =>
  opensNumber(text, at) && (text.charCodeAt(at - 1) !== BLANK || !isDigit(text.charCodeAt(at - 2)));

/** As `closesNumber`; nor may the row go on. */
export const closesRow = (text: string, end: number): boolean =>
  closesNumber(text, end) && (text.charCodeAt(end) !== BLANK || !isDigit(text.charCodeAt(end + 1)));

const BLANK = 0x20;

const joins = (code: number): boolean => code === DASH || code === DOT;
