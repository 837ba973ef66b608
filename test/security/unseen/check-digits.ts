/** The digits with their Luhn check digit (ISO/IEC 7812-1, annex B) behind them. */
export const withLuhn = (payload: string): string => {
  const sum = [...payload].reverse().reduce((total, digit, index) => total + luhnWorth(Number(digit), index % 2 === 0), 0);
  return `${payload}${(10 - (sum % 10)) % 10}`;
};

const luhnWorth = (digit: number, isDoubled: boolean): number => {
  if (!isDoubled) return digit;
  return digit > 4 ? digit * 2 - 9 : digit * 2;
};

/** An IBAN (ISO 13616) of a country and an account: check digits by ISO 7064, mod 97-10. */
export const ibanOf = (country: string, account: string): string => {
  const rest = remainder97(asDigits(`${account}${country}00`));
  return `${country}${String(98 - rest).padStart(2, '0')}${account}`;
};

const asDigits = (text: string): string => [...text].map((character) => Number.parseInt(character, 36)).join('');

const remainder97 = (digits: string): number => [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
