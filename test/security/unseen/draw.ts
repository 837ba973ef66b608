/** Chance with a seed: the same seed always draws the same things. */
export type Draw = {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** `length` characters of the alphabet. */
  text(length: number, alphabet: string): string;
  digits(length: number): string;
  hex(length: number): string;
};

/** Mulberry32: small, quick, and good enough to make up data. */
export const createDraw = (seed: number): Draw => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const text = (length: number, alphabet: string): string => Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    text,
    digits: (length) => text(length, DIGITS),
    hex: (length) => text(length, '0123456789abcdef'),
  };
};

export const DIGITS = '0123456789';
export const LOWER = 'abcdefghijklmnopqrstuvwxyz';
export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const BASE62 = `${UPPER}${LOWER}${DIGITS}`;
export const BASE64 = `${BASE62}+/`;
export const BASE64URL = `${BASE62}-_`;
