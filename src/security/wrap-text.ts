import type { LineFacts } from '../core/line.js';
import { headOf } from './cut-text.js';
import { shrink } from './fit-line.js';
import { quote } from './quote.js';

/**
 * A text that is no JSON object as a record: `{"time":...,"level":...,"message":text}`, on one line.
 * Of a text longer than `maxLength` UTF-16 code units no more is read.
 */
export const wrapText = (text: string, { time, level }: LineFacts, maxLength = Number.POSITIVE_INFINITY): string => {
  const head = `{"time":${JSON.stringify(time)},"level":${quote(level)},"message":`;
  if (text.length <= maxLength) return `${head}${quote(withoutLineEnd(text))}}`;
  const line = `${head}${quote(headOf(text, maxLength))}}`;
  return shrink(line, Math.max(LEAST_LINE, maxLength), { truncated: true, originalBytes: text.length });
};

const withoutLineEnd = (text: string): string => (text.endsWith('\n') ? text.slice(0, text.endsWith('\r\n') ? -2 : -1) : text);

const LEAST_LINE = 256;

/** Whether `line` looks like one JSON object on one line, a newline after it allowed. A look at its ends and for line breaks, not a parse. */
export const isObjectLine = (line: string): boolean => {
  const last = line.length - (line.charCodeAt(line.length - 1) === NEWLINE ? 2 : 1);
  if (last < 1 || line.charCodeAt(0) !== OPEN || line.charCodeAt(last) !== CLOSE) return false;
  const newline = line.indexOf('\n');
  return (newline === -1 || newline > last) && !line.includes('\r');
};

const OPEN = 0x7b;
const CLOSE = 0x7d;
const NEWLINE = 0x0a;
