import { expect, test } from 'vitest';
import { bytesOf, halve, packedLines, recordIdAt } from '../../../src/core/chunk.js';
import { markLines } from '../../../src/delivery/fallback/mark-lines.js';
import { chunkOf, textOf } from '../../kit/scripted-send.js';

const why = { reason: 'http-503', since: '2026-01-01T00:00:00.000Z' };
const MARK = '"logferry":{"fallback":"http-503","since":"2026-01-01T00:00:00.000Z"}';
const marked = (line: string, mayBeText = true): string => textOf(markLines(chunkOf([line]), why, mayBeText))[0] ?? '';

test.each([
  ['an object', '{"a":1}', `{"a":1,${MARK}}`],
  ['an empty object', '{}', `{${MARK}}`],
  ['an empty object with room in it', '{ }', `{ ${MARK}}`],
  ['an object that ends in objects', '{"a":{"b":{}}}', `{"a":{"b":{}},${MARK}}`],
  ['an object whose last text looks like an end', '{"a":"}"}', `{"a":"}",${MARK}}`],
  ['an object between blanks', ' {"a":1} \t', `{"a":1,${MARK}}`],
  ['an object of many alphabets', '{"ä":"😀"}', `{"ä":"😀",${MARK}}`],
])('%s says why it came', (_what, line, expected) => {
  expect(marked(line)).toBe(expected);
  expect(marked(line, false)).toBe(expected);
  expect(JSON.parse(marked(line)).logferry).toEqual({ fallback: why.reason, since: why.since });
});

test.each([
  ['an array', '[{"a":1}]'],
  ['a plain text', 'GET /healthz 200'],
  ['a text in braces', '{a} and {b}'],
  ['half an object', '{"a":1'],
  ['nothing', ''],
  ['a JSON text', '"{}"'],
])('%s stays as it is', (_what, line) => {
  expect(marked(line)).toBe(line);
});

test('lines keep their order, number, times and names, whatever part of a chunk they are', () => {
  const whole = chunkOf(['{"n":0}', '{"n":1}', 'text', '{"n":3}'], 'g', 7);
  const [, second] = halve(whole);
  const chunk = markLines(second, why, true);
  expect(textOf(chunk)).toEqual(['text', `{"n":3,${MARK}}`]);
  expect(chunk).toMatchObject({ id: second.id, order: 7, group: { name: 'g' } });
  expect([recordIdAt(chunk, 0), recordIdAt(chunk, 1)]).toEqual([recordIdAt(second, 0), recordIdAt(second, 1)]);
  expect(chunk.lines.times.slice(chunk.from, chunk.to)).toEqual([2, 3]);
  expect(packedLines(chunk)).toHaveLength(bytesOf(chunk));
});
