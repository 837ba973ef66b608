import pino from 'pino';
import { expect, test } from 'vitest';
import { pinoContext } from '../../src/context/pino-context.js';
import { runWithContext } from '../../src/context/scope.js';
import { type Line, ownLines, REQUESTS, runRequests } from './requests.js';

const capturing = (options: pino.LoggerOptions = {}) => {
  const lines: (Line & Record<string, unknown>)[] = [];
  const logger = pino(
    { base: null, timestamp: false, mixin: pinoContext(), ...options },
    { write: (line) => lines.push(JSON.parse(line)) },
  );
  return { lines, logger };
};

const waysToLog: [string, (logger: pino.Logger, id: number) => void][] = [
  ['info(object, message)', (logger, id) => logger.info({ id }, 'm')],
  ['info(object)', (logger, id) => logger.info({ id })],
  ['info(message)', (logger, id) => logger.child({ id }).info('m')],
  ['child().info(object, message)', (logger, id) => logger.child({ from: 'child' }).info({ id }, 'm')],
  ['child().child().info(message)', (logger, id) => logger.child({ from: 'child' }).child({ id }).info('m')],
];

test.each(waysToLog)('200 of 200 lines of %s carry their own request', async (_, log) => {
  const { logger, lines } = capturing();
  await runRequests((id) => log(logger, id));
  expect(lines).toHaveLength(REQUESTS);
  expect(ownLines(lines)).toBe(REQUESTS);
});

test('A12 fields of the call win over an own mixin, which wins over the context', () => {
  const mixin = pinoContext((_, level, { levels }: pino.Logger) => ({
    b: 'mixin',
    c: 'mixin',
    level: undefined,
    at: levels.labels[level],
  }));
  const { logger, lines } = capturing({ mixin });
  runWithContext({ a: 'context', b: 'context', c: 'context' }, () => logger.info({ c: 'call' }, 'm'));
  expect(lines).toEqual([{ level: 30, a: 'context', b: 'mixin', c: 'call', at: 'info', msg: 'm' }]);
});

test('what Pino writes into the mixin result does not reach the next line', () => {
  const { logger, lines } = capturing();
  runWithContext({ id: 1 }, () => {
    logger.info({ first: true }, 'm');
    logger.info('m');
  });
  expect(lines).toEqual([
    { level: 30, id: 1, first: true, msg: 'm' },
    { level: 30, id: 1, msg: 'm' },
  ]);
});

test('context values named level, time or msg are not written twice into a line', () => {
  const text: string[] = [];
  const logger = pino({ base: null, timestamp: false, mixin: pinoContext() }, { write: (line) => text.push(line) });
  runWithContext({ level: 'forged', time: 0, msg: 'forged', kept: 1 }, () => logger.info('m'));
  expect(text).toEqual(['{"level":30,"kept":1,"msg":"m"}\n']);
});
