import { classOf, runEnd, WORD } from './alphabet.js';
import { opensToken } from './borders.js';
import type { Detector, Sight } from './finding.js';
import { isObjectHead, OBJECT_HEADS } from './object-head.js';

/**
 * Finds JSON Web Tokens in compact form: signed (RFC 7515: three parts, the last one empty for `alg: none`), encrypted (RFC 7516: five parts, the
 * second may be empty) and those that were cut in their second part. The first part is an object with a member of a header, or the
 * second one is an object too; other base64 is not theirs.
 */
export const findJwts: Detector = (sight) => {
  if (!sight.wants('jwt')) return;
  for (const head of OBJECT_HEADS) findBehind(sight, head);
};

const findBehind = (sight: Sight, head: string): void => {
  const { text } = sight;
  let runTo = 0;
  let triesLeft = 0;
  for (let at = text.indexOf(head); at >= 0; triesLeft -= 1) {
    if (at >= runTo) {
      runTo = partEnd(text, at);
      triesLeft = MOST_TRIES;
    }
    const isHeader = triesLeft > 0 && isObjectHead(text, at) && opensToken(text, at) && isHeaderPart(text, at, runTo);
    const end = isHeader ? tokenEnd(text, runTo) : 0;
    if (end > 0) sight.note('jwt', at, end, SHOWN_CHARS);
    at = text.indexOf(head, isHeader ? Math.max(end, runTo) : at + head.length);
  }
};

/** A token may stand behind something else in its run of characters (`id-eyJ...`), but not behind so many that look like its head. */
const MOST_TRIES = 16;
const DOT = 0x2e;
const EQUALS = 0x3d;
/** `eyJ` says what it was. */
const SHOWN_CHARS = 3;

/** The end of one part; padding is not allowed there, but is written. */
const partEnd = (text: string, from: number): number => {
  let end = runEnd(text, WORD, { from, to: text.length });
  while (end > from && text.charCodeAt(end) === EQUALS) end += 1;
  return end;
};

/** `alg` stands in every header, `typ` often in front of it; further in than this nobody looks. */
const LOOKED_AT_CHARS = 512;
const HEADER_MEMBERS: readonly string[] = ['"alg"', '"typ"', '"enc"', '"kid"', '"cty"', '"x5c"', '"x5t"', '"jku"'];

const isHeaderPart = (text: string, from: number, to: number): boolean => {
  if (text.charCodeAt(to) !== DOT) return false;
  if (isObjectHead(text, to + 1)) return true;
  const header = Buffer.from(text.slice(from, Math.min(to, from + LOOKED_AT_CHARS)), 'base64').toString('latin1');
  return HEADER_MEMBERS.some((member) => header.includes(member));
};

const LEAST_PAYLOAD_CHARS = 8;

/** Where the token ends whose first part ends at `first`; 0 if the parts behind are not those of a token. */
const tokenEnd = (text: string, first: number): number => {
  const second = partEnd(text, first + 1);
  if (second - first > LEAST_PAYLOAD_CHARS) return text.charCodeAt(second) === DOT ? signedEnd(text, second) : second;
  return second === first + 1 ? encryptedEnd(text, second) : 0;
};

const signedEnd = (text: string, second: number): number => {
  const third = partEnd(text, second + 1);
  return encryptedEnd(text, second) || third;
};

/** The end of the fifth part; 0 if there are fewer. An empty part ends a sentence. */
const encryptedEnd = (text: string, second: number): number => {
  let end = second;
  for (let part = 3; part <= 5; part += 1) {
    const start = end + 1;
    if (text.charCodeAt(end) !== DOT || (classOf(text.charCodeAt(start)) & WORD) === 0) return 0;
    end = partEnd(text, start);
  }
  return end;
};
