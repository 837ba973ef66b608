import { CUT_MARK } from './cut-text.js';
import type { JsonScan } from './json-scan.js';
import { takeText } from './take-text.js';

/**
 * The head of a JSON object's text, closed so that it is an object again, in at most `maxBytes` of UTF-8:
 *
 *     {"level":30,"msg":"a long text","tags":["x"]}
 *     {"level":30,"msg":"a lo…[...TRUNCATED]"}           the limit falls into a text: cut there
 *     {"level":30}                                       into a name, a number, a literal: back to the member before
 *
 * It reads no further than the limit, and only as closely as it must: it throws where `json` does not start as an object,
 * breaks the line or ends before the limit. What else may be wrong is for a parser to find.
 */
export const closeAt = (json: string, maxBytes: number): string => {
  if (!json.startsWith('{')) throw new SyntaxError('not an object');
  const scan: JsonScan = { json, room: maxBytes - Buffer.byteLength(CUT_MARK) - 1, at: 0, whole: 0, closers: [], isName: false };
  let isOn = true;
  while (isOn && scan.room > scan.closers.length) isOn = step(scan);
  const head = isOn || scan.isName ? json.slice(0, scan.whole) : `${json.slice(0, scan.at)}${CUT_MARK}"`;
  return head + scan.closers.reverse().join('');
};

/** Takes one text, one bracket, or one character of what else there is. False when the limit falls into a text: then the scan stands where to cut it. */
const step = (scan: JsonScan): boolean => {
  const code = scan.json.charCodeAt(scan.at);
  switch (code) {
    case QUOTE:
      return takeText(scan);
    case OPEN_OBJECT:
      return open(scan, '}');
    case OPEN_ARRAY:
      return open(scan, ']');
    case CLOSE_OBJECT:
    case CLOSE_ARRAY:
      return shut(scan);
    case COMMA:
      scan.whole = scan.at;
      return pass(scan, scan.closers.at(-1) === '}');
    case COLON:
      return pass(scan, false);
    default:
      if (!(code >= SPACE)) throw new SyntaxError('not one whole line');
      return pass(scan, scan.isName);
  }
};

const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const pass = (scan: JsonScan, isName: boolean): true => {
  scan.at += 1;
  scan.room -= 1;
  scan.isName = isName;
  return true;
};

const open = (scan: JsonScan, closer: string): true => {
  scan.closers.push(closer);
  pass(scan, closer === '}');
  scan.whole = scan.at;
  return true;
};

const shut = (scan: JsonScan): true => {
  scan.closers.pop();
  if (scan.closers.length === 0) throw new SyntaxError('ends before the limit');
  pass(scan, false);
  scan.whole = scan.at;
  return true;
};
