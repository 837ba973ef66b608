import pino from 'pino';
import { expect, test } from 'vitest';
import winston from 'winston';
import { levelInSet, nameOfSeverity, numberOfSeverity, severityOfName, severityOfNumber, severityOfRank } from '../../src/core/severity.js';

const { npm, syslog, cli } = winston.config;

/** The nine names of the origin's table, and what each is called elsewhere. Its names and their aliases mean one thing. */
const TABLE = [
  ['notset', 1, 'silly', 'debug', 'trace', 10],
  ['trace', 1, 'silly', 'debug', 'trace', 10],
  ['debug', 5, 'debug', 'debug', 'debug', 20],
  ['info', 9, 'info', 'info', 'info', 30],
  ['warn', 13, 'warn', 'warning', 'warn', 40],
  ['warning', 13, 'warn', 'warning', 'warn', 40],
  ['error', 17, 'error', 'error', 'error', 50],
  ['critical', 21, 'error', 'crit', 'fatal', 60],
  ['fatal', 21, 'error', 'crit', 'fatal', 60],
] as const;

test.each(TABLE)(
  'K39 %s (severity %i) is %s to npm, %s to syslog, %s to Pino, number %i',
  (name, severity, ofNpm, ofSyslog, ofPino, number) => {
    expect(severityOfName(name)).toBe(severity);
    expect(severityOfName(name.toUpperCase())).toBe(severity);
    expect(levelInSet(name, npm.levels)).toBe(ofNpm);
    expect(levelInSet(name, syslog.levels)).toBe(ofSyslog);
    expect(levelInSet(name, pino.levels.values)).toBe(ofPino);
    expect(numberOfSeverity(severity)).toBe(number);
  },
);

test.each(Object.entries(pino.levels.values))('K39 Pino %s goes to a severity and back', (name, number) => {
  expect(severityOfNumber(number)).toBe(severityOfName(name));
  expect(numberOfSeverity(severityOfNumber(number))).toBe(number);
  expect(nameOfSeverity(severityOfNumber(number))).toBe(name);
});

test.each([
  ['npm', npm.levels],
  ['syslog', syslog.levels],
  ['cli', cli.levels],
])('K39 every level of %s has a severity, the first rank at least as grave as the last', (_, levels) => {
  const severities = Object.keys(levels).map((level) => severityOfRank(level, levels));
  expect(severities.every((severity) => severity >= 1 && severity <= 24)).toBe(true);
  expect(severities[0]).toBeGreaterThan(severities.at(-1) as number);
});

test.each([
  ['the gravest is as error', 'doom', 17],
  ['the middle is between', 'so-so', 9],
  ['the least is as trace', 'chatter', 1],
  ['a known name keeps its meaning', 'warn', 13],
  ['a name outside the set is as info', 'other', 9],
])('K39 in a custom set %s', (_, level, severity) => {
  expect(severityOfRank(level, { doom: 0, 'so-so': 1, chatter: 2, warn: 1 })).toBe(severity);
});

test('K39 a name that no world knows has no counterpart, unless the set has it', () => {
  expect(levelInSet('sparkle', npm.levels)).toBeUndefined();
  expect(levelInSet('sparkle', { sparkle: 0 })).toBe('sparkle');
});
