import { expect, test } from 'vitest';
import { HEAD, LONG, MARK, TOKEN } from '../../../src/security/scan/char-class.js';
import { ENCODED_HEADS } from '../../../src/security/scan/encoded-json.js';
import { OBJECT_HEADS } from '../../../src/security/scan/object-head.js';
import { KEY_MARKS } from '../../../src/security/scan/private-key.js';
import { createSweep } from '../../../src/security/scan/sweep.js';
import { SHAPE_MARKS } from '../../../src/security/scan/token-shapes.js';
import { readVendors } from '../../../src/security/scan/vendor-table.js';

const sweep = createSweep();
const flagsOf = (text: string): number => sweep(Buffer.from(text), 0, Buffer.byteLength(text));

const BODY = 'z'.repeat(20);
const PREFIXES = readVendors().map(({ prefix }) => prefix);

test.each([
  ['a vendor prefix', TOKEN, PREFIXES],
  ['a head of JSON in base64', HEAD, [...OBJECT_HEADS, ...ENCODED_HEADS]],
])('A45 %s shows where a word begins, at the front and within, and not within a word', (_, flag, beginnings) => {
  for (const wrap of [
    (word: string) => word,
    (word: string) => `to ${word}`,
    (word: string) => `a=${word};`,
    (word: string) => `x_${word}`,
  ])
    expect(beginnings.filter((beginning) => (flagsOf(wrap(beginning + BODY)) & flag) === 0)).toEqual([]);
  expect(flagsOf(`${BODY}${beginnings[0]}${BODY}`) & flag).toBe(0);
});

test('A45 a mark of a token or a key shows wherever it stands, as the last piece too', () => {
  for (const mark of [...SHAPE_MARKS, ...KEY_MARKS])
    expect([flagsOf(`${BODY}${mark}${BODY}`) & MARK, flagsOf(`${BODY}${mark}`) & MARK], mark).toEqual([MARK, MARK]);
});

test.each(['d41d8cd98f00b204e9800998ecf8427e', '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'orders-7d9f8b6c5-x2x4z'])(
  'A46 an id wakes nobody who looks for tokens: %s',
  (id) => {
    expect(flagsOf(id) & (LONG | TOKEN | HEAD | MARK)).toBe(LONG);
  },
);

test.each(['x\\n', 'x\\x20', '\u200b', '\x1b[31m'])('A45 %j may hide where a word begins: then all of them are looked for', (hidden) => {
  expect(flagsOf(hidden + BODY) & (TOKEN | HEAD | MARK)).toBe(TOKEN | HEAD | MARK);
});

test('A45 a word may begin behind a percent-encoded character', () => {
  const beginnings = [...PREFIXES, ...OBJECT_HEADS, ...ENCODED_HEADS];
  for (const before of ['%20', 'x%3D', '%%2f', '9%aF'])
    expect(beginnings.filter((beginning) => (flagsOf(before + beginning + BODY) & (TOKEN | HEAD)) === 0)).toEqual([]);
  expect(flagsOf(`x%20${BODY}`) & (TOKEN | HEAD | MARK)).toBe(0);
});
