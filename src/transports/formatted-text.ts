import { isDeepStrictEqual } from 'node:util';
import { isObjectLine } from '../security/wrap-text.js';

/** The text as a line, or `undefined` when it is no JSON object. */
export type ReadText = (text: string) => string | undefined;

/**
 * What a logger's format wrote, as a line. Whether it is JSON is seen from its ends, and proven by a parse for the first
 * line and one in a thousand; once one has failed, each line must prove itself.
 */
export const createReadText = (): ReadText => {
  let isTrusted = true;
  let linesTillProof = 0;

  return (text) => {
    if (!isObjectLine(text)) return onOneLine(text);
    if (isTrusted && linesTillProof-- > 0) return text;
    linesTillProof = LINES_PER_PROOF - 1;
    const isJson = parses(text);
    isTrusted &&= isJson;
    return isJson ? text : undefined;
  };
};

const LINES_PER_PROOF = 1000;

/** Pretty JSON: its line breaks stand outside its texts, where none may be. */
const onOneLine = (text: string): string | undefined =>
  text.startsWith('{') && text.trimEnd().endsWith('}') && parses(text) ? text.trimEnd().replace(/[\r\n]\s*/g, '') : undefined;

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/**
 * Whether `text` is all that plain JSON says of `info`, and less than it holds: an Error or a Map became `{}`. Only then
 * may the info's own fields be written instead. A text that differs is one in which a format decided what may be seen.
 */
export const losesValues = (info: object, text: string): boolean => {
  if (!text.includes(LOST) && !(info instanceof Error)) return false;
  let isLost = false;
  try {
    const plain = JSON.stringify(info, (_, value: unknown) => {
      isLost ||= isLostOn(value);
      return typeof value === 'bigint' ? String(value) : value;
    });
    return isLost && isDeepStrictEqual(JSON.parse(text), JSON.parse(plain));
  } catch {
    return false;
  }
};

/** What JSON.stringify leaves of an Error, a Map, a Set or a RegExp. */
const LOST = '{}';

const isLostOn = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  if (value instanceof Error) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype && Object.keys(value).length === 0;
};
