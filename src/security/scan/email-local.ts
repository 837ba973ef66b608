import { isAlphanumeric } from './ascii.js';
import { isInternationalLetter } from './international-letters.js';

/** Where the local part before the `@` at `at` begins; `at` when there is none, or when it is a mask or a placeholder. */
export const localStart = (text: string, at: number, isStrict: boolean): number => {
  if (text.charCodeAt(at - 1) === QUOTE) return quotedStart(text, at);
  const first = Math.max(0, at - MOST_UNITS);
  let start = at;
  while (start > first && isLocalAt(text, start - 1, isStrict)) start--;
  while (start < at && !isNameUnit(text.charCodeAt(start), isStrict)) start++;
  return isMasked(text, start) || isPlaceholder(text, start, at) ? at : returnPathStart(text, start, isStrict);
};

/** RFC 5321, 4.5.3.1.1. */
const MOST_UNITS = 64;
const QUOTE = 34;
const PERCENT = 37;
const STAR = 42;
const EQUALS = 61;

/** Dots, `_`, `-`, `+`, letters and digits; of the other signs that RFC 5321 allows those that are no delimiters in logs, between two of these. */
const isLocalAt = (text: string, index: number, isStrict: boolean): boolean => {
  const code = text.charCodeAt(index);
  if (isNameUnit(code, isStrict) || isPlainSign(code)) return true;
  return isRareSign(code) && isAlphanumeric(text.charCodeAt(index + 1)) && isAlphanumeric(text.charCodeAt(index - 1));
};

/** `.` `-` `+` */
const isPlainSign = (code: number): boolean => code === 46 || code === 45 || code === 43;
/** `!` `#` `$` `'` `*` `^` `~` */
const isRareSign = (code: number): boolean =>
  code === 33 || code === 35 || code === 36 || code === 39 || code === 42 || code === 94 || code === 126;
const UNDERSCORE = 95;

const isNameUnit = (code: number, isStrict: boolean): boolean =>
  isAlphanumeric(code) || code === UNDERSCORE || isInternationalLetter(code, isStrict);

/** `"jane doe"@example.com`: from the other quote on. */
const quotedStart = (text: string, at: number): number => {
  const match = QUOTED.exec(text.slice(Math.max(0, at - MOST_UNITS - 2), at));
  return match ? at - match[0].length : at;
};

const QUOTED = /"[\w.+ -]+"$/;

/** `j***n@example.com`: what is before the stars is part of it. */
const isMasked = (text: string, start: number): boolean => {
  if (text.charCodeAt(start - 1) !== STAR || text.charCodeAt(start - 2) !== STAR) return false;
  let at = start - 2;
  while (start - at < MOST_UNITS && text.charCodeAt(at) === STAR) at--;
  return isAlphanumeric(text.charCodeAt(at));
};

/** `%s@example.com` */
const isPlaceholder = (text: string, start: number, at: number): boolean => at - start === 1 && text.charCodeAt(start - 1) === PERCENT;

/** `bounces+jane=example.com@lists.example.org` hides another address in front of its `=` (VERP). */
const returnPathStart = (text: string, start: number, isStrict: boolean): number => {
  if (text.charCodeAt(start - 1) !== EQUALS) return start;
  let first = start - 1;
  while (start - first < MOST_UNITS && isLocalAt(text, first - 1, isStrict)) first--;
  return text.slice(first, start).includes('+') ? first : start;
};
