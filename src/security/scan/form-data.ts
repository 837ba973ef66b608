import type { ClassifyKey, KeyVerdict } from '../keys/classify-key.js';
import type { Detector } from './finding.js';
import { isSecretValue } from './placeholder.js';
import type { Span } from './quoted.js';
import { readValue } from './read-value.js';

/**
 * Finds the fields of a form in several parts (RFC 7578 4.2) that are named as secrets. Line breaks may be written as escapes, which stand as
 * breaks in what a detector sees, so that their number tells nothing: further headers are known by their look.
 *
 *     Content-Disposition: form-data; name="password"
 *     Content-Type: text/plain
 *
 *     x
 *     --boundary
 */
export const createFormData =
  (classify: ClassifyKey): Detector =>
  ({ text, note }) => {
    for (let at = text.indexOf(FORM_DATA); at !== -1; at = text.indexOf(FORM_DATA, at + FORM_DATA.length)) {
      const field = fieldAt(text, at + FORM_DATA.length, classify);
      const value = field === undefined ? undefined : contentFrom(text, field.end);
      if (field === undefined || value === undefined || !isSecretValue(text.slice(value.start, value.end), field.verdict.trust)) continue;
      note(field.verdict.kind, value.start, value.end);
    }
  };

const FORM_DATA = 'form-data;';
const NAME = ' name=';
const LONGEST_NAME = 64;

type Field = { readonly verdict: KeyVerdict; readonly end: number };

const fieldAt = (text: string, from: number, classify: ClassifyKey): Field | undefined => {
  if (!text.startsWith(NAME, from)) return undefined;
  const start = from + NAME.length;
  const head = text.slice(start, start + LONGEST_NAME);
  const name = readValue(head, 0);
  const verdict = name === undefined ? undefined : classify(head.slice(name.start, name.end));
  return name === undefined || verdict === undefined ? undefined : { verdict, end: endOfLine(text, start + name.end) };
};

const LONGEST_CONTENT = 4096;
const LONGEST_LINE = 256;
const BOUNDARY = '\n--';

/** Behind the other headers, up to the line that begins with two dashes; without one the next line. */
const contentFrom = (text: string, from: number): Span | undefined => {
  const start = skipHeaders(text, from);
  if (text.startsWith('--', start)) return undefined;
  const length = text.slice(start, start + LONGEST_CONTENT).indexOf(BOUNDARY);
  const end = length < 0 ? endOfLine(text, start) : start + length;
  const content = text.slice(start, end).trimEnd();
  return content === '' ? undefined : { start, end: start + content.length };
};

const MOST_HEADERS = 4;
const HEADER = /^[A-Za-z][A-Za-z-]{2,40}: /;

const skipHeaders = (text: string, from: number): number => {
  let at = skipSpaces(text, from);
  for (let headers = 0; headers < MOST_HEADERS && HEADER.test(text.slice(at, at + LONGEST_NAME)); headers += 1)
    at = skipSpaces(text, endOfLine(text, at));
  return at;
};

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;

const endOfLine = (text: string, from: number): number => {
  const last = Math.min(text.length, from + LONGEST_LINE);
  let at = from;
  while (at < last && text.charCodeAt(at) !== NEWLINE && text.charCodeAt(at) !== RETURN) at += 1;
  return at;
};

const skipSpaces = (text: string, from: number): number => {
  const last = Math.min(text.length, from + LONGEST_NAME);
  let at = from;
  while (at < last && text.charCodeAt(at) <= SPACE) at += 1;
  return at;
};
