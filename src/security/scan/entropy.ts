import { ALPHANUMERIC, BASE64, classOf, DIGIT, HEX, LOWER, runEnd, UPPER } from './alphabet.js';
import { opensToken } from './borders.js';
import type { Detector } from './finding.js';

/**
 * Finds long runs of base64 that read as drawn at random, whatever they are: only where asked for, because identifiers are random too. Left alone are
 * digests and identifiers in hexadecimal or in one case (SHA, UUID, ULID), what a known head declares as a file, a digest or a data URI, and
 * paths.
 */
export const findEntropy: Detector = (sight) => {
  const { text } = sight;
  if (!sight.wants('entropy')) return;
  for (let at = 0; at < text.length; ) {
    const end = runEnd(text, BASE64, { from: at, to: text.length });
    if (end - at >= LEAST_CHARS && opensToken(text, at)) {
      const start = afterName(text, at, end);
      if (end - start >= LEAST_CHARS && isSecretLike(text, start, end)) sight.note('entropy', start, end);
    }
    at = text.startsWith(BLOCK, at) ? blockEnd(text, end) : end + 1;
  }
};

const BLOCK = '-----BEGIN';

/** Certificates and public keys are not secret, and private keys have a detector of their own. */
const blockEnd = (text: string, from: number): number => {
  const close = text.indexOf('-----', from);
  const end = close < 0 ? -1 : text.indexOf('-----', close + 5);
  return end < 0 ? from + 1 : end;
};

const LEAST_CHARS = 32;

const EQUALS = 0x3d;

/** Behind the last `name=` in the run. */
const afterName = (text: string, from: number, to: number): number => {
  let padding = to;
  while (padding > from && text.charCodeAt(padding - 1) === EQUALS) padding -= 1;
  return Math.max(from, text.lastIndexOf('=', padding - 1) + 1);
};

const isSecretLike = (text: string, from: number, to: number): boolean => {
  const end = Math.min(to, from + LOOKED_AT_CHARS);
  return !isDeclared(text, from) && isUnordered(text, from, end) && bitsPerChar(text, from, end) >= LEAST_BITS;
};

/** Further in, nothing is learnt any more. */
const LOOKED_AT_CHARS = 256;
/** Of 32 random characters of base64; hexadecimal cannot have more than 4, English has about 3.5 with its capitals. */
const LEAST_BITS = 4.1;

/** Heads of PNG, gzip, JPEG, PDF, zip, GIF, SSH public keys and zeros, in base64, and of digests. */
const HEADS: readonly string[] = [
  'iVBORw0KGgo',
  'H4sI',
  '/9j/',
  'JVBERi',
  'UEsDB',
  'R0lGOD',
  'AAAA',
  'sha1-',
  'sha256-',
  'sha384-',
  'sha512-',
];
const FRONTS: readonly string[] = ['base64,', 'SHA256:', 'sha256:', 'sha512:', 'SHA512:'];

const isDeclared = (text: string, from: number): boolean =>
  HEADS.some((head) => text.startsWith(head, from)) || FRONTS.some((front) => text.endsWith(front, from));

/** Of random neighbours 62 % are of different classes; in paths, camel case and kebab case not a third are. */
const LEAST_CHANGES = 0.4;

/** Whether upper case, lower case and digits alternate in no order, and it is not hexadecimal. */
const isUnordered = (text: string, from: number, to: number): boolean => {
  let seen = 0;
  let pairs = 0;
  let changes = 0;
  let before = 0;
  for (let at = from; at < to; at += 1) {
    const bits = classOf(text.charCodeAt(at));
    const now = [UPPER, LOWER, DIGIT].find((set) => (bits & set) !== 0) ?? 0;
    if (now !== 0 && before !== 0) pairs += 1;
    if (now !== 0 && before !== 0 && now !== before) changes += 1;
    seen |= bits;
    before = now;
  }
  const hasAll = (seen & UPPER) !== 0 && (seen & LOWER) !== 0 && (seen & DIGIT) !== 0;
  return hasAll && (seen & ALPHANUMERIC & ~HEX) !== 0 && changes >= LEAST_CHANGES * pairs;
};

const ASCII = 128;

/** Shannon's entropy of the characters. */
const bitsPerChar = (text: string, from: number, to: number): number => {
  const counts = new Uint16Array(ASCII);
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  const chars = to - from;
  return counts.reduce((bits, count) => (count === 0 ? bits : bits - (count / chars) * Math.log2(count / chars)), 0);
};
