import { isDigit } from './ascii.js';

/** Whether the last digit is the check digit of the others, as on cards (ISO/IEC 7812-1, annex B). */
export const isLuhn = (digits: string): boolean => isLuhnWithin(digits, 0, digits.length);

/** The same of the digits from `start` to `end`, whatever stands between them. */
export const isLuhnWithin = (text: string, start: number, end: number): boolean => {
  let sum = 0;
  let isDoubled = false;
  for (let at = end - 1; at >= start; at -= 1) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) continue;
    const digit = code - 48;
    // Twice the digit, and of that the sum of its digits.
    sum += isDoubled ? 2 * digit - (digit > 4 ? 9 : 0) : digit;
    isDoubled = !isDoubled;
  }
  return sum % 10 === 0;
};
