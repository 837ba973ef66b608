import { callingAt } from '../scan/calling-codes.js';
import { digitsOf } from '../scan/digits.js';
import { STARS } from './full-mask.js';

/** `+49 30 1234567` becomes `+49***67`: country code and last two digits. Without a country code only the last two. */
export const partialPhone = (value: string): string | undefined => {
  const digits = digitsOf(value);
  if (digits.length < LEAST_DIGITS) return;
  const isInternational = value.includes('+') || digits.startsWith('00');
  const code = isInternational ? callingAt(digits, digits.startsWith('00') ? 2 : 0)?.code : undefined;
  return `${code === undefined ? '' : `+${code}`}${STARS}${digits.slice(-2)}`;
};

const LEAST_DIGITS = 7;
