import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createAnswerMark, createMarkPipe } from '../../src/transports/read-mark.js';

const HOUR_MS = 3_600_000;

const setUp = ({ writable = true } = {}) => {
  const thread = Object.assign(new EventEmitter(), { writable });
  const written: string[] = [];
  const drain = createMarkPipe(thread, 'id', (text) => written.push(text));
  return { thread, written, drain };
};

test('the pipe is empty when the worker has come to the mark, or to a later one', async () => {
  const { thread, written, drain } = setUp();
  const both = Promise.all([drain(HOUR_MS), drain(HOUR_MS)]);
  expect(written).toEqual(['\u0000id 1\n', '\u0000id 2\n']);
  thread.emit('logferry:read', 2);
  await both;
});

test('an earlier mark empties nothing', async () => {
  const { thread, drain } = setUp();
  const first = drain(HOUR_MS);
  const second = drain(HOUR_MS).then(() => 'second');
  thread.emit('logferry:read', 1);
  await first;
  expect(await Promise.race([second, 'still waiting'])).toBe('still waiting');
  thread.emit('close');
  await second;
});

test.each(['close', 'time'])('waiting ends with the %s', async (end) => {
  const { thread, drain } = setUp();
  const drained = drain(end === 'time' ? 0 : HOUR_MS);
  if (end === 'close') thread.emit('close');
  await drained;
});

test('to a thread that takes nothing no mark is written', async () => {
  const { written, drain } = setUp({ writable: false });
  await drain(HOUR_MS);
  expect(written).toEqual([]);
});

test.each([
  ['\u0000id 7', true],
  ['\u00007', false],
  ['\u0000other 7', false],
  ['{"level":30}', false],
  ['', false],
])('for the transport id %j is a mark: %s', (line, expected) => {
  expect(createAnswerMark('id')(line)).toBe(expected);
});

test('a worker that nobody writes marks to takes every line for a record', () => {
  expect(createAnswerMark(undefined)('\u0000id 7')).toBe(false);
});
