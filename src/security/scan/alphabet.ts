/**
 * The alphabets that tokens are written in, and how far a run of one goes. Sets of characters are unions of these bits, so that tables of vendors can name
 * them. Of a single character that numbers, names and addresses ask for see `ascii`.
 */
export const DIGIT = 1;
const HEX_LOWER = 2;
const HEX_UPPER = 4;
const OTHER_LOWER = 8;
const OTHER_UPPER = 16;
/** `_` `-` */
const JOINT = 32;
const DOT = 64;
/** `+` `/` `=` */
const BASE64_SIGN = 128;
/** `%` `$` `:` `@` `~` */
const SIGN = 256;

export const LOWER: number = HEX_LOWER | OTHER_LOWER;
export const UPPER: number = HEX_UPPER | OTHER_UPPER;
export const HEX: number = DIGIT | HEX_LOWER | HEX_UPPER;
export const CAPITALS: number = DIGIT | UPPER;
export const ALPHANUMERIC: number = DIGIT | LOWER | UPPER;
/** As `[\w-]`; base64url too. */
export const WORD: number = ALPHANUMERIC | JOINT;
export const DOTTED: number = WORD | DOT;
/** base64 and base64url, with padding. */
export const BASE64: number = WORD | BASE64_SIGN;
/** Parts of a URL's path. */
export const PATH: number = BASE64 | DOT | SIGN;

const ASCII = 128;

const CLASSES = new Uint16Array(ASCII);

const put = (characters: string, bit: number): void => {
  for (const character of characters) CLASSES[character.charCodeAt(0)] = bit;
};

put('0123456789', DIGIT);
put('abcdef', HEX_LOWER);
put('ABCDEF', HEX_UPPER);
put('ghijklmnopqrstuvwxyz', OTHER_LOWER);
put('GHIJKLMNOPQRSTUVWXYZ', OTHER_UPPER);
put('_-', JOINT);
put('.', DOT);
put('+/=', BASE64_SIGN);
put('%$:@~', SIGN);

/** What the character of this code may be part of; 0 for any that no set holds, and behind the end of a text (NaN). */
export const classOf = (code: number): number => (code < ASCII ? (CLASSES[code] ?? 0) : 0);

/** Where the run of characters of `set` that starts at `from` ends, at `to` at the latest. */
export const runEnd = (text: string, set: number, { from, to }: { readonly from: number; readonly to: number }): number => {
  let at = from;
  while (at < to && (classOf(text.charCodeAt(at)) & set) !== 0) at += 1;
  return at;
};

/** Where the run of characters of `set` that ends before `from` starts, at `to` at the earliest. */
export const runStart = (text: string, set: number, { from, to }: { readonly from: number; readonly to: number }): number => {
  let at = from;
  while (at > to && (classOf(text.charCodeAt(at - 1)) & set) !== 0) at -= 1;
  return at;
};
