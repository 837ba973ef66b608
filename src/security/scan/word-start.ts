import { ALPHANUMERIC, classOf, HEX } from './alphabet.js';

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const LETTER_U = 0x75;
const LETTER_X = 0x78;
const ESCAPED_LETTERS = 'nrtbfv0';

/** Whether a word may start here: nothing, no letter or digit stands in front, or one that only writes another character (`\n`, `%3D`, `\u003d`). */
export const startsWord = (text: string, at: number): boolean =>
  at === 0 || (classOf(text.charCodeAt(at - 1)) & ALPHANUMERIC) === 0 || endsEscape(text, at);

const endsEscape = (text: string, at: number): boolean => {
  if (text.charCodeAt(at - 2) === BACKSLASH) return ESCAPED_LETTERS.includes(text.charAt(at - 1));
  if (text.charCodeAt(at - 3) === PERCENT) return isHex(text, at - 2, at);
  if (text.charCodeAt(at - 4) === BACKSLASH) return text.charCodeAt(at - 3) === LETTER_X && isHex(text, at - 2, at);
  return text.charCodeAt(at - 6) === BACKSLASH && text.charCodeAt(at - 5) === LETTER_U && isHex(text, at - 4, at);
};

const isHex = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at += 1) if ((classOf(text.charCodeAt(at)) & HEX) === 0) return false;
  return true;
};
