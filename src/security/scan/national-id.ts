import { isAlphanumeric, isDigit, isUpper } from './ascii.js';
import { closesNumber, opensNumber } from './borders.js';
import { digitsEnd } from './digits.js';
import type { Detector } from './finding.js';
import { NATIONAL_CODES } from './national-codes.js';
import { NATIONAL_NUMBERS, type NationalForm } from './national-numbers.js';

/** Identity, tax and insurance numbers of persons, by form and check digit; the longest form that holds at a place wins. */
export const findNationalIds: Detector = (sight) => {
  const { text } = sight;
  for (let at = 0; at < text.length; ) {
    const runEnd = wordEnd(text, at);
    const end = opensNumber(text, at) ? longestEnd(text, at, formsAt(text, at)) : 0;
    if (end > 0) sight.note('nationalId', at, end);
    at = Math.max(end, runEnd);
  }
};

/** The letter of a written-out escape is a word of its own: `\\nAB123456C`. */
const wordEnd = (text: string, at: number): number => {
  let end = at + 1;
  if (text[at - 1] !== '\\' && isAlphanumeric(text.charCodeAt(at))) while (isAlphanumeric(text.charCodeAt(end))) end++;
  return end;
};

const formsAt = (text: string, at: number): readonly NationalForm[] => {
  const code = text.charCodeAt(at);
  if (isUpper(code)) return NATIONAL_CODES;
  return (isDigit(code) && BY_FIRST[digitsEnd(text, at) - at]) || NOTHING;
};

const NOTHING: readonly NationalForm[] = [];
const MOST_IN_FIRST = 18;
const BY_FIRST: readonly (readonly NationalForm[])[] = Array.from({ length: MOST_IN_FIRST + 1 }, (_, size) =>
  NATIONAL_NUMBERS.filter(({ first }) => first?.includes(size)),
);

const longestEnd = (text: string, at: number, forms: readonly NationalForm[]): number =>
  forms.reduce((longest, form) => Math.max(longest, formEnd(text, at, form)), 0);

const formEnd = (text: string, at: number, { form, isValid, word }: NationalForm): number => {
  form.lastIndex = at;
  const match = form.exec(text);
  if (!match) return 0;
  const end = at + match[0].length;
  const isFound =
    closesNumber(text, end) && isValid(compact(match[0])) && (!word || word.test(text.slice(Math.max(0, at - WORD_REACH), at)));
  return isFound ? end : 0;
};

const compact = (id: string): string => id.replace(/[^A-Za-z\d]/g, '').toUpperCase();

const WORD_REACH = 40;
