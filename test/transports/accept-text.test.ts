import { expect, test } from 'vitest';
import { acceptText } from '../../src/transports/accept-text.js';
import { createRecordingIntake } from './recording-intake.js';

const facts = { time: 1_700_000_000_123, level: 'info', severity: 9 };

const lineOf = (text: string, { timed = true, takesText = false, recordBytes = 256 * 1024 } = {}): string => {
  const intake = createRecordingIntake({ takesText, recordBytes });
  acceptText(intake, text, { facts, timed });
  expect(intake.taken).toHaveLength(1);
  expect(intake.taken[0]?.facts).toBe(facts);
  return intake.taken[0]?.line ?? '';
};

test('a JSON object that has its time goes as it stands', () => {
  expect(lineOf('{"time":1,"msg":"x"}\n')).toBe('{"time":1,"msg":"x"}\n');
});

test('a JSON object without a time gets one, in front', () => {
  expect(lineOf('{"msg":"x"}', { timed: false })).toBe('{"timestamp":1700000000123,"msg":"x"}');
});

test.each([
  ['text', 'it broke'],
  ['text with line breaks', 'it broke\nhere\r\nand there'],
  ['a pretty object', '{\n  "a": 1\n}'],
  ['half an object', '{"level":30,"msg":"cut of'],
  ['an array', '[1,2]'],
  ['null', 'null'],
])('3e-B24 %s is wrapped as the message of one line', (_, text) => {
  const line = lineOf(text);
  expect(line).not.toMatch(/[\r\n]/);
  expect(JSON.parse(line)).toEqual({ time: facts.time, level: 'info', message: text });
});

test('3e-B8 where the wire takes text, text goes as it stands, on one line', () => {
  expect(lineOf('it broke\nhere\r\n', { takesText: true })).toBe('it broke\\nhere');
});

test('3e-B5 of 50 MB of text only the beginning is looked at', () => {
  const line = lineOf('x'.repeat(50 * 1024 * 1024));
  expect(line.length).toBeLessThan(2 * 1024 * 1024);
  expect(JSON.parse(line)).toMatchObject({ level: 'info', truncated: true });
});

test('how much of a text is looked at follows the size that a record may have', () => {
  const text = 'x'.repeat(8 * 1024 * 1024);
  expect(JSON.parse(lineOf(text, { recordBytes: 16 * 1024 * 1024 }))).toEqual({ time: facts.time, level: 'info', message: text });
  expect(lineOf(text, { recordBytes: 1024 }).length).toBeLessThan(5000);
});
