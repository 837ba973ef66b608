import { isSpace } from './bare-value.js';
import type { Sight } from './finding.js';
import { isSecretValue } from './placeholder.js';
import { isQuote, type Span } from './quoted.js';

/**
 * Notes the value of each cookie in a `Cookie` or `Set-Cookie` header (RFC 6265 4.1, 4.2) that starts at `start`; attributes and what everybody
 * may know (`lang=en`) stay. Answers where it ends; `start` when there is no cookie.
 */
export const noteCookies = (sight: Sight, { start, end }: Span): number => {
  const last = Math.min(end, start + LONGEST_HEADER);
  let at = start;
  while (at < last) {
    const piece = nextPair(sight.text, at, last);
    if (piece.sign > 0) noteCookie(sight, piece);
    else if (!isAttribute(sight.text.slice(piece.from, piece.end))) return at;
    at = piece.end;
    if (!isSeparator(sight.text.charAt(at))) return at;
    at = skipSpaces(sight.text, at + 1, last);
  }
  return at;
};

/** Browsers send up to 4 KiB a cookie. */
const LONGEST_HEADER = 16_384;

type Pair = { readonly from: number; readonly sign: number; readonly end: number };

/** `sign` is where the `=` stands, 0 where none does. */
const nextPair = (text: string, from: number, last: number): Pair => {
  let sign = 0;
  let at = from;
  for (; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code === EQUALS && sign === 0) sign = at;
    if (code === SEMICOLON || (isSpace(code) && !(code === BLANK && isInDate(text, sign, at))) || isOuterQuote(text, at)) break;
  }
  return { from, sign, end: at };
};

const BLANK = 32;
const EQUALS = 61;
const SEMICOLON = 59;
const BACKSLASH = 92;

const isSeparator = (sign: string): boolean => sign === ';';

/** `Expires=Wed, 21 Oct 2026 07:28:00 GMT` has blanks. */
const isInDate = (text: string, sign: number, at: number): boolean =>
  sign > 0 && at - sign < LONGEST_DATE && EXPIRES.test(text.slice(Math.max(0, sign - 7), sign));
const LONGEST_DATE = 32;
const EXPIRES = /expires$/i;

/** A quote may stand around a cookie's value; one that ends the header has an end behind it. */
const isOuterQuote = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code === BACKSLASH) return isQuote(text.charCodeAt(at + 1)) || text.charCodeAt(at + 1) === BACKSLASH;
  return isQuote(code) && text.charCodeAt(at - 1) !== EQUALS && text.charCodeAt(at + 1) !== SEMICOLON;
};

const skipSpaces = (text: string, from: number, last: number): number => {
  let at = from;
  while (at < last && text.charCodeAt(at) === BLANK) at += 1;
  return at;
};

const noteCookie = ({ text, note }: Sight, { from, sign, end }: Pair): void => {
  if (HARMLESS.has(text.slice(from, sign).toLowerCase()) || !isSecretValue(text.slice(sign + 1, end))) return;
  note('secret', sign + 1, end);
};

const isAttribute = (name: string): boolean => ATTRIBUTES.has(name.trim().toLowerCase());

const ATTRIBUTES: ReadonlySet<string> = new Set(['', 'secure', 'httponly', 'partitioned']);

/** Attributes (RFC 6265bis 4.1.1), and settings that tell nobody apart. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...['path', 'domain', 'expires', 'max-age', 'samesite', 'priority', 'version', 'comment', '$version', '$path', '$domain'],
  ...['lang', 'language', 'locale', 'theme', 'tz', 'timezone', 'currency', 'consent', 'cookieconsent', 'cookie_consent', 'country', 'dark'],
]);
