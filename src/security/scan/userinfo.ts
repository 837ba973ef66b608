import { isAlphanumeric, isDigit } from './ascii.js';
import { isSpace } from './bare-value.js';
import type { Detector, Sight } from './finding.js';
import { isSecretValue } from './placeholder.js';
import type { Span } from './quoted.js';
import { looksRandom } from './randomness.js';

/**
 * Finds the password in a URL's userinfo (RFC 3986 3.2.1): `postgres://app:x@db/orders`, `redis://:x@cache`, and a lone user that looks like
 * a token (`https://x@git.example.com`). User and host stay. By the standard `@ : / # ?` must be escaped in a password; many do not, so that
 * the `@` counts behind which a host stands that makes sense.
 *
 *     https://  user  :  pa/ss@word  @  host.example:8080 /path
 *             start  colon           at  host
 */
export const findUserinfo: Detector = (sight) => {
  const { text } = sight;
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    const end = endOfUrl(text, start);
    const sign = signOfUserinfo(text, { start, end });
    if (sign > start) noteUserinfo(sight, { start, end: sign });
  }
};

const LONGEST_URL = 600;
const AT = 64;
const COLON = 58;

/** A second `://` begins another URL. */
const endOfUrl = (text: string, start: number): number => {
  const last = Math.min(text.length, start + LONGEST_URL);
  let at = start;
  while (at < last && !endsUrl(text, at)) at += 1;
  return at;
};

const endsUrl = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (isAlphanumeric(code)) return false;
  return isSpace(code) || URL_ENDS.has(code) || (code === COLON && text.startsWith('//', at + 1));
};

/** `"` `<` `>` and backtick. */
const URL_ENDS: ReadonlySet<number> = new Set([0x22, 0x3c, 0x3e, 0x60]);

/** Where the `@` stands that ends the userinfo; -1 where there is none. */
const signOfUserinfo = (text: string, { start, end }: Span): number => {
  const authorityEnd = endOfAuthority(text, start, end);
  const strict = lastSign(text, start, authorityEnd);
  const firstColon = colonIn(text, start, strict < 0 ? authorityEnd : strict);
  if (strict >= 0 && (firstColon < 0 || isHost(text, strict + 1, end))) return strict;
  if (firstColon < 0 || isPort(text, firstColon + 1, authorityEnd)) return strict;
  const lenient = signBeforeHost(text, authorityEnd, end);
  return lenient < 0 ? strict : lenient;
};

const endOfAuthority = (text: string, start: number, end: number): number => {
  let at = start;
  while (at < end && !AUTHORITY_ENDS.has(text.charCodeAt(at))) at += 1;
  return at;
};

/** `/` `?` `#` `\` */
const AUTHORITY_ENDS: ReadonlySet<number> = new Set([0x2f, 0x3f, 0x23, 0x5c]);

const lastSign = (text: string, start: number, end: number): number => {
  for (let at = end - 1; at >= start; at -= 1) if (text.charCodeAt(at) === AT) return at;
  return -1;
};

const colonIn = (text: string, start: number, end: number): number => {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) === COLON) return at;
  return -1;
};

const isPort = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return end - start <= 5;
};

/** The first `@` behind the authority that a host with a dot or a port follows, or else the last of all. */
const signBeforeHost = (text: string, from: number, end: number): number => {
  const named = signBeforeNamedHost(text, from, end);
  return named < 0 ? lastSign(text, from, end) : named;
};

/** Whether a host stands there as one writes it where it could be something else: with a dot, a port or in brackets; or a word that ends there. */
const isHost = (text: string, start: number, end: number): boolean => {
  if (text.charAt(start) === '[') return true;
  let at = start;
  let dots = 0;
  while (at < end && isHostUnit(text.charCodeAt(at))) {
    if (text.charCodeAt(at) === DOT) dots += 1;
    at += 1;
  }
  if (at === start) return false;
  if (text.charCodeAt(at) === COLON) return isDigit(text.charCodeAt(at + 1));
  return dots > 0 || signBeforeNamedHost(text, at, end) < 0;
};

/** A further `@` with a dotted host behind it shows that the word before it was a part of the password. */
const signBeforeNamedHost = (text: string, from: number, end: number): number => {
  for (let at = from; at < end; at += 1)
    if (text.charCodeAt(at) === AT && DOTTED_HOST.test(text.slice(at + 1, Math.min(end, at + LONGEST_HOST)))) return at;
  return -1;
};

const LONGEST_HOST = 64;
const DOTTED_HOST = /^[A-Za-z\d-]+(?:\.[A-Za-z\d-]+|:\d)/;
const DOT = 46;

const isHostUnit = (code: number): boolean => isAlphanumeric(code) || code === DOT || code === 0x2d || code === 0x5f || code > 0x7f;

const noteUserinfo = ({ text, note }: Sight, { start, end }: Span): void => {
  const colon = colonIn(text, start, end);
  const userEnd = colon < 0 ? end : colon;
  if (userEnd > start && looksLikeToken(text, { start, end: userEnd })) note('userinfo', start, userEnd);
  if (colon >= 0 && colon + 1 < end && isSecretValue(text.slice(colon + 1, end))) note('userinfo', colon + 1, end);
};

const LEAST_TOKEN = 12;

const looksLikeToken = (text: string, { start, end }: Span): boolean =>
  end - start >= LEAST_TOKEN && looksRandom(text, { from: start, to: end, leastRun: LEAST_TOKEN }) && isSecretValue(text.slice(start, end));
