import { isAlphanumeric, isDigit, isLetter, isUpper } from './ascii.js';
import { opensToken } from './borders.js';
import type { Detector, Sight } from './finding.js';
import { hasLettersInAccounts, ibanLength } from './iban-lengths.js';

/**
 * IBANs (ISO 13616): a country, two check digits, and as many characters as the country's account numbers have, plain or in groups with the
 * same separator throughout. Sought from the check digits; capitals only, unless `strict`.
 *
 * Notes the one whose check digits begin at `at`, where two digits are, and answers its end, or 0.
 */
export const noteIban = (sight: Sight, at: number): number => {
  const start = at - COUNTRY_UNITS;
  const end = isIbanHead(sight, start) ? ibanEnd(sight, start) : 0;
  if (end > 0) sight.note('iban', start, end);
  return end;
};

/** Finds those whose accounts have letters, so that they may have no row of digits by which others are found. They cost a look at each text with a digit. */
export const findLetteredIbans: Detector = (sight) => {
  const { text } = sight;
  for (let at = COUNTRY_UNITS; at < text.length - 1; at += 1) {
    if (!isDigit(text.charCodeAt(at)) || !isDigit(text.charCodeAt(at + 1)) || !isLetter(text.charCodeAt(at - 1))) continue;
    if (hasLettersInAccounts(text.slice(at - COUNTRY_UNITS, at).toUpperCase())) at = Math.max(at, noteIban(sight, at));
  }
};

const COUNTRY_UNITS = 2;
const HEAD_UNITS = 4;

/** `iban_DE89...` is fine: the check digits are strong. */
const isIbanHead = ({ text, isStrict }: Sight, start: number): boolean => {
  const isCountry = isCountryLetter(text.charCodeAt(start), isStrict) && isCountryLetter(text.charCodeAt(start + 1), isStrict);
  return isCountry && opensToken(text, start);
};

const isCountryLetter = (code: number, isStrict: boolean): boolean => (isStrict ? isLetter(code) : isUpper(code));

/** The end of the IBAN that begins at `start`, or 0. */
const ibanEnd = ({ text, isStrict }: Sight, start: number): number => {
  const units = ibanLength(text.slice(start, start + COUNTRY_UNITS).toUpperCase());
  const separator = SEPARATORS.includes(text.charAt(start + HEAD_UNITS)) ? text.charAt(start + HEAD_UNITS) : '';
  let end = start + HEAD_UNITS;
  let compact = text.slice(start, end);
  while (compact.length < units) {
    if (separator !== '' && text[end] === separator) end++;
    if (!isAccountUnit(text.charCodeAt(end), isStrict)) return 0;
    compact += text.charAt(end);
    end++;
  }
  return units > 0 && !isAlphanumeric(text.charCodeAt(end)) && isChecked(compact.toUpperCase()) ? end : 0;
};

const SEPARATORS = ' -.+';

const isAccountUnit = (code: number, isStrict: boolean): boolean => isDigit(code) || isCountryLetter(code, isStrict);

/** ISO 7064 MOD 97-10: the head goes to the end, letters count from 10, the remainder is 1. */
const isChecked = (iban: string): boolean => {
  let remainder = 0;
  for (let index = 0; index < iban.length; index++) {
    const code = iban.charCodeAt((index + HEAD_UNITS) % iban.length);
    remainder = isDigit(code) ? (remainder * 10 + code - 48) % 97 : (remainder * 100 + code - 55) % 97;
  }
  return remainder === 1;
};
