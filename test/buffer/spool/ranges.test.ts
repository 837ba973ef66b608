import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRanges } from '../../../src/buffer/spool/ranges.js';

const range = fc.tuple(fc.nat(40), fc.nat(12)).map(([from, length]) => [from, from + length] as const);

const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, index) => from + index);

test('a set of ranges says what a set of its numbers says', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 20 }), range, (added, [from, to]) => {
      const ranges = createRanges();
      const model = new Set<number>();
      for (const [first, last] of added) {
        ranges.add(first, last);
        for (const number of numbers(first, last)) model.add(number);
      }
      const asked = numbers(from, to);
      const missing = asked.filter((number) => !model.has(number));
      const gapEnd = missing.findIndex((number, index) => number !== (missing[0] ?? 0) + index);
      const [first] = missing;
      expect(ranges.count()).toBe(model.size);
      expect(ranges.has(from)).toBe(model.has(from));
      expect(ranges.coversAll(from, to)).toBe(missing.length === 0);
      expect(ranges.overlaps(from, to)).toBe(missing.length < asked.length);
      expect(ranges.firstGap(from, to)).toEqual(
        first === undefined ? undefined : { from: first, to: first + (gapEnd < 0 ? missing.length : gapEnd) },
      );
      expect([...ranges].flatMap((each) => numbers(each.from, each.to))).toEqual([...model].sort((one, other) => one - other));
    }),
    { numRuns: 500 },
  );
});

describe('ranges that touch are one', () => {
  test.each([
    [
      'at the end',
      [
        [0, 5],
        [5, 9],
      ],
    ],
    [
      'at the beginning',
      [
        [5, 9],
        [0, 5],
      ],
    ],
    [
      'through the middle',
      [
        [0, 3],
        [6, 9],
        [3, 6],
      ],
    ],
    [
      'under a larger one',
      [
        [2, 3],
        [5, 6],
        [0, 9],
      ],
    ],
  ] as const)('%s', (_, added) => {
    const ranges = createRanges();
    for (const [from, to] of added) ranges.add(from, to);
    expect([...ranges]).toEqual([{ from: 0, to: 9 }]);
  });
});

test('R4 numbers of 48 bits are no stranger than small ones', () => {
  const ranges = createRanges();
  for (const start of [2 ** 32 - 1, 2 ** 47 - 1, 2 ** 48 - 2]) {
    ranges.add(start, start + 1);
    ranges.add(start + 1, start + 2);
    expect([ranges.has(start - 1), ranges.has(start), ranges.has(start + 1), ranges.has(start + 2)]).toEqual([false, true, true, false]);
  }
  expect([...ranges]).toHaveLength(3);
});

test('a hundred thousand chunks that are done in order cost one range', () => {
  const ranges = createRanges();
  for (let at = 0; at < 100_000; at += 1) ranges.add(at * 10, at * 10 + 10);
  expect([...ranges]).toEqual([{ from: 0, to: 1_000_000 }]);
});
