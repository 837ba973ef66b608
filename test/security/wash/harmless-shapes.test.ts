import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const both = (value: string, options = {}) => {
  const wash = createWash(options);
  return [JSON.parse(wash.line(JSON.stringify({ note: value }))), wash.record({ note: value })];
};

test.each([
  'c3b8a5d10fe2947b',
  '5f9c1a2b3c4d5e6f7a8b9c0d',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
])('A46 an id in hexadecimal stays: %s', (id) => {
  for (const preset of ['default', 'strict'] as const) expect(both(id, { preset })).toEqual([{ note: id }, { note: id }]);
});

test.each([
  ['sixteen digits that are a card', '4111111111111111', '****1111', {}],
  ['an IBAN of sixteen hexadecimal digits', 'be68539007547034', 'BE***7034', { preset: 'strict' }],
] as const)('A45 %s is no id', (_, text, masked, options) => {
  expect(both(text, options)).toEqual([{ note: masked }, { note: masked }]);
});
