import { isAlphanumeric, isDigit, isLetter, isUpper } from './ascii.js';
import type { Sight } from './finding.js';
import { ibanLength } from './iban-lengths.js';

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

const COUNTRY_UNITS = 2;
const HEAD_UNITS = 4;

const isIbanHead = ({ text, isStrict }: Sight, start: number): boolean => {
  const isCountry = isCountryLetter(text.charCodeAt(start), isStrict) && isCountryLetter(text.charCodeAt(start + 1), isStrict);
  return isCountry && !isGlued(text, start);
};

const isCountryLetter = (code: number, isStrict: boolean): boolean => (isStrict ? isLetter(code) : isUpper(code));

/** In front of an IBAN stands no letter or digit, but for a written-out line break. `iban_DE89...` is fine: the check digits are strong. */
const isGlued = (text: string, start: number): boolean =>
  start > 0 && isAlphanumeric(text.charCodeAt(start - 1)) && text[start - 2] !== '\\';

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
