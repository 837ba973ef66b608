import { expect, test } from 'vitest';
import { isLogId, isSpent, newLogId } from '../../../src/buffer/spool/log-names.js';

test('a log has a name that no other log has', () => {
  const ids = Array.from({ length: 1000 }, newLogId);
  expect(ids.filter((id) => !isLogId(id))).toEqual([]);
  expect(new Set(ids).size).toBe(1000);
});

test('each letter of a name is one of 32, all of them used', () => {
  expect(new Set(Array.from({ length: 1000 }, newLogId).join('')).size).toBe(32);
});

test.each(['', 'abc', 'abcdefghijklmnopq', 'abcdefghijklmno1', 'ABCDEFGHIJKLMNOP', '../abcdefghijklm', 'abcdefghijklmnop\n'])(
  '%j is no name of a log',
  (name) => {
    expect(isLogId(name)).toBe(false);
  },
);

test.each<[names: readonly string[], spent: boolean]>([
  [[], true],
  [['owner.json', 'live.sock', 'adopted', 'released.json', '0000000000000000.side'], true],
  [['owner.json', '0000000000000000.seg'], false],
  [['owner.json', 'notes.txt'], false],
  [['owner.json', '0.side'], false],
])('a log with %j keeps nothing: %j', (names, spent) => {
  expect(isSpent(names)).toBe(spent);
});
