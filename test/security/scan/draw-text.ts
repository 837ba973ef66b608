/** Numbers below 1, always the same ones for a seed (mulberry32). */
export const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const once = Math.imul(state ^ (state >>> 15), 1 | state);
    const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once;
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A text of so many characters, each drawn from `characters`. */
export const drawText = (random: () => number, characters: string, chars: number): string =>
  Array.from({ length: chars }, () => characters.charAt(Math.floor(random() * characters.length))).join('');

export const HEX_DIGITS = '0123456789abcdef';
export const CAPITALS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
export const LETTERS_AND_DIGITS = `${CAPITALS_AND_DIGITS}abcdefghijklmnopqrstuvwxyz`;
export const BASE64URL_CHARACTERS = `${LETTERS_AND_DIGITS}_-`;
export const BASE64_CHARACTERS = `${LETTERS_AND_DIGITS}+/`;
