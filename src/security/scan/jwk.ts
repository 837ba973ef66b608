import { isWord } from './ascii.js';
import type { Detector, Sight } from './finding.js';
import { isKeyPart, KEY_TYPE } from './key-parts.js';
import { endOfName, startOfName } from './name-before.js';
import { isSecretValue } from './placeholder.js';
import type { Span } from './quoted.js';
import { readValue } from './read-value.js';

/** Finds the private members of JSON Web Keys: `{"kty":"EC","crv":"P-256","x":"...","d":"..."}`, escaped or printed too. Linear: no object is looked at twice. */
export const findJwks: Detector = (sight) => {
  const { text } = sight;
  if (!sight.wants('privateKey')) return;
  let seenTo = 0;
  for (let at = text.indexOf(KEY_TYPE); at >= 0; at = text.indexOf(KEY_TYPE, seenTo)) {
    const start = isWholeWord(text, at) ? braceBefore(text, at, seenTo) : -1;
    seenTo = start < 0 ? at + KEY_TYPE.length : endOfObject(text, at);
    if (start >= 0) noteParts(sight, { start, end: seenTo });
  }
};

const isWholeWord = (text: string, at: number): boolean =>
  !isWord(text.charCodeAt(at - 1)) && !isWord(text.charCodeAt(at + KEY_TYPE.length));

const OPEN = 0x7b;
const CLOSE = 0x7d;

const braceBefore = (text: string, from: number, least: number): number => {
  let at = from;
  while (at >= least && text.charCodeAt(at) !== OPEN) at -= 1;
  return at < least ? -1 : at;
};

/** Where the object ends that `from` stands in; where the text does, if it is cut. */
const endOfObject = (text: string, from: number): number => {
  const last = Math.min(text.length, from + LONGEST_KEY);
  let depth = 1;
  let at = from;
  for (; at < last && depth > 0; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN) depth += 1;
    else if (code === CLOSE) depth -= 1;
  }
  return at;
};

/** A key of 16,384 bits of RSA, with what else may stand beside. */
const LONGEST_KEY = 16_384;

const noteParts = ({ text, note }: Sight, { start, end }: Span): void => {
  for (let at = start + 1; at < end; at += 1) {
    if (!isSign(text.charCodeAt(at)) || !isKeyPart(nameBefore(text, at))) continue;
    const value = readValue(text, at + 1);
    if (value === undefined) continue;
    if (isSecretValue(text.slice(value.start, value.end))) note('privateKey', value.start, value.end);
    at = value.end - 1;
  }
};

const isSign = (code: number): boolean => code === 0x3a || code === 0x3d;

const nameBefore = (text: string, at: number): string => {
  const end = endOfName(text, at);
  return text.slice(startOfName(text, end), end);
};
