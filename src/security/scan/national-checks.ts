import { isCheckedByEleven } from './check-digits.js';
import { weigh } from './digits.js';

/** Brazil: two check digits by eleven; numbers of but one digit are never given. */
export const isCpf = (id: string): boolean =>
  !isUniform(id) &&
  isCheckedByEleven(id, [10, 9, 8, 7, 6, 5, 4, 3, 2], true) &&
  isCheckedByEleven(id, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2], true);

export const isCnpj = (id: string): boolean =>
  !isUniform(id) && isCheckedByEleven(id, CNPJ, true) && isCheckedByEleven(id, [6, ...CNPJ], true);

const CNPJ = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

const isUniform = (id: string): boolean => id === id.charAt(0).repeat(id.length);

/** Turkey. */
export const isKimlik = (id: string): boolean => {
  const odd = weigh(id, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weigh(id, [0, 1, 0, 1, 0, 1, 0, 1, 0]);
  return (odd * 7 - even + 100) % 10 === Number(id[9]) && weigh(id, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 === Number(id[10]);
};

/** Finland: a letter by the remainder by 31 of date and serial. */
export const isHetu = (id: string): boolean => {
  const digits = id.replace(/\D/g, '');
  return HETU_SIGNS[Number(digits.slice(0, 9)) % HETU_SIGNS.length] === id.at(-1);
};

const HETU_SIGNS = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** Belgium: what is missing to 97; for those born from 2000 on with a 2 in front. */
export const isBelgian = (id: string): boolean => {
  const missing = (born: string): boolean => 97 - (Number(born + id.slice(0, 9)) % 97) === Number(id.slice(9));
  return missing('') || missing('2');
};

/** France: what is missing to 97; Corsica counts as 19 and 18. */
export const isNir = (id: string): boolean =>
  97 - (Number(id.slice(0, 13).replace('2A', '19').replace('2B', '18')) % 97) === Number(id.slice(13));

/** China: ISO 7064 MOD 11-2. */
export const isChinese = (id: string): boolean =>
  '10X98765432'[weigh(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === id.at(-1);

/** Spain: a letter by the remainder by 23; for foreigners the letter in front counts as 0 to 2. */
export const isDni = (id: string): boolean => DNI_LETTERS[Number(id.slice(0, 8)) % DNI_LETTERS.length] === id[8];

export const isNie = (id: string): boolean => isDni('XYZ'.indexOf(id.charAt(0)) + id.slice(1));

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Italy: signs at odd places count by a table, at even places by themselves. */
export const isCodiceFiscale = (id: string): boolean => {
  const sum = [...id.slice(0, 15)].reduce(
    (before, sign, index) => before + (index % 2 === 0 ? (ODD_VALUES[valueOfSign(sign)] ?? 0) : valueOfSign(sign)),
    0,
  );
  return String.fromCharCode(65 + (sum % 26)) === id[15];
};

const valueOfSign = (sign: string): number => (sign <= '9' ? Number(sign) : sign.charCodeAt(0) - 65);
const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Singapore: a letter by the remainder by eleven, another row of letters for foreigners. */
export const isNric = (id: string): boolean => {
  const series = id.charAt(0);
  const sum = weigh(id.slice(1), [2, 7, 6, 5, 4, 3, 2]) + (NRIC_OFFSETS[series] ?? 0);
  return (NRIC_LETTERS[series] ?? '')[sum % 11] === id[8];
};

const NRIC_OFFSETS: Readonly<Record<string, number>> = { T: 4, G: 4, M: 3 };
const NRIC_LETTERS: Readonly<Record<string, string>> = {
  S: 'JZIHGFEDCBA',
  T: 'JZIHGFEDCBA',
  F: 'XWUTRQPNMLK',
  G: 'XWUTRQPNMLK',
  M: 'XWUTRQPNJLK',
};

/** Mexico: the last digit by the weighted places of the other signs in the alphabet with Ñ. */
export const isCurp = (id: string): boolean => {
  const sum = [...id.slice(0, 17)].reduce((before, sign, index) => before + CURP_SIGNS.indexOf(sign) * (18 - index), 0);
  return (10 - (sum % 10)) % 10 === Number(id[17]);
};

const CURP_SIGNS = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

/** Hong Kong: eight signs that weigh nine to two, with a blank (36) before a single letter, and the check digit. */
export const isHkid = (id: string): boolean => {
  const signs = [...id.slice(0, -1)].map((sign) => (sign <= '9' ? Number(sign) : sign.charCodeAt(0) - 55));
  const sum = (signs.length === 7 ? [36, ...signs] : signs).reduce((before, value, index) => before + value * (9 - index), 0);
  const check = id.at(-1) === 'A' ? 10 : Number(id.at(-1));
  return (sum + check) % 11 === 0;
};

/** Portugal. */
export const isNif = (id: string): boolean => {
  const missing = 11 - (weigh(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (missing > 9 ? 0 : missing) === Number(id[8]);
};
