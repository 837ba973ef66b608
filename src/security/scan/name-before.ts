import { isAlphanumeric } from './ascii.js';
import { isQuote } from './quoted.js';

/**
 * Where the name ends that a sign at `end` binds: without the blanks, quotes (escaped or not) and brackets between (`"password" :`,
 * `user[password]=`). No sign is among what stands between, so that no text is passed over twice, however long.
 */
export const endOfName = (text: string, end: number): number => {
  let at = end;
  while (at > 0 && isBetween(text.charCodeAt(at - 1))) at -= 1;
  if (text.charCodeAt(at - 1) !== SEMICOLON) return at;
  const entity = CLOSING_ENTITY.exec(text.slice(Math.max(0, at - 6), at));
  return entity === null ? at : at - entity[0].length;
};

/** Where the name that ends at `end` starts; `end` itself where none does. At most 64 units in front. */
export const startOfName = (text: string, end: number): number => {
  const first = Math.max(0, end - LONGEST_NAME);
  let start = end;
  while (start > first && isNameUnit(text.charCodeAt(start - 1))) start -= 1;
  while (start < end && isJoint(text.charCodeAt(start))) start += 1;
  return start;
};

/** Where the word starts that stands in front of the name at `start`, with nothing but blanks between: `encryption key`; `start` where none does. */
export const widerStart = (text: string, start: number): number => {
  let end = start;
  while (start - end < MOST_BLANKS && isBlank(text.charCodeAt(end - 1))) end -= 1;
  if (end === start) return start;
  const wider = startOfName(text, end);
  return wider === end || isJoint(text.charCodeAt(end - 1)) ? start : wider;
};

const MOST_BLANKS = 2;
const LONGEST_NAME = 64;
const BACKSLASH = 0x5c;
const SEMICOLON = 0x3b;
const CLOSING_ENTITY = /&(?:quot|apos|#3[49]);$/;

const isNameUnit = (code: number): boolean => isAlphanumeric(code) || isJoint(code) || (code >= 0xc0 && !isPunctuation(code));

/** `_` `-` `.` `$` */
const isJoint = (code: number): boolean => code === 0x5f || code === 0x2d || code === 0x2e || code === 0x24;

/** General punctuation and arrows, and that of Chinese and Japanese. */
const isPunctuation = (code: number): boolean => (code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f) || code >= 0xff00;

/** Blanks, quotes, backslashes in front of quotes, brackets of `user[password]`, and the mark of an optional name in TypeScript. */
const isBetween = (code: number): boolean =>
  isBlank(code) || isQuote(code) || code === BACKSLASH || code === 0x5b || code === 0x5d || code === 0x3f || code === 0x201d;

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
