const HEX_DIGIT = 1;
const HEX_LETTER = 2;
const hexClass = new Uint8Array(256);
for (const digit of '0123456789') hexClass[digit.charCodeAt(0)] = HEX_DIGIT;
for (const letter of 'abcdef') hexClass[letter.charCodeAt(0)] = HEX_LETTER;

const hex = new Uint8Array(256);
for (const digit of '0123456789abcdefABCDEF') hex[digit.charCodeAt(0)] = 1;

/** How long the id is that begins at `start` and that a quote ends: a UUID, a trace's or a span's id, a digest; 0 where there is none. */
export const idLength = (bytes: Uint8Array, start: number): number => {
  if (bytes[start + UUID_LENGTH] === QUOTE && isUuid(bytes, start)) return UUID_LENGTH;
  // Most texts go by this.
  if (hexClass[bytes[start] as number] === 0 || hexClass[bytes[start + 1] as number] === 0) return 0;
  for (const length of HEX_LENGTHS) if (bytes[start + length] === QUOTE) return isHexId(bytes, start, length) ? length : 0;
  return 0;
};

/** Whether the `length` bytes at `start` are an id, in full. */
export const isId = (bytes: Uint8Array, start: number, length: number): boolean =>
  length === UUID_LENGTH ? isUuid(bytes, start) : HEX_LENGTHS.includes(length) && isHexId(bytes, start, length);

/** Whether the 36 bytes at `start` are a UUID (RFC 9562). */
const isUuid = (bytes: Uint8Array, start: number): boolean => {
  if (bytes[start + 8] !== DASH || bytes[start + 13] !== DASH || bytes[start + 18] !== DASH || bytes[start + 23] !== DASH) return false;
  const isHex = hex;
  let count = 0;
  for (let at = start; at < start + UUID_LENGTH; at += 1) count += isHex[bytes[at] as number] as number;
  return count === 32;
};

const UUID_LENGTH = 36;

/**
 * Whether the bytes are an id in hexadecimal as W3C Trace Context, MongoDB and git write it, in small letters. Digits alone may be a card, and what begins
 * with two letters may be an IBAN.
 */
const isHexId = (bytes: Uint8Array, start: number, length: number): boolean => {
  const classOf = hexClass;
  if (((classOf[bytes[start] as number] as number) & (classOf[bytes[start + 1] as number] as number)) === HEX_LETTER) return false;
  let seen = 0;
  for (let at = start; at < start + length; at += 1) {
    const found = classOf[bytes[at] as number] as number;
    if (found === 0) return false;
    seen |= found;
  }
  return seen === (HEX_DIGIT | HEX_LETTER);
};

/** A span, an ObjectId, a trace or MD5, SHA-1, SHA-256. */
const HEX_LENGTHS: readonly number[] = [16, 24, 32, 40, 64];

/** Whether the bytes are a time such as `2026-11-20T15:27:27.123Z` (RFC 3339). */
export const isTimestamp = (bytes: Uint8Array, start: number, end: number): boolean => {
  const length = end - start;
  if (length < TO_SECONDS || length > LONGEST_TIME || bytes[start + 4] !== DASH || bytes[start + 7] !== DASH || bytes[start + 13] !== COLON)
    return false;
  const separator = bytes[start + 10] as number;
  if (separator !== LETTER_T && separator !== SPACE) return false;
  for (let at = start; at < start + TO_SECONDS; at += 1) if (at !== start + 10 && !belongsToTime(bytes[at] as number)) return false;
  return isZone(bytes, fractionEnd(bytes, start + TO_SECONDS), end);
};

const LONGEST_TIME = 35;
/** `2026-11-20T15:27:27` */
const TO_SECONDS = 19;

const fractionEnd = (bytes: Uint8Array, from: number): number => {
  if (bytes[from] !== DOT && bytes[from] !== COMMA) return from;
  let at = from + 1;
  while (isDigit(bytes[at] as number)) at += 1;
  return at;
};

/** Nothing, `Z`, `+01`, `+0100` or `+01:00`. */
const isZone = (bytes: Uint8Array, from: number, end: number): boolean => {
  if (from === end) return true;
  if (bytes[from] === LETTER_Z) return from + 1 === end;
  if ((bytes[from] !== PLUS && bytes[from] !== DASH) || end - from > LONGEST_ZONE) return false;
  for (let at = from + 1; at < end; at += 1) if (!isDigit(bytes[at] as number) && bytes[at] !== COLON) return false;
  return true;
};

const LONGEST_ZONE = 6;

const QUOTE = 0x22;
const DASH = 0x2d;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const SPACE = 0x20;
const PLUS = 0x2b;
const DOT = 0x2e;
const COMMA = 0x2c;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const belongsToTime = (byte: number): boolean => isDigit(byte) || byte === COLON || byte === DASH;
