import { weigh } from './digits.js';

/** Whether the weighted sum of all digits divides by `modulus`. */
export const isDivisible = (digits: string, weights: readonly number[], modulus: number): boolean => weigh(digits, weights) % modulus === 0;

/** Dutch, Norwegian, Brazilian and other checks by eleven: the digit behind the weighted ones is what is missing to a multiple; ten counts as zero where `isTenZero`. */
export const isCheckedByEleven = (digits: string, weights: readonly number[], isTenZero = false): boolean => {
  const missing = (11 - (weigh(digits, weights) % 11)) % 11;
  return (isTenZero && missing === 10 ? 0 : missing) === Number(digits[weights.length]);
};

/** ISO 7064 MOD 11,10: German tax numbers, Croatian OIB. */
export const isCheckedByElevenTen = (digits: string): boolean => {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
};

/** EAN-13. */
export const isEan = (digits: string): boolean => isDivisible(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10);

/** Verhoeff's check (1969), by the multiplication and permutations of the dihedral group of ten. */
export const isVerhoeff = (digits: string): boolean => {
  let check = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    check = Number(PRODUCTS[check]?.[Number(PERMUTATIONS[place % PERMUTATIONS.length]?.[digit])]);
  }
  return check === 0;
};

const PRODUCTS = [
  ...['0123456789', '1234067895', '2340178956', '3401289567', '4012395678'],
  ...['5987604321', '6598710432', '7659821043', '8765932104', '9876543210'],
];
const PERMUTATIONS = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258'];

/** Whether six digits can be a date in the order that `order` names (`ymd`, `dmy`). Months of some countries are raised to tell century or sex: `raised` takes that off. */
export const isDate = (digits: string, order: 'ymd' | 'dmy', raised: readonly number[] = [0]): boolean => {
  const month = Number(digits.slice(2, 4));
  const day = Number(order === 'ymd' ? digits.slice(4, 6) : digits.slice(0, 2));
  return day >= 1 && day <= 31 && raised.some((step) => month - step >= 1 && month - step <= 12);
};
