import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CUT_MARK } from '../../../src/security/cut-text.js';
import { anyValue } from '../any-value.js';
import { walking } from './walking.js';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('__proto__', 'constructor', 'toJSON', '…', '…1 more', '1 more', 'message', 'length', '\ud800'),
);

const odd = fc.constantFrom<unknown>(
  Symbol('x'),
  () => 1,
  undefined,
  /x/,
  Object.assign(new Error('x'), { stack: 's' }),
  new Date(Number.NaN),
  new Date(0),
  Buffer.from('x'),
  new URL('a:b'),
  new URLSearchParams('a=1&b=2'),
  new BigUint64Array([1n]),
  new Map<unknown, unknown>([
    ['a', 1],
    [2, 3],
  ]),
  { toJSON: () => [new Set([1])] },
);

const anything = anyValue(text, odd);

const limits = { depth: 4, keys: 6, items: 5, nodes: 40, keyLength: 16, stringLength: 24, messageLength: 20, recordBytes: 1024 };
const small = walking({ limits });
const large = walking();

/** What JSON can say, and nothing that only looks like it. */
const expectPlain = (value: unknown): void => {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  if (typeof value !== 'object' || value === null) {
    expect(['string', 'number', 'boolean', 'object']).toContain(typeof value);
    return;
  }
  expect(Object.getPrototypeOf(value)).toBe(Array.isArray(value) ? Array.prototype : Object.prototype);
  expect(Object.getOwnPropertySymbols(value)).toEqual([]);
  for (const key of Object.keys(value)) expect(Object.getOwnPropertyDescriptor(value, key)).toHaveProperty('writable', true);
  for (const part of Object.values(value)) expectPlain(part);
};

test('A46 whatever is copied, the copy is plain and can be written and read again', () => {
  fc.assert(
    fc.property(anything, (value) => {
      const { copy, mended } = large(value);
      expectPlain(copy);
      expect(JSON.parse(JSON.stringify(copy))).toEqual(withoutMinusZero(copy));
      expect(mended.has('withheld')).toBe(false);
    }),
    { numRuns: 200 },
  );
});

const withoutMinusZero = (value: unknown): unknown => {
  if (value === 0) return 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutMinusZero(part)]));
};

test('what JSON can say within the limits is copied as it is, and not touched', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const before = structuredClone(value);
      const safe = JSON.stringify(value).match(/"(?:__proto__|constructor|prototype)":/) === null;
      fc.pre(safe);
      expect(large(value).copy).toEqual(before);
      expect(value).toEqual(before);
    }),
    { numRuns: 200 },
  );
});

test('A49 every limit holds, and what is copied again stays as it is', () => {
  fc.assert(
    fc.property(fc.oneof(anything, fc.dictionary(text, anything)), (value) => {
      const { copy, mended } = small(value);
      expectBounds(copy, 0);
      expect(partsIn(copy)).toBeLessThanOrEqual(limits.nodes + MARKS);
      const again = small(copy);
      expect([again.copy, again.mended.size, again.cutLength]).toEqual([copy, 0, 0]);
      expect(mended.has('withheld')).toBe(false);
    }),
    { numRuns: 400 },
  );
});

/** Each container that was cut says so with one part more. */
const MARKS = limits.depth + 1;

/** What looks as if it had been said of an object by an earlier wash stays beside what is said of it now. */
const MOST_NOTES = 4;

const expectBounds = (value: unknown, depth: number): void => {
  if (typeof value === 'string') expect(value.length).toBeLessThanOrEqual(Math.max(limits.stringLength, CUT_MARK.length));
  if (typeof value !== 'object' || value === null) return;
  expect(depth).toBeLessThanOrEqual(limits.depth);
  const isList = Array.isArray(value);
  expect(Object.keys(value).length).toBeLessThanOrEqual((isList ? limits.items : limits.keys + MOST_NOTES) + 1);
  if (!isList) for (const key of Object.keys(value)) expect(key.length).toBeLessThanOrEqual(limits.keyLength);
  for (const part of Object.values(value)) expectBounds(part, depth + 1);
};

const partsIn = (value: unknown): number =>
  typeof value === 'object' && value !== null ? Object.values(value).reduce((sum: number, part) => sum + partsIn(part), 1) : 1;
