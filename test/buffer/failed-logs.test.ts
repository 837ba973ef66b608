import { describe, expect, test } from 'vitest';
import { createFailedLogs } from '../../src/buffer/failed-logs.js';
import { readLine } from '../../src/grouping/line-record.js';

const FACTS = { time: 5, level: 'warn', severity: 13 };
const lineOf = (n: number, text = ''): string => `${JSON.stringify({ msg: `m${n}`, text })}\n`;

const make = (most = 100) => {
  const logs = createFailedLogs(most, readLine);
  const add = (n: number, text?: string) => logs.addLine(lineOf(n, text), FACTS, { reason: 'unkeyed' });
  const messages = () => logs.list().map(({ message }) => message);
  return { logs, add, messages };
};

describe('failed logs', () => {
  test('A40 keep the last hundred of a hundred and fifty, oldest first', () => {
    const { add, messages } = make();
    for (let n = 0; n < 150; n += 1) add(n);
    expect(messages()).toEqual(Array.from({ length: 100 }, (_, n) => `m${n + 50}`));
  });

  test('have time, level, message, reason and the line without its newline', () => {
    const { logs } = make();
    logs.addLine(lineOf(1), FACTS, { reason: 'refused', error: 'refused: http-400', group: '"a"' });
    expect(logs.list()).toEqual([
      {
        timestamp: 5,
        level: 'warn',
        message: 'm1',
        error: 'refused: http-400',
        reason: 'refused',
        group: '"a"',
        line: '{"msg":"m1","text":""}',
      },
    ]);
  });

  test('hold no more than four mebibytes of lines, however many may be kept', () => {
    const { add, messages } = make();
    for (let n = 0; n < 100; n += 1) add(n, 'x'.repeat(250_000));
    expect(messages()).toEqual(Array.from({ length: 16 }, (_, n) => `m${n + 84}`));
  });

  test('keep what is not taken when they are handed in again, in order', () => {
    const { logs, add, messages } = make();
    for (let n = 0; n < 6; n += 1) add(n);
    expect(logs.retry(({ message }) => Number(message.slice(1)) % 2 === 0)).toBe(3);
    expect(messages()).toEqual(['m1', 'm3', 'm5']);
  });

  test('are not doubled by what fails again and comes back by itself', () => {
    const { logs, add, messages } = make();
    add(1);
    const fails = (): boolean => {
      add(1);
      return false;
    };
    expect([logs.retry(fails), messages()]).toEqual([0, ['m1']]);
  });

  test('none are kept where none are wanted', () => {
    const { add, messages } = make(0);
    add(1);
    expect(messages()).toEqual([]);
  });
});
