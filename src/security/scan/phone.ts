import { isDigit } from './ascii.js';
import type { Sight } from './finding.js';
import { exitCodePhoneEnd, internationalPhoneEnd } from './phone-international.js';
import { calledPhoneEnd, localPhoneEnd } from './phone-local.js';
import { nanpPhoneEnd } from './phone-nanp.js';

/**
 * Phone numbers: with a country's calling code behind `+` or in groups behind `00`, in the groups of North America, and anything like one behind a
 * word that says so. Bare runs of digits are ids, times and amounts far more often.
 *
 * Notes the one that begins with the `+`, the bracket or the digits from `at` to `runEnd`, and answers its end, or 0.
 */
export const notePhone = (sight: Sight, at: number, runEnd: number): number => {
  const { text } = sight;
  const isAbroad = text.charCodeAt(at) === PLUS;
  const end = isAbroad ? internationalPhoneEnd(text, at) : mayBegin(text, at, runEnd) ? nationalPhoneEnd(sight, at, runEnd) : 0;
  if (end > 0) sight.note('phone', at, end);
  return end;
};

const PLUS = 43;
const BRACKET = 40;

/** A national number is a long run of digits, or a group (an area code in brackets) and another behind it. */
const mayBegin = (text: string, at: number, runEnd: number): boolean => {
  const behind = text.charCodeAt(runEnd);
  if (text.charCodeAt(at) === BRACKET) return isDigit(behind);
  return runEnd - at >= FEWEST_DIGITS || (isSeparator(behind) && mayGoOn(text.charCodeAt(runEnd + 1)));
};

const mayGoOn = (code: number): boolean => isDigit(code) || isSeparator(code);
const isSeparator = (code: number): boolean => code >= BLANK && code <= SLASH;

const FEWEST_DIGITS = 7;
/** Between these two stand all that separate groups. */
const BLANK = 32;
const SLASH = 47;

const nationalPhoneEnd = ({ text, isStrict }: Sight, at: number, runEnd: number): number =>
  nanpPhoneEnd(text, at, runEnd) || exitCodePhoneEnd(text, at) || calledPhoneEnd(text, at) || (isStrict ? localPhoneEnd(text, at) : 0);
