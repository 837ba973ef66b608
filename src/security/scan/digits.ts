import { isDigit } from './ascii.js';

/** The first place behind the digits that begin at `from`. */
export const digitsEnd = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && isDigit(text.charCodeAt(at))) at++;
  return at;
};

/** How many digits stand between the two. */
export const countDigits = (text: string, start: number, end: number): number => {
  let digits = 0;
  for (let at = start; at < end; at += 1) if (isDigit(text.charCodeAt(at))) digits += 1;
  return digits;
};

/** The digits of a number that may be grouped, and have one sign in front. */
export const digitsOf = (text: string): string => {
  const from = isDigit(text.charCodeAt(0)) ? 0 : 1;
  return digitsEnd(text, from) === text.length ? text.slice(from) : text.replace(/\D/g, '');
};

/** Sum of the digits times their weights, from the left. */
export const weigh = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (digits.charCodeAt(index) - 48), 0);
