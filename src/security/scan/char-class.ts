/**
 * What one look at each character of a text tells of it. A text whose flags show nothing that a detector or the sanitiser starts from is
 * clean, and goes on as it is.
 */
export const SPACE = 1;
/** Ends or escapes within a JSON string: `"` `\`. */
export const STOPS = 2;
/** Digits, `.` `:`: there may be enough of them for a number or an address. */
export const COUNTED = 4;
/** `@` */
export const AT = 8;
/** `=` `:` `>`: may stand between a name and its value. */
export const BINDS = 16;
const ENTITIES = 32;
/** `%` `\`: may write another character, with which a word begins or ends. */
export const VEILS = 8192;
/** `%` `&` `\`: may write another character. */
export const ESCAPES: number = ENTITIES | VEILS;
/** C0, DEL. */
export const CONTROL = 64;
/** Not ASCII: may be invisible, full width, bidirectional, a lone surrogate. */
export const HIGH = 128;
/** `<` `$` `=` `+` `-` `@` `|`: only the options html, csv and jndi ask. */
export const MARKUP = 256;
/** `>` */
export const ANGLE = 512;
/** `"` `'` and the backtick. */
export const QUOTED = 1024;
/** `-` */
export const HYPHEN = 2048;
/** `+`, a blank in a form's body. */
export const PLUS = 4096;
/** A word begins like one that names a secret ("password hunter2"), or is a flag of one letter that may take one (`-p`). See `leads.ts`. */
export const LEAD = 16384;
/** Seven digits or more without a small letter between: no number that is looked for has one. */
export const DIGITS = 32768;
/** A word begins with `--`, and a space stands somewhere: `--password x`, `-----BEGIN RSA`. */
export const DASHES = 65536;
/** 16 or more of letters, digits, `_` and `-` in a row. */
export const LONG = 131072;
/** Three dots, or two colons: an address? */
export const DOTTED = 262144;
/** `LONG`, and a word begins as a vendor's tokens do. This and the next two: see `token-marks.ts`. */
export const TOKEN = 524288;
/** `LONG`, and a word begins as a JWT does, or as what hides in base64. */
export const HEAD = 1048576;
/** `LONG`, and somewhere stands the mark of a token without a prefix, or of a private key. */
export const MARK = 2097152;

const tableOf = (bits: readonly (readonly [characters: string, bits: number])[]): Int32Array => {
  const table = new Int32Array(256);
  for (const [characters, bit] of bits)
    for (const character of characters) table[character.charCodeAt(0)] = (table[character.charCodeAt(0)] ?? 0) | bit;
  return table;
};

const from = (first: number, last: number): string =>
  String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));

const ALPHANUMERIC = `${from(0x30, 0x39)}${from(0x41, 0x5a)}${from(0x61, 0x7a)}`;

/** Flags of each byte of UTF-8. */
export const FLAGS: Int32Array = tableOf([
  [' ', SPACE],
  ['"\\', STOPS],
  [`${from(0x30, 0x39)}.:`, COUNTED],
  ['@', AT],
  ['=:>', BINDS],
  ['&', ENTITIES],
  ['%\\', VEILS],
  [from(0x00, 0x1f), CONTROL],
  [from(0x7f, 0x7f), CONTROL],
  [from(0x80, 0xff), HIGH],
  ['<$=+-@|', MARKUP],
  ['>', ANGLE],
  ['"\'`', QUOTED],
  ['-', HYPHEN],
  ['+', PLUS],
]);

/** 1 for letters and digits. */
export const IS_ALPHANUMERIC: Int32Array = tableOf([[ALPHANUMERIC, 1]]);

/** Digits, dots and colons are counted in one number, ten bits each. */
export const DIGIT_COUNT: number = 1 << 20;
export const COUNTS: Int32Array = tableOf([
  ['.', 1],
  [':', 1 << 10],
  [from(0x30, 0x39), DIGIT_COUNT],
]);

const RUN_BITS = DIGIT_COUNT - 1;

/** What stays of two counts in one number: of a run of word characters, which another one ends, and of the digits in a row, which a small letter ends. */
export const KEPT: Int32Array = tableOf([[`${ALPHANUMERIC}_-`, RUN_BITS]]).map((bits, byte) =>
  byte >= 0x61 && byte <= 0x7a ? bits : bits | ~RUN_BITS,
);
