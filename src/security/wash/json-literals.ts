/** There is no such literal. */
export const BROKEN = -1;

/** The last byte that can begin a number: `9`. Words begin behind it. */
export const LAST_NUMERIC = 0x39;

/** Behind the `true`, `false` or `null` at `start`. */
export const endOfWord = (bytes: Uint8Array, start: number): number => {
  const first = bytes[start];
  if (first === LETTER_F) return bytes[start + 4] === LETTER_E ? start + 5 : BROKEN;
  const last = first === LETTER_T ? LETTER_E : LETTER_L;
  return (first === LETTER_T || first === LETTER_N) && bytes[start + 3] === last ? start + 4 : BROKEN;
};

/** Behind the number at `start`. */
export const endOfNumber = (bytes: Uint8Array, start: number): number => {
  const isNumeric = NUMERIC;
  let at = start;
  while (isNumeric[bytes[at] as number] === 1) at += 1;
  return at === start ? BROKEN : at;
};

const NUMERIC = new Uint8Array(256);
for (const character of '0123456789-+.eE') NUMERIC[character.charCodeAt(0)] = 1;

/** Whether the number may be a card's. None begins with 0, 1, 7 or 9: a time in milliseconds is none at a glance. */
export const mayBeCard = (bytes: Uint8Array, start: number, end: number): boolean => {
  if (end - start < CARD_DIGITS) return false;
  const first = bytes[start] as number;
  const mayBegin = (first >= DIGIT_2 && first <= DIGIT_6) || first === DIGIT_8;
  return mayBegin && isWhole(bytes, start, end);
};

const isWhole = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let at = start; at < end; at += 1) if ((bytes[at] as number) < DIGIT_0 || (bytes[at] as number) > LAST_NUMERIC) return false;
  return true;
};

const CARD_DIGITS = 12;
const DIGIT_0 = 0x30;
const DIGIT_2 = 0x32;
const DIGIT_6 = 0x36;
const DIGIT_8 = 0x38;
const LETTER_E = 0x65;
const LETTER_T = 0x74;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_L = 0x6c;
