import type { Detector, Sight } from './finding.js';
import { holdsKeyText, keyTextEnd } from './key-text.js';

/** Without one of these no private key stands in a text. */
export const KEY_MARKS: readonly string[] = ['BEGIN', 'PuTTY-User-Key-File'];

/*
 * Private keys as text: PEM (RFC 7468, RFC 1421 with its headers, OpenSSH, PGP: RFC 9580), SSH2 (four dashes and a space, RFC 4716's form) and PuTTY.
 * A block goes from its first dash to the last dash of its END line; one that was cut goes on as far as its text looks like a key's. Line
 * breaks may be real, blanks, `%0A`, or written as `\n` with any number of backslashes. Certificates, public keys and a BEGIN line in a sentence
 * stay.
 */
export const findPrivateKeys: Detector = (sight) => {
  if (!sight.wants('privateKey')) return;
  findArmoured(sight);
  findPutty(sight);
};

const DASH = 0x2d;
const LEAST_DASHES = 4;

const findArmoured = (sight: Sight): void => {
  const { text } = sight;
  for (let at = text.indexOf('BEGIN'); at >= 0; ) {
    const start = armourStart(text, at);
    const label = start < 0 ? at : labelEnd(text, at);
    const end = label > at ? blockEnd(text, label) : label;
    if (end > label) sight.note('privateKey', start, end);
    at = text.indexOf('BEGIN', Math.max(end, at + 1));
  }
};

/** Where the dashes in front of BEGIN start; -1 without them. */
const armourStart = (text: string, begin: number): number => {
  const from = isBlank(text.charCodeAt(begin - 1)) ? begin - 1 : begin;
  let start = from;
  while (from - start <= LEAST_DASHES && text.charCodeAt(start - 1) === DASH) start -= 1;
  return from - start >= LEAST_DASHES ? start : -1;
};

const isBlank = (code: number): boolean => code === 0x20 || code === 0x2b || code === 0x5f;

const MOST_LABEL_CHARS = 80;

/** The end of the dashes behind a label that names a private key; otherwise where the label starts. */
const labelEnd = (text: string, from: number): number => {
  const dashes = text.indexOf('----', from);
  if (dashes < 0 || dashes - from > MOST_LABEL_CHARS) return from;
  const label = text.slice(from, dashes);
  return label.includes('PRIVATE') && label.includes('KEY') ? dashesEnd(text, dashes) : from;
};

const dashesEnd = (text: string, from: number): number => {
  let end = from;
  while (end < from + LEAST_DASHES + 1 && text.charCodeAt(end) === DASH) end += 1;
  return end;
};

/** Behind the END line, if one comes before the next block begins; otherwise where the key's text ends. */
const blockEnd = (text: string, from: number): number => {
  const close = text.indexOf('----', from);
  const label = close < 0 ? close : dashesEnd(text, close);
  const isEnd = close >= 0 && text.startsWith('END', isBlank(text.charCodeAt(label)) ? label + 1 : label);
  if (!isEnd) return keyTextEnd(text, from);
  if (!holdsKeyText(text, from, close)) return from;
  const dashes = text.indexOf('----', label);
  return dashes < 0 || dashes - close > MOST_LABEL_CHARS ? label + 'END'.length : dashesEnd(text, dashes);
};

const PUTTY_HEAD = 'PuTTY-User-Key-File';

/** PuTTY's files: from the first line to the MAC behind the private lines, or as far as they go if the file was cut. */
const findPutty = (sight: Sight): void => {
  const { text } = sight;
  for (let at = text.indexOf(PUTTY_HEAD); at >= 0; ) {
    const next = text.indexOf(PUTTY_HEAD, at + PUTTY_HEAD.length);
    const file = text.slice(at, next < 0 ? text.length : next);
    const end = puttyEnd(file);
    if (end > 0) sight.note('privateKey', at, at + end);
    at = next;
  }
};

/** 0 if the file has no private lines. */
const puttyEnd = (file: string): number => {
  const lines = file.indexOf(PUTTY_LINES);
  if (lines < 0) return 0;
  const mac = file.indexOf(PUTTY_MAC, lines);
  return keyTextEnd(file, mac < 0 ? lines : mac + PUTTY_MAC.length);
};

const PUTTY_LINES = 'Private-Lines:';
const PUTTY_MAC = 'Private-MAC:';
