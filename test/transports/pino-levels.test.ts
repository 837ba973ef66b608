import pino from 'pino';
import { expect, test } from 'vitest';
import { createReadLevel } from '../../src/transports/pino-levels.js';

test.each(Object.entries(pino.levels.labels))('A13 Pino level %s is called %s', (number, label) => {
  expect(createReadLevel()(Number(number)).level).toBe(label);
});

test.each([
  [10, 'trace', 1],
  [20, 'debug', 5],
  [30, 'info', 9],
  [35, 'notice', 10],
  [40, 'warn', 13],
  [50, 'error', 17],
  [60, 'fatal', 21],
  [45, 'audit', 15],
])('A13 level %i of a logger with custom levels is %s, severity %i', (number, level, severity) => {
  const { labels } = pino({ customLevels: { notice: 35, audit: 45 } }).levels;
  expect(createReadLevel(labels)(number)).toEqual({ level, severity });
});

test.each([
  ['a number without a label goes by the nearest name', 33, 'info', 10],
  ['a name goes as it is', 'warn', 'warn', 13],
  ['case does not matter to severity', 'ERROR', 'ERROR', 17],
  ['a name that only this logger knows goes by its number', 'audit', 'audit', 15],
  ['a name that nobody knows is as info', 'odd', 'odd', 9],
  ['no level at all is info', undefined, 'info', 9],
  ['a level that is an object is info', { a: 1 }, 'info', 9],
])('%s', (_, given, level, severity) => {
  expect(createReadLevel({ 30: 'info', 45: 'audit' })(given)).toEqual({ level, severity });
});

test('levels without end are not all remembered, and still read', () => {
  const readLevel = createReadLevel();
  for (let number = 0; number < 5000; number += 1) readLevel(`level-${number}`);
  expect(readLevel('level-4999')).toEqual({ level: 'level-4999', severity: 9 });
});
