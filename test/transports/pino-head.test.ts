import { Writable } from 'node:stream';
import fc from 'fast-check';
import pino from 'pino';
import { expect, test } from 'vitest';
import { createReadHead } from '../../src/transports/pino-head.js';
import { createReadLevel } from '../../src/transports/pino-levels.js';

const NOW = 1_800_000_000_000;
const readHead = () => createReadHead(createReadLevel(), () => NOW);

const lineOf = (options: pino.LoggerOptions): string => {
  let written = '';
  const logger = pino(
    options,
    new Writable({
      write: (chunk, _, done) => {
        written += String(chunk);
        done();
      },
    }),
  );
  logger.warn({ level: 'mine', time: 'mine' }, 'hello');
  return written;
};

test.each<[string, pino.LoggerOptions]>([
  ['as it comes', {}],
  ['with ISO time', { timestamp: pino.stdTimeFunctions.isoTime }],
  ['with time in seconds', { timestamp: pino.stdTimeFunctions.unixTime }],
  ['with nanoseconds', { timestamp: pino.stdTimeFunctions.isoTimeNano }],
  ['with levels as words', { formatters: { level: (level) => ({ level }) } }],
  [
    'with the names of Elastic',
    { formatters: { level: (level) => ({ 'log.level': level }) }, timestamp: () => `,"@timestamp":"${new Date().toISOString()}"` },
  ],
  [
    'with the names of Google',
    { formatters: { level: (level) => ({ severity: level.toUpperCase() }) }, timestamp: () => `,"timestamp":${Date.now()}` },
  ],
])('a line that Pino wrote %s tells its level and time, whatever fields of that name follow', (_, options) => {
  const before = Date.now();
  const { facts, timed } = readHead()(lineOf(options));
  expect(timed).toBe(true);
  expect(facts.level.toLowerCase()).toBe('warn');
  expect(facts.severity).toBe(13);
  expect(Math.abs(facts.time - before)).toBeLessThan(2000);
});

test('a line without time is not timed, and is of now', () => {
  expect(readHead()('{"level":50,"pid":1,"msg":"x"}')).toEqual({ facts: { level: 'error', severity: 17, time: NOW }, timed: false });
});

test.each([
  ['text', 'plain text'],
  ['broken JSON', '{"level":30,"pid":'],
  ['a number', '17'],
  ['an array', '[{"level":50}]'],
  ['nothing', ''],
  ['numbers that are not JSON', '{"level":007x,"time":1}'],
])('3e-B24 %s is info, of now, and never thrown at', (_, line) => {
  expect(readHead()(line).facts).toEqual({ level: 'info', severity: 9, time: NOW });
});

test('a line too long to be worth a parse is taken as timed', () => {
  expect(readHead()(`{"msg":"${'x'.repeat(1 << 21)}","level":50}`)).toEqual({
    facts: { level: 'info', severity: 9, time: NOW },
    timed: true,
  });
});

test('what was read before never changes what is read next', () => {
  const level = fc.constantFrom(10, 20, 30, 40, 50, 60);
  const time = fc.constantFrom(1_700_000_000_123, 1_700_000_000_12, 1_700_000_000_124);
  const line = fc
    .record({ level, time, rest: fc.constantFrom('}', ',"a":1}', ',"time":5}') })
    .map((head) => `{"level":${head.level},"time":${head.time}${head.rest}`);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const one = readHead();
      for (const text of lines) expect(one(text)).toEqual(readHead()(text));
    }),
  );
});
