import { isAlphanumeric, isDigit, isLetter, isWord } from './ascii.js';
import { opensWord } from './borders.js';
import type { Sight } from './finding.js';
import { isVersion } from './version-words.js';

/**
 * IPv4 addresses of the public network: four octets that are neither a version (`Chrome/90.0.1.2`, `version 1.2.3.4`, `~6.1.1.0`) nor part of
 * something longer (object identifiers). Port and prefix length stay outside.
 *
 * Notes the one whose first octet begins at `at`, and answers its end, or 0.
 */
export const noteIpv4 = (sight: Sight, at: number): number => {
  const { text } = sight;
  const end = readOctets(text, at);
  if (end === 0 || !isPublic(octets) || !closesAddress(text, end) || !opensAddress(text, at, end) || isVersion(text, at, end)) return 0;
  if (!sight.wants('ip')) return 0;
  sight.note('ip', at, end);
  return end;
};

/** Reads four octets, which may be written with leading zeros, into `octets`. Answers the end of the last, or 0. */
const readOctets = (text: string, from: number): number => {
  let at = from;
  for (let index = 0; ; index += 1, at += 1) {
    const start = at;
    let octet = 0;
    for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(at) - 48) {
      octet = octet * 10 + digit;
      at += 1;
    }
    if (at === start || at - start > OCTET_DIGITS || octet > 255) return 0;
    octets[index] = octet;
    if (index === 3) return at;
    if (text.charCodeAt(at) !== DOT) return 0;
  }
};

const OCTET_DIGITS = 3;
const DOT = 46;

/** Those of the address that was read last. */
const octets = new Uint8Array(4);

/** Whether it is one of the public network. */
export const isPublicIpv4 = (address: string): boolean => readOctets(address, 0) > 0 && isPublic(octets);

/** RFC 6890: not this network, private, shared, loopback, link-local; from 224 on multicast, reserved, broadcast, and masks. A network's number is no host. */
const isPublic = (address: Uint8Array): boolean => {
  const a = address[0] as number;
  const b = address[1] as number;
  if (a === 0 || a === 10 || a === 127 || a >= 224 || (address[2] === 0 && address[3] === 0)) return false;
  if (a === 100) return b < 64 || b > 127;
  if (a === 172) return b < 16 || b > 31;
  return !((a === 169 && b === 254) || (a === 192 && b === 168));
};

const opensAddress = (text: string, at: number, end: number): boolean => {
  if (at === 0) return true;
  if (!opensWord(text, at)) return false;
  const before = text.charAt(at - 1);
  const isJoined = isAlphanumeric(text.charCodeAt(at - 2));
  if (before === '/') return !isJoined || isBehindSlash(text, at, end);
  if (before === '.') return !isJoined;
  if (before === '-') return !isLetter(text.charCodeAt(at - 2));
  if (before === '=') return !COMPARISONS.includes(text.charAt(at - 2));
  return !RANGE_SIGNS.includes(before);
};

const COMPARISONS = '<>!~^=';
const RANGE_SIGNS = '~^§$';

/** `host/203.0.113.5:8080` and `/lookup/203.0.113.5` are addresses, `Chrome/90.0.1.2` and `/opt/app/4.0.1.2` are versions: many have a zero there. */
const isBehindSlash = (text: string, at: number, end: number): boolean => {
  if (text[end] === ':' && isDigit(text.charCodeAt(end + 1))) return true;
  return isPathOrHost(text, at - 1) && !VERSION_LIKE.test(text.slice(at, end));
};

/** Whether there is a dot or a slash in the name that ends at `end`. */
const isPathOrHost = (text: string, end: number): boolean => {
  const least = Math.max(0, end - NAME_UNITS);
  let at = end - 1;
  while (at >= least && (isWord(text.charCodeAt(at)) || text[at] === '-')) at--;
  return text[at] === '.' || text[at] === '/';
};

const NAME_UNITS = 64;
const VERSION_LIKE = /^(?:\d\d?|1[0-4]\d)\.0\./;

const closesAddress = (text: string, end: number): boolean => {
  if (isWord(text.charCodeAt(end))) return false;
  const after = text.charAt(end);
  const next = text.charCodeAt(end + 1);
  if (after === '.') return !isDigit(next) && !isLowerLetter(next);
  if (after === '-') return !isLetter(next);
  return after !== '+' || !isAlphanumeric(next);
};

const isLowerLetter = (code: number): boolean => code >= 97 && code <= 122;
