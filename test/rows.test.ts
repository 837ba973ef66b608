import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * The founding documents' features (B, A, R, K, T) and the fault matrix (C collector, P process, D disk, L load, and 3e-B for bad input) that are promised.
 * Each has at least one test, or row of a table, that bears its number.
 */
const PROMISED = [
  ...numbered('B', [1, 30]),
  ...numbered('A', [1, 5], [7, 10], [12, 13], [34, 34], [37, 53]),
  ...numbered('R', [1, 3], [8, 13], [17, 21]),
  ...numbered('K', [2, 2], [4, 6], [39, 39]),
  ...numbered('T', [7, 7], [9, 9]),
  ...numbered('C', [1, 2], [4, 11], [13, 15], [17, 19], [21, 21], [23, 32], [37, 39]),
  ...numbered('P', [1, 8], [10, 13], [15, 15], [17, 18], [20, 20]),
  ...numbered('D', [1, 1], [3, 9], [11, 11], [13, 13], [15, 16], [19, 23]),
  ...numbered('L', [1, 3], [5, 7], [9, 9]),
  ...numbered('3e-B', [1, 3], [5, 5], [7, 10], [12, 12], [14, 15], [17, 21], [23, 25]),
];

function numbered(letter: string, ...ranges: readonly (readonly [number, number])[]): readonly string[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`));
}

/** A title, or the first cell of a row: the number begins it, or stands with others before the words. */
const TITLE = /['"`]((?:(?:3e-)?[A-Z]\d+(?:,| and)?(?: |(?=['"`])))+)/g;

const titlesIn = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(TITLE)].flatMap(([, numbers = '']) => numbers.match(/(?:3e-)?[A-Z]\d+/g) ?? []);

test('every promised row has a test that bears its number', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  const borne = new Set(files.flatMap((name) => titlesIn(join(import.meta.dirname, name))));
  expect(PROMISED.filter((row) => !borne.has(row))).toEqual([]);
});
