import { isAlphanumeric, isDigit, isWord } from './ascii.js';

const BACKSLASH = 92;
const BLANK = 32;
const DASH = 45;
const DOT = 46;
const PLAIN_ESCAPES = 'nrtbf';

/** Whether no name or id runs into `at`. The letter of a written-out escape (`\n4111...`, JSON in a text) is no part of a word. */
export const opensWord = (text: string, at: number): boolean => {
  if (at === 0 || !isWord(text.charCodeAt(at - 1))) return true;
  return at > 1 && text.charCodeAt(at - 2) === BACKSLASH && PLAIN_ESCAPES.includes(text.charAt(at - 1));
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

/** As `opensNumber`; nor may it go on a row of numbers: `DK50 0040 0440`. */
export const opensRow = (text: string, at: number): boolean =>
  opensNumber(text, at) && (text.charCodeAt(at - 1) !== BLANK || !isDigit(text.charCodeAt(at - 2)));

/** As `closesNumber`; nor may the row go on. */
export const closesRow = (text: string, end: number): boolean =>
  closesNumber(text, end) && (text.charCodeAt(end) !== BLANK || !isDigit(text.charCodeAt(end + 1)));

const joins = (code: number): boolean => code === DASH || code === DOT;
