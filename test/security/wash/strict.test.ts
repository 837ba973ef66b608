import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const strict = createWash({ preset: 'strict' });
const usual = createWash();

test.each([
  ['a British number, which has six digits', 'National Insurance AB 12 34 56 C mismatch', 'National Insurance [national_id] mismatch'],
  ['a British number without blanks', 'holder AB123456C seen', 'holder [national_id] seen'],
  ['an Indian number, which has four', 'holder ABCPE1234F seen', 'holder [national_id] seen'],
  ["a hardware address in Cisco's writing", 'port of 001b.44ab.3ac7 is up', 'port of [mac] is up'],
  ['an IBAN in small letters with few digits', 'to kw26cbkuabcdefg1hijklmn2opqrst today', 'to KW***QRST today'],
  ['base64 that its signs cut into short runs', 'blob q7Rz+X2mVbN/4tLcW8+yKpD0s/3hJfGe9UaTi+5oM1 stored', 'blob [entropy] stored'],
])('A45 strict: %s, is found where no other sign tells of it', (_, text, masked) => {
  expect(strict.record({ msg: text })).toEqual({ msg: masked });
  expect(strict.line(JSON.stringify({ msg: text }))).toBe(JSON.stringify({ msg: masked }));
  expect(usual.record({ msg: text })).toEqual({ msg: text });
});
