import { isCheckedByEleven, isCheckedByElevenTen, isDate, isDivisible, isEan, isVerhoeff } from './check-digits.js';
import { weigh } from './digits.js';
import { isLuhn } from './luhn.js';
import { isBelgian, isChinese, isCnpj, isCpf, isDni, isHetu, isKimlik, isNif, isNir } from './national-checks.js';

/**
 * How a country's numbers are written, what is true of their signs without separators, and the word that must stand in front where the form is
 * nothing special. `first`: how many digits there may be up to the first other sign, so that few forms are tried.
 */
export type NationalForm = {
  readonly first?: readonly number[];
  readonly form: RegExp;
  readonly isValid: (compact: string) => boolean;
  readonly word?: RegExp;
};

/** One of these words, in any case; in names (`user_bsn`) and behind a written-out line break too. */
const wordOf = (words: string): RegExp => new RegExp(`(?:^|[^a-z]|\\\\[nrt])(?:${words})(?![a-z])`, 'i');

/** Numbers that begin with a digit. */
export const NATIONAL_NUMBERS: readonly NationalForm[] = [
  // Canada: social insurance number
  {
    first: [3, 9],
    form: /[1-79]\d\d([ -]?)\d{3}\1\d{3}/y,
    isValid: isLuhn,
    word: wordOf('sin|nas|social[ _-]?insurance|assurance[ _-]?sociale'),
  },
  // Netherlands: burgerservicenummer
  {
    first: [9],
    form: /\d{9}/y,
    isValid: (id) => weigh(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    word: wordOf('bsn|burgerservicenummer|sofi(?:nummer)?'),
  },
  // Portugal: NIF
  { first: [3, 9], form: /[1-35-9]\d{2}( ?)\d{3}\1\d{3}/y, isValid: isNif, word: wordOf('nif|contribuinte') },
  // Australia: tax file number
  {
    first: [3, 9],
    form: /\d{3}( ?)\d{3}\1\d{3}/y,
    isValid: (id) => isDivisible(id, [1, 4, 3, 7, 5, 8, 6, 9, 10], 11),
    word: wordOf('tfn|tax[ _-]?file'),
  },
  // Australia: Medicare card
  {
    first: [4, 9, 10],
    form: /[2-6]\d{3} ?\d{5} ?\d/y,
    isValid: (id) => weigh(id, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(id[8]),
    word: wordOf('medicare'),
  },
  // United Kingdom: NHS number
  {
    first: [3, 10],
    form: /\d{3}([ -]?)\d{3}\1\d{4}/y,
    isValid: (id) => isCheckedByEleven(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]),
    word: wordOf('nhs'),
  },
  // United States: individual taxpayer number
  { first: [3], form: /9\d\d-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}/y, isValid: () => true },
  // Brazil: CPF
  { first: [3], form: /\d{3}\.\d{3}\.\d{3}-\d\d/y, isValid: isCpf },
  { first: [11], form: /\d{11}/y, isValid: isCpf, word: wordOf('cpf') },
  // Brazil: CNPJ
  { first: [2], form: /\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d/y, isValid: isCnpj },
  { first: [14], form: /\d{14}/y, isValid: isCnpj, word: wordOf('cnpj') },
  // Germany: Steuer-ID
  {
    first: [2, 11],
    form: /[1-9]\d( ?)\d{3}\1\d{3}\1\d{3}/y,
    isValid: isCheckedByElevenTen,
    word: wordOf('steuer|steuer-?id(?:nummer)?|steuernummer|tax|tin|id(?:ent)?[.-]?nr|(?:steuer)?identifikationsnummer'),
  },
  // Croatia: OIB
  { first: [11], form: /\d{11}/y, isValid: isCheckedByElevenTen, word: wordOf('oib') },
  // Poland: PESEL
  {
    first: [11],
    form: /\d{11}/y,
    isValid: (id) => isDate(id, 'ymd', [0, 20, 40, 60, 80]) && isDivisible(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10),
    word: wordOf('pesel'),
  },
  // Turkey: T.C. kimlik numarasi
  { first: [11], form: /[1-9]\d{10}/y, isValid: isKimlik, word: wordOf('tc|tckn|kimlik') },
  // Norway: fodselsnummer
  {
    first: [6, 11],
    form: /\d{6} ?\d{5}/y,
    isValid: (id) =>
      isDate(id, 'dmy') && isCheckedByEleven(id, [3, 7, 6, 1, 8, 9, 4, 5, 2]) && isCheckedByEleven(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]),
  },
  // Sweden: personnummer
  { first: [6, 8], form: /(?:19|20)?\d{6}[-+]\d{4}/y, isValid: (id) => isDate(id.slice(-10), 'ymd') && isLuhn(id.slice(-10)) },
  // Finland: henkilotunnus
  { first: [6], form: /\d{6}[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y]/y, isValid: isHetu },
  // Denmark: CPR number
  { first: [6, 10], form: /\d{6}-?\d{4}/y, isValid: (id) => isDate(id, 'dmy'), word: wordOf('cpr') },
  // Belgium: numero de registre national
  { first: [2], form: /\d\d\.\d\d\.\d\d-\d{3}\.\d\d/y, isValid: isBelgian },
  { first: [11], form: /\d{11}/y, isValid: isBelgian, word: wordOf('rijksregisternummer|registre national|niss|insz') },
  // Czechia, Slovakia: rodne cislo
  { first: [6], form: /\d{6}\/\d{4}/y, isValid: (id) => isDate(id, 'ymd', [0, 20, 50, 70]) && Number(id) % 11 === 0 },
  // France: numero de securite sociale
  { first: [1, 6, 15], form: /[12]( ?)\d\d\1\d\d\1(?:\d\d|2[AB])\1\d{3}\1\d{3}\1\d\d/y, isValid: isNir },
  // Switzerland: AHV number
  { first: [3, 13], form: /756([. ]?)\d{4}\1\d{4}\1\d\d/y, isValid: isEan },
  // South Africa: identity number
  { first: [6, 10, 13], form: /\d{6} ?\d{4} ?[0-2]\d\d/y, isValid: (id) => isDate(id, 'ymd') && isLuhn(id) },
  // Korea: resident registration number
  { first: [6], form: /\d{6}-[1-8]\d{6}/y, isValid: (id) => isDate(id, 'ymd') },
  // India: Aadhaar
  { first: [4], form: /[2-9]\d{3}([ -])\d{4}\1\d{4}/y, isValid: isVerhoeff },
  { first: [12], form: /[2-9]\d{11}/y, isValid: isVerhoeff, word: wordOf('aadha+r|uid|uidai') },
  // China: resident identity number
  { first: [17, 18], form: /[1-8]\d{5}(?:19|20)\d{9}[\dXx]/y, isValid: (id) => isDate(id.slice(8), 'ymd') && isChinese(id) },
  // Spain: DNI
  { first: [8], form: /\d{8}[ -]?[A-HJ-NP-TV-Z]/y, isValid: isDni },
];
