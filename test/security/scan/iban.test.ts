import { describe, expect, test } from 'vitest';
import { findLetteredIbans } from '../../../src/security/scan/iban.js';
import { ibanLength } from '../../../src/security/scan/iban-lengths.js';
import { findNumbers } from '../../../src/security/scan/numbers.js';
import { cpuMsOf, maskedBy, only, TOO_LONG_MS } from './seen-by.js';

const findIbans = only('iban', findNumbers);

/** Examples of the registry. */
const IBANS = [
  'AL47212110090000000235698741',
  'AT611904300234573201',
  'BE68539007547034',
  'BR9700360305000010009795493P1',
  'CH9300762011623852957',
  'DE89370400440532013000',
  'ES9121000418450200051332',
  'FR1420041010050500013M02606',
  'GB29NWBK60161331926819',
  'IT60X0542811101000000123456',
  'MT84MALT011000012345MTLCAST001S',
  'NL91ABNA0417164300',
  'NO9386011117947',
  'PL61109010140000071219812874',
  'SE4550000000058398257466',
  'TR330006100519786457841326',
];

describe.for(IBANS)('A45 the IBAN %s is found', (iban) => {
  test.for(['@', 'IBAN:@.', '"@"', '(@)', '?iban=@&x=1', 'iban_@', '\\n@\\n', '@,@', 'von @ überweisen', '口座@へ'])('in %s', (frame) => {
    expect(maskedBy(findIbans, frame.replaceAll('@', iban))).toBe(frame.replaceAll('@', '***'));
  });

  test.for([' ', '-', '+', '.'])('in fours, set off by "%s"', (separator) => {
    const grouped = iban.replace(/.{4}(?=.)/g, `$&${separator}`);
    expect(maskedBy(findIbans, `to ${grouped} today`)).toBe('to *** today');
  });
});

test('A45 groups of other sizes are found too', () => {
  expect(maskedBy(findIbans, 'DE89 37040044 0532013000')).toBe('***');
});

test.for([
  ['a wrong digit', 'DE89370400440532013001'],
  ['one digit too many', 'DE893704004405320130001'],
  ['one digit too few', 'DE8937040044053201300'],
  ['the tail of a word', 'XDE89370400440532013000'],
  ['a country without IBANs', 'US89370400440532013000'],
  ['two kinds of separators', 'DE89 3704-0044 0532-0130 00'],
  ['a mask', 'DE***3000'],
  ['a parcel', '1ZQWS1GU949ZM8HL8I'],
  ['small letters', 'de89370400440532013000'],
] as const)('A45 %s is no IBAN: %s', ([, text]) => {
  expect(maskedBy(findIbans, text)).toBe(text);
});

test('A45 only strict takes small letters', () => {
  expect(maskedBy(findIbans, 'my iban is gb29nwbk60161331926819', { isStrict: true })).toBe('my iban is ***');
});

test.for(['DE12', 'DE89 3704 ', 'AAAAAA11', 'A1', '1', 'GB29NWBK6016133192681 '])('36 KiB of "%s" take milliseconds', (unit) => {
  expect(cpuMsOf(findIbans, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
});

const findLettered = only('iban', findLetteredIbans);

test.for(['kw', 'qa', 'mt', 'jo', 'lb', 'az', 'bh', 'ps', 'pk', 'lc', 'gi', 'kz', 'sa'])(
  'A45 strict finds one of %s without a row of digits',
  (country) => {
    const iban = checked(country, 'abcdefg1hijklmn2opqrstuvw3xyz'.slice(0, ibanLength(country.toUpperCase()) - 4));
    expect(maskedBy(findLettered, `to ${iban} today`, { isStrict: true })).toBe('to *** today');
    expect(maskedBy(findLettered, `to ${iban.toUpperCase()}\ntoday`, { isStrict: true })).toBe('to ***\ntoday');
    expect(maskedBy(findLettered, `to ${iban}a today`, { isStrict: true })).toBe(`to ${iban}a today`);
    expect(maskedBy(findLettered, `to ${iban.replace('abc', 'abd')} today`, { isStrict: true })).toBe(
      `to ${iban.replace('abc', 'abd')} today`,
    );
  },
);

/** With its check digits (ISO 7064 MOD 97-10). */
const checked = (country: string, account: string): string => {
  const digits = [...`${account}${country}00`].map((unit) => Number.parseInt(unit, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
};

test.for(['kw12', 'kw12a', 'a1', 'mt84malt1'])('36 KiB of "%s" take milliseconds in strict, too', (unit) => {
  expect(cpuMsOf(findLettered, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
});
