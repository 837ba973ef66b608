import type { Decoded } from './decode-view.js';

/**
 * The escape whose backslashes, as many as JSON in JSON needs, end before `at`. `\"` and `\\` stay: those who look for named values want to know
 * the depth of the quotes.
 */
export const readBackslash = (text: string, at: number): Decoded | undefined => {
  const letter = text.charAt(at);
  const plain = LETTERS.get(letter);
  if (plain !== undefined) return { plain, end: at + 1 };
  const number = NUMBERS.get(letter);
  if (number === undefined) return undefined;
  number.lastIndex = at + 1;
  const match = number.exec(text);
  const code = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16);
  return code <= LAST_CODE_POINT ? { plain: String.fromCodePoint(code), end: number.lastIndex } : undefined;
};

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\n'],
  ['t', '\t'],
  ['b', ' '],
  ['f', '\n'],
  ['v', '\n'],
  ['/', '/'],
]);

const NUMBERS: ReadonlyMap<string, RegExp> = new Map([
  ['u', /\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4})/y],
  ['U', /([0-9A-Fa-f]{8})/y],
  ['x', /([0-9A-Fa-f]{2})/y],
]);

const LAST_CODE_POINT = 0x10ffff;
