import { expect, test } from 'vitest';
import { bytesOf, halve, packedLines, recordIdAt } from '../../src/core/chunk.js';
import { pickLines } from '../../src/delivery/pick-lines.js';
import { chunkOf, numbered, textOf } from '../kit/scripted-send.js';

test('picked lines keep their order, times, severities, group and number, whatever part of a chunk they are picked from', () => {
  const [, second] = halve(chunkOf(['0', 'eins', 'zwö', '3', 'vier'], 'g', 7));
  const picked = pickLines(second, [0, 1]);
  expect(textOf(picked)).toEqual(['3', 'vier']);
  expect(picked).toMatchObject({ group: { name: 'g' }, order: 7, from: 0, to: 2, lines: { times: [3, 4], severities: [9, 9] } });
  expect(packedLines(picked).toString()).toBe('3\nvier\n');
  expect(bytesOf(picked)).toBe(7);
});

test('picked lines keep their names in the spool', () => {
  const whole = chunkOf(numbered(4));
  const kept = { log: 'abc', group: 35, seqs: [7, 8, 20, 21] };
  const [, second] = halve({ ...whole, lines: { ...whole.lines, kept } });
  const picked = pickLines(second, [1]);
  expect(picked.lines.kept).toEqual({ ...kept, seqs: [21] });
  expect(recordIdAt(picked, 0)).toBe(recordIdAt(second, 1));
});

test('no lines make an empty chunk', () => {
  expect(bytesOf(pickLines(chunkOf(['a']), []))).toBe(0);
});

test('no part of picked lines has the id of another part of the whole', () => {
  const whole = chunkOf(numbered(8));
  const [left, right] = halve(whole);
  const picked = pickLines(left, [0, 1, 2, 3]);
  const ids = [
    whole,
    left,
    right,
    ...halve(left),
    ...halve(right),
    picked,
    ...halve(picked),
    pickLines(picked, [0]),
    ...halve(halve(picked)[0]),
  ].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
