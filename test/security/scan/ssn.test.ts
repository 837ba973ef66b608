import { expect, test } from 'vitest';
import { findNumbers } from '../../../src/security/scan/numbers.js';
import { cpuMsOf, maskedBy, only, TOO_LONG_MS } from './seen-by.js';

const findSsns = only('ssn', findNumbers);

test.for([
  ['219-09-9999', '***'],
  ['KYC payload contains 219-09-9999 for applicant', 'KYC payload contains *** for applicant'],
  ['{"ssn":"219-09-9999"}', '{"ssn":"***"}'],
  ['(219-09-9999), 219-09-9998.', '(***), ***.'],
  ['/ssn/219-09-9999/', '/ssn/***/'],
  ['\\n219-09-9999\\n', '\\n***\\n'],
  ['078-05-1120', '***'],
  ['219 09 9999', '***'],
  ['SSN 219 09 9999', 'SSN ***'],
  ['SSN 219.09.9999', 'SSN ***'],
  ['ssn=219099999', 'ssn=***'],
  ['social security number is 219099999', 'social security number is ***'],
  ['SocialSecurityNumber: 219099999', 'SocialSecurityNumber: ***'],
  ['customerSsn=219099999', 'customerSsn=***'],
  ['ssn_219099999', 'ssn_***'],
  ['\\nSSN 219099999', '\\nSSN ***'],
] as const)('A45 a social security number is found: %s', ([text, masked]) => {
  expect(maskedBy(findSsns, text)).toBe(masked);
});

test.for([
  ['area 000', '000-12-3456'],
  ['area 666', '666-12-3456'],
  ['area from 900 on', '912-34-5678'],
  ['group 00', '219-00-9999'],
  ['serial 0000', '219-09-0000'],
  ['five digits at the end', '219-09-99999'],
  ['four digits in front', '1219-09-9999'],
  ['part of a longer number', '2024-219-09-9999'],
  ['part of a longer number', '219-09-9999-1'],
  ['part of a name', 'a219-09-9999'],
  ['three numbers', 'took 123 45 6789 ms'],
  ['nine digits', 'id 219099999'],
  ['a word within another', 'className 219099999'],
  ['an id behind the word', 'ssn check a219099999'],
  ['an id behind the word', 'ssn check 219099999f'],
  ['a word, but never given out', 'ssn 000099999'],
  ['two kinds of separators', '219-09 9999'],
  ['a mask', '***-**-****'],
] as const)('A45 %s is no social security number: %s', ([, text]) => {
  expect(maskedBy(findSsns, text)).toBe(text);
});

test('A45 strict takes blanks without a word', () => {
  expect(maskedBy(findSsns, 'took 123 45 6789 ms', { isStrict: true })).toBe('took *** ms');
});

test.for(['219-09-', '219 09 ', '123456789 ', '1-1-1-'])('36 KiB of "%s" take milliseconds', (unit) => {
  expect(cpuMsOf(findSsns, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
});
