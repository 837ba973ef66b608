import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const OFTEN = Array.from({ length: 200 });
const CONNECTION = 'orders of shop one, in the north';

test.each([
  ['with a secret behind it', { note: `${CONNECTION} of bob@example.com` }],
  ['with a secret in its place', { note: 'orders of bob@example.com here..' }],
  ['under a secret key', { note: 'x', password: CONNECTION }],
  ['in a list', { note: [CONNECTION, 'bob@example.com'] }],
  ['as a key', { [CONNECTION]: 'bob@example.com' }],
  ['with an escape', { note: `${CONNECTION.slice(0, -1)}"` }],
])('A45 a text that is usual under a key hides nothing %s', (_, record) => {
  const wash = createWash();
  const usual = JSON.stringify({ level: 30, note: CONNECTION });
  for (const _ of OFTEN) expect(wash.line(usual)).toBe(usual);
  const line = JSON.stringify({ level: 30, ...record });
  expect(wash.line(line)).toBe(createWash().line(line));
  expect(wash.line(usual)).toBe(usual);
});

test('A45 a line cut short within its usual text is no JSON, whatever stood behind it in the line before', () => {
  const wash = createWash();
  const usual = JSON.stringify({ level: 30, note: CONNECTION });
  for (const _ of OFTEN) wash.line(usual);
  for (let length = 1; length < usual.length; length += 1) {
    const cut = usual.slice(0, length);
    expect(wash.line(cut)).toBe(createWash().line(cut));
    wash.line(usual);
  }
});

test('A45 a line that ends where a usual text or a long key would reach behind what is read is washed like any other', () => {
  const wash = createWash({ limits: { keyLength: 250 } });
  const [key, text] = ['k'.repeat(240), 'of shop one '.repeat(20)];
  const lines = [JSON.stringify({ p: 1, a: text }), JSON.stringify({ p: 1, [key]: 1 })];
  for (const _ of OFTEN) for (const line of lines) expect(wash.line(line)).toBe(line);
  for (let length = 65_400; length < 65_540; length += 20) {
    const padding = 'long '.repeat(20_000);
    for (const end of ['"a":"of s"}', '"a":"of shop one of bob@example.com"}', `"${'k'.repeat(20)}":1}`]) {
      const start = '{"p":"';
      const line = `${start}${padding.slice(0, length - start.length - end.length - 2)}",${end}`;
      expect(wash.line(line)).toBe(createWash({ limits: { keyLength: 250 } }).line(line));
    }
  }
});
