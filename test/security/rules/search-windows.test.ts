import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchWindows } from '../../../src/security/rules/search-windows.js';

const matchesOf = (pattern: RegExp, text: string): readonly (readonly [start: number, end: number])[] => {
  const found: (readonly [number, number])[] = [];
  const isDone = searchWindows(pattern, text, {
    onMatch: (start, end) => {
      found.push([start, end]);
      return true;
    },
    onWindow: () => true,
  });
  expect(isDone).toBe(true);
  return found;
};

const wholeOf = (pattern: RegExp, text: string) =>
  [...text.matchAll(new RegExp(pattern))].filter(([match]) => match !== '').map(({ index, 0: match }) => [index, index + match.length]);

test('A50 what windows find is what one look at the whole text finds', () => {
  const patterns = [
    /EMP-\d{6}/g,
    /\b\d{2,8}\b/g,
    /(?<=<)[a-z]+/g,
    /^x+/g,
    /^x+/gm,
    /x+$/gm,
    /[a-z]{3,}(?=>)/g,
    /(?:)/g,
    /😀+|<./gu,
    /<.{1,1000}>/gs,
  ];
  const piece = fc.oneof(
    fc.constantFrom('EMP-123456', 'EMP-12', '<', '>', 'x', '\n', '12345', ' ', '😀', 'abc'),
    fc.integer({ min: 1, max: 900 }).map((length) => 'x'.repeat(length)),
    fc.integer({ min: 1, max: 900 }).map((length) => '. '.repeat(length)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...patterns), fc.array(piece, { minLength: 1, maxLength: 60 }), (pattern, pieces) => {
      const text = pieces.join('').replaceAll(/[a-z]{1000,}/g, (run) => run.slice(0, 1000));
      expect(matchesOf(pattern, text)).toEqual(wholeOf(pattern, text));
    }),
    { numRuns: 500 },
  );
});

test('A50 a match of 1,024 is found wherever it stands', () => {
  for (let before = 2000; before < 9000; before += 61) {
    const text = `${'.'.repeat(before)}<${'x'.repeat(1022)}>${'.'.repeat(5000)}`;
    expect(matchesOf(/<x+>/g, text)).toEqual([[before, before + 1024]]);
  }
});

test('A50 a match longer than a window is found in pieces, and all of it', () => {
  const found = matchesOf(/x+/g, 'x'.repeat(20_000));
  expect(found[0]?.[0]).toBe(0);
  expect(found.at(-1)?.[1]).toBe(20_000);
  for (const [index, [start]] of found.entries()) expect(start).toBe(found[index - 1]?.[1] ?? 0);
});

test('A50 a search stops where it is told to', () => {
  const text = 'x '.repeat(10_000);
  expect(searchWindows(/x/g, text, { onMatch: (start) => start < 4, onWindow: () => true })).toBe(false);
  expect(searchWindows(/x/g, text, { onMatch: () => true, onWindow: () => false })).toBe(false);
  expect(searchWindows(/x/g, 'x x', { onMatch: () => true, onWindow: () => false })).toBe(true);
});
