import { ALPHANUMERIC, classOf, DIGIT, LOWER, runEnd, UPPER } from './alphabet.js';

/** Further in, nothing is learnt any more. */
const LOOKED_AT_CHARS = 64;
const LEAST_DISTINCT = 6;
/** Of two neighbours drawn from letters and digits 62 % are of different classes (lower case, upper case, digit); in camel case about 20 % are. */
const LEAST_CHANGES = 0.28;

/**
 * Whether the piece reads as drawn at random, not as written by a person: more than a few different characters, and somewhere
 * `leastRun` letters and digits without a sign between them, a digit among them, or upper and lower case in no order.
 */
export const looksRandom = (text: string, { from, to, leastRun }: Piece): boolean => {
  const end = Math.min(to, from + LOOKED_AT_CHARS);
  return hasMixedRun(text, { from, to: end, leastRun }) && isVaried(text, from, end);
};

type Piece = { readonly from: number; readonly to: number; readonly leastRun: number };

const hasMixedRun = (text: string, { from, to, leastRun }: Piece): boolean => {
  for (let at = from; at < to; ) {
    const end = runEnd(text, ALPHANUMERIC, { from: at, to });
    if (end - at >= leastRun && isMixed(text, at, end)) return true;
    at = end + 1;
  }
  return false;
};

const isMixed = (text: string, from: number, to: number): boolean => {
  let changes = 0;
  let before = CASES[text.charCodeAt(from)];
  for (let at = from; at < to; at += 1) {
    const now = CASES[text.charCodeAt(at)];
    if (now === IS_DIGIT) return true;
    if (now !== before) changes += 1;
    before = now;
  }
  return changes >= LEAST_CHANGES * (to - from);
};

const IS_DIGIT = 1;

/** Of a letter's or digit's code: digit 1, lower case 2, upper case 3. */
const CASES = Uint8Array.from({ length: 128 }, (_, code) => {
  const found = classOf(code);
  if ((found & DIGIT) !== 0) return IS_DIGIT;
  if ((found & LOWER) !== 0) return 2;
  return (found & UPPER) !== 0 ? 3 : 0;
});

/** Whether at least six different letters and digits are in it: what stands for a token in an example has fewer (`xxxx`, `0000`). */
export const isVaried = (text: string, from: number, to: number): boolean => {
  let low = 0;
  let high = 0;
  let distinct = 0;
  for (let at = from; at < to && distinct < LEAST_DISTINCT; at += 1) {
    const code = text.charCodeAt(at);
    if ((classOf(code) & ALPHANUMERIC) === 0) continue;
    const bit = 1 << (code & 31);
    if (code < 0x40 ? (low & bit) === 0 : (high & bit) === 0) distinct += 1;
    if (code < 0x40) low |= bit;
    else high |= bit;
  }
  return distinct >= LEAST_DISTINCT;
};
