import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const OFTEN = Array.from({ length: 200 });
const CONNECTION = 'orders of shop one, in the north';

test.each([
  ['with a secret behind it', { note: `${CONNECTION} of bob@example.com` }],
  ['with a secret in its place', { note: 'orders of bob@example.com here..' }],
  ['under a secret key', { note: 'x', password: CONNECTION }],
  ['in a list', { note: [CONNECTION, 'bob@example.com'] }],
  ['in an object', { note: { note: CONNECTION, password: CONNECTION } }],
  ['as a key', { [CONNECTION]: 'bob@example.com' }],
  ['beside a name', { name: 'password', note: CONNECTION, value: CONNECTION }],
])('A45 a text that is usual under the key of an object hides nothing %s', (_, record) => {
  const wash = createWash();
  const usual = { level: 30, note: CONNECTION };
  for (const _ of OFTEN) expect(wash.record(usual)).toEqual(usual);
  expect(wash.record(record)).toEqual(createWash().record(record));
  expect(wash.record(usual)).toEqual(usual);
});

test('A45 under a key that says what numbers are, a text is usual there alone', () => {
  const wash = createWash();
  for (const _ of OFTEN) wash.record({ version: '10.20.30.40', phone: 'none' });
  const record = { host: '10.20.30.40', note: '93.184.216.34', phone: '555-867-5309', version: '10.20.30.40' };
  expect(wash.record(record)).toEqual(createWash().record(record));
});

test('A45 a usual text is cut where its room is shorter', () => {
  const limits = { stringLength: 40, messageLength: 20 };
  const wash = createWash({ limits });
  for (const _ of OFTEN) wash.record({ in: { msg: CONNECTION } });
  expect(wash.record({ msg: CONNECTION })).toEqual(createWash({ limits }).record({ msg: CONNECTION }));
});

test('A45 a rule sees each text, usual or not', () => {
  const wash = createWash({ rules: [{ name: 'shop', pattern: /shop one/g, literals: ['shop'], action: 'tag' }] });
  const usual = { note: CONNECTION };
  for (const _ of OFTEN) expect(wash.record(usual)).toEqual({ ...usual, securityTags: ['shop'] });
});
