import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { answerMark, createMarkPipe } from '../../src/transports/read-mark.js';

const HOUR_MS = 3_600_000;

const setUp = ({ writable = true } = {}) => {
  const thread = Object.assign(new EventEmitter(), { writable });
  const written: string[] = [];
  const drain = createMarkPipe(thread, (text) => written.push(text));
  return { thread, written, drain };
};

test('the pipe is empty when the worker has come to the mark, or to a later one', async () => {
  const { thread, written, drain } = setUp();
  const both = Promise.all([drain(HOUR_MS), drain(HOUR_MS)]);
  expect(written).toEqual(['\u00001\n', '\u00002\n']);
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
  ['\u00007', true],
  ['\u0000nonsense', true],
  ['{"level":30}', false],
  ['', false],
])('%j is a mark: %s', (line, expected) => {
  expect(answerMark(line)).toBe(expected);
});
