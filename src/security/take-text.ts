import type { JsonScan } from './json-scan.js';

/**
 * Takes one JSON string, opening quote first, character by character as a reader would see them: an escape, or a pair of surrogates, is never
 * cut in two. False when the room, less one byte for each closer, ends within it; the scan then stands before the character that did not fit.
 */
export const takeText = (scan: JsonScan): boolean => {
  const { json, closers } = scan;
  scan.at += 1;
  scan.room -= 1;
  for (;;) {
    passPlain(scan);
    const code = json.codePointAt(scan.at) ?? 0;
    if (code < SPACE) throw new SyntaxError('not one whole line');
    const bytes = code === BACKSLASH ? escapeLength(json, scan.at) : utf8Length(code);
    if (scan.room - bytes < closers.length) return false;
    scan.at += bytes > 1 ? lengthOf(code, bytes) : 1;
    scan.room -= bytes;
    if (code === QUOTE) break;
  }
  if (!scan.isName) scan.whole = scan.at;
  return true;
};

/** As far as characters of one byte stand there that are nothing but themselves, and fit. */
const passPlain = (scan: JsonScan): void => {
  const { json, at: from, room, closers } = scan;
  const last = from + room - closers.length;
  let at = from;
  while (at < last && isPlain(json.charCodeAt(at))) at += 1;
  scan.at = at;
  scan.room = room - (at - from);
};

const isPlain = (code: number): boolean => code >= SPACE && code < DELETE && code !== QUOTE && code !== BACKSLASH;

const SPACE = 0x20;
const DELETE = 0x7f;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** An escaped pair of surrogates is one character. */
const escapeLength = (json: string, at: number): number => {
  if (json.charCodeAt(at + 1) !== LETTER_U) return 2;
  return (json.charCodeAt(at + 2) | LOWER_CASE) === LETTER_D && ESCAPED_PAIR.test(json.slice(at, at + 12)) ? 12 : 6;
};

const LETTER_D = 0x64;
const LETTER_U = 0x75;
const LOWER_CASE = 0x20;
const ESCAPED_PAIR = /^\\ud[89ab][0-9a-f]{2}\\ud[c-f]/i;

const utf8Length = (code: number): number => {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
};

/** In UTF-16 code units; an escape is ASCII. */
const lengthOf = (code: number, bytes: number): number => {
  if (code === BACKSLASH) return bytes;
  return code < 0x10000 ? 1 : 2;
};
