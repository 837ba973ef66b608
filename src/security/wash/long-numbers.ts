import { randomBytes } from 'node:crypto';
import { hideNumbers, mayHoldLongNumber } from './hide-numbers.js';
import type { LeafWash } from './leaf-wash.js';

/**
 * Keeps the digits of numbers for which JavaScript's have no room while a line is taken apart and written again: `JSON.parse` rounds what lies beyond
 * 2^53. Each is hidden in a text as long as it is, which nobody else can know, and put back in the end; in between it is washed as a number.
 *
 *     {"id":90071992547409931,"password":{"a":"b"}}
 *     {"id":"#x7Kq2mN90.....","password":{"a":"b"}}    hidden
 *     {"id":"#x7Kq2mN90.....","password":{"a":"***"}}  washed
 *     {"id":90071992547409931,"password":{"a":"***"}}
 */
export type LongNumbers = {
  /** What `write` makes of `json`, which must be valid. `undefined`: there are none, and all is as usual. */
  keep(json: string, write: (hidden: string) => string): string | undefined;
  /** Washes what was hidden as the number that it is, and all else as usual. */
  readonly wash: LeafWash;
};

export const createLongNumbers = (wash: LeafWash): LongNumbers => {
  // A list's item that begins with a dash would be taken for a flag.
  const head = `#${randomBytes(6).toString('base64url')}`;
  const places = new RegExp(`"${head}([0-9a-z]+)[^"]*"`, 'g');
  let hidden: string[] = [];

  const hide = (literal: string): string => {
    hidden.push(literal);
    return `${head}${(hidden.length - 1).toString(36)}`.padEnd(literal.length - QUOTES, '.');
  };

  const shown = (text: string): string | undefined =>
    text.startsWith(head) ? hidden[Number.parseInt(text.slice(head.length), 36)] : undefined;

  /** A mask of the user's may wash a line of its own meanwhile. */
  const keep: LongNumbers['keep'] = (json, write) => {
    if (!mayHoldLongNumber(json)) return undefined;
    const outer = hidden;
    const own: string[] = [];
    hidden = own;
    try {
      return write(hideNumbers(json, hide)).replace(places, (text, index: string) => own[Number.parseInt(index, 36)] ?? text);
    } finally {
      hidden = outer;
    }
  };

  const washNumber: LeafWash['text'] = (text, key) => {
    const digits = shown(text) ?? '';
    const washed = MAY_BE_CARD.test(digits) ? wash.number(digits, key) : digits;
    if (washed === digits) return text;
    return washed === null ? hide('null') : String(washed);
  };

  return {
    keep,
    wash: {
      ...wash,
      text: (text, key, isCut) => (shown(text) === undefined ? wash.text(text, key, isCut) : washNumber(text, key, isCut)),
      mask: (secret, value, key) => {
        const digits = typeof value === 'string' ? shown(value) : undefined;
        if (digits === undefined) return wash.mask(secret, value, key);
        const number = Number(digits);
        const masked = wash.mask(secret, number, key);
        return masked === number ? value : masked;
      },
    },
  };
};

const QUOTES = 2;
/** None begins with 0, 1, 7 or 9. */
const MAY_BE_CARD = /^[2-68]\d+$/;
