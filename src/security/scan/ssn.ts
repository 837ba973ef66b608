import { isDigit } from './ascii.js';
import { closesNumber, opensNumber, opensWord } from './borders.js';
import { digitsEnd } from './digits.js';
import type { Sight } from './finding.js';

/**
 * US social security numbers: `ddd-dd-dddd`. With spaces, or as nine digits in a row, only where a word in front says so, or (with spaces)
 * where nothing else stands in the text. Numbers that were never given out stay (https://www.ssa.gov/employer/randomizationfaqs.html).
 *
 * Notes the one that begins with the digits from `at` to `runEnd`, three or nine of them, and answers its end, or 0.
 */
export const noteSsn = (sight: Sight, at: number, runEnd: number): number => {
  const end = runEnd - at === AREA_DIGITS ? groupedEnd(sight.text, at, sight.isStrict) : bareEnd(sight.text, at, runEnd);
  if (end > 0) sight.note('ssn', at, end);
  return end;
};

const bareEnd = (text: string, at: number, runEnd: number): number =>
  isFree(text, at, runEnd) && isGivenOut(text.slice(at, runEnd)) && isCalledSsn(text, at) ? runEnd : 0;

/** `ssn_219099999` and `ssn219099999` are free, ids that only hold nine digits are not. */
const isFree = (text: string, at: number, end: number): boolean =>
  closesNumber(text, end) && (opensWord(text, at) || /(?:ssn|_)$/i.test(text.slice(Math.max(0, at - 3), at)));

const AREA_DIGITS = 3;

const groupedEnd = (text: string, at: number, isStrict: boolean): number => {
  const separator = text.charCodeAt(at + 3);
  if (!isSeparator(separator) || text.charCodeAt(at + 6) !== separator || !isDigit(text.charCodeAt(at + 4))) return 0;
  const end = digitsEnd(text, at + 7);
  if (end - at !== GROUPED_UNITS) return 0;
  const digits = text.slice(at, at + 3) + text.slice(at + 4, at + 6) + text.slice(at + 7, end);
  if (!isGivenOut(digits) || !opensNumber(text, at) || !closesNumber(text, end)) return 0;
  const isPlain = separator === DASH || isStrict || end - at === text.length;
  return isPlain || isCalledSsn(text, at) ? end : 0;
};

const GROUPED_UNITS = 11;
const DASH = 45;
const isSeparator = (code: number): boolean => code === DASH || code === 32 || code === 46;

/** Area 001-899 without 666, group from 01, serial from 0001. */
const isGivenOut = (digits: string): boolean => GIVEN_OUT.test(digits);

const GIVEN_OUT = /^(?!000|666)[0-8]\d\d(?!00)\d\d(?!0000)\d{4}$/;

const isCalledSsn = (text: string, at: number): boolean => SSN_WORD.test(text.slice(Math.max(0, at - WORD_REACH), at));

const WORD_REACH = 32;
/** Not `className`. */
const SSN_WORD = /(?:^|[^A-Za-z]|\\[nrt])[Ss][Ss][Nn]|[a-z](?:Ssn|SSN)|[Ss][Ss]#|[Ss]oc(?:ial)?[ _-]?[Ss]ec|SOC(?:IAL)?[ _-]?SEC/;
