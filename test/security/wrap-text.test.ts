import { expect, test } from 'vitest';
import { isObjectLine, wrapText } from '../../src/security/wrap-text.js';

const facts = { time: 5, level: 'info', severity: 9 };

test.for([
  ['plain text', 'hello', 'hello'],
  ['nothing at all', '', ''],
  ['a text with its line end', 'hello\r\n', 'hello'],
  ['text of several lines', 'one\ntwo\r\nthree\n', 'one\ntwo\r\nthree'],
  ['half a line of JSON', '{"level":30,"ms', '{"level":30,"ms'],
  ['JSON that is no object', '[1]', '[1]'],
  ['terminal colours', '\u001b[32minfo\u001b[39m', '\u001b[32minfo\u001b[39m'],
] as const)('3e-B24 %s becomes a message on one line', ([, text, message]) => {
  const line = wrapText(text, facts);
  expect(JSON.parse(line)).toEqual({ time: 5, level: 'info', message });
  expect(line).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
});

test('3e-B23 a level that needs escapes and a time that is none cannot break the line', () => {
  expect(JSON.parse(wrapText('x', { time: Number.NaN, level: 'a"\n', severity: 9 }))).toEqual({ time: null, level: 'a"\n', message: 'x' });
});

test('3e-B24 of a text that is too long only the head is read', () => {
  const line = wrapText('é'.repeat(100_000), facts, 1000);
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(1000);
  expect(JSON.parse(line)).toEqual({
    ...facts,
    severity: undefined,
    message: expect.stringMatching(/^é+…\[\.\.\.TRUNCATED\]$/),
    truncated: true,
    originalBytes: 100_000,
  });
});

test.for([
  ['{"a":1}', true],
  ['{"a":1}\n', true],
  ['{}', true],
  ['', false],
  ['{', false],
  ['}', false],
  ['\n', false],
  ['{\n', false],
  ['{"a":1', false],
  ['"a":1}', false],
  ['[{}]', false],
  ['{"a":1}\n{"b":2}\n', false],
  ['{\n"a":1\n}', false],
  ['{"a":1}\r\n', false],
  ['{"a":\r1}', false],
] as const)('B24 an object on one line is told by its ends and breaks: %j', ([line, expected]) => {
  expect(isObjectLine(line)).toBe(expected);
});
