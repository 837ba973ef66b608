import { setImmediate as immediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import winston from 'winston';
import TransportStream from 'winston-transport';
import { getContext, runWithContext } from '../../src/context/scope.js';
import { winstonContext } from '../../src/context/winston-context.js';
import { type Line, ownLines, REQUESTS, runRequests } from './requests.js';

const MESSAGE = Symbol.for('message');

/** Keeps the formatted line of each record; `all` settles when every request has logged its line. */
const capturing = () => {
  const lines: (Line & Record<string, unknown>)[] = [];
  let tellAll = () => {};
  const all = new Promise<void>((resolve) => {
    tellAll = resolve;
  });
  const transport = new TransportStream({
    log: (info: { [MESSAGE]: string }, done) => {
      lines.push(JSON.parse(info[MESSAGE]));
      if (lines.length === REQUESTS) tellAll();
      done();
    },
  });
  return { lines, transport, all };
};

/** Holds its callback over some turns of the loop, so that Winston holds records back for later. */
const slow = () =>
  new TransportStream({
    log: (_, done) => {
      immediate()
        .then(() => immediate())
        .then(done);
    },
  });

const loggerWith = (defaultMeta: unknown, format: winston.Logform.Format) => {
  const { lines, transport, all } = capturing();
  return { logger: winston.createLogger({ defaultMeta, format, transports: [slow(), transport] }), lines, all };
};

const waysToLog: [string, (logger: winston.Logger, id: number) => void][] = [
  ['info(object)', (logger, id) => logger.info({ message: 'm', id })],
  ['info(message, meta)', (logger, id) => logger.info('m', { id })],
  ['log(level, message, meta)', (logger, id) => logger.log('info', 'm', { id })],
  ['log(level, object)', (logger, id) => logger.log('info', { message: 'm', id } as never)],
  ['log({ level, message })', (logger, id) => logger.log({ level: 'info', message: 'm', id })],
  ['log(level, message with tokens, values)', (logger, id) => logger.log('info', '%s', id, { id })],
  ['child().info(message)', (logger, id) => logger.child({ id }).info('m')],
  ['child().info(object)', (logger, id) => logger.child({ from: 'child' }).info({ message: 'm', id })],
  ['child().log(level, message, meta)', (logger, id) => logger.child({ from: 'child' }).log('info', 'm', { id })],
  ['child().child().info(message, meta)', (logger, id) => logger.child({ from: 'child' }).child({ of: 'child' }).info('m', { id })],
];

test.each(waysToLog)('beside a slow transport, 200 of 200 lines of %s carry their own request', async (_, log) => {
  const { logger, lines, all } = loggerWith(
    winstonContext({ service: 'shop' }),
    winston.format.combine(winston.format.splat(), winston.format.json()),
  );
  await runRequests((id) => log(logger, id));
  await all;
  expect(lines).toHaveLength(REQUESTS);
  expect(ownLines(lines)).toBe(REQUESTS);
  expect(lines.every((line) => line['service'] === 'shop' && line['level'] === 'info')).toBe(true);
});

test('a format reads the context too late: the scenario tells right from wrong', async () => {
  const late = winston.format((info) => Object.assign(info, getContext()));
  const { logger, lines, all } = loggerWith(undefined, winston.format.combine(late(), winston.format.json()));
  await runRequests((id) => logger.info('m', { id }));
  await all;
  expect(ownLines(lines)).toBeLessThan(REQUESTS / 2);
});

test.each([1, 2])('a logger that is itself a child of the context reads it in each call (%s)', async (n) => {
  const { lines, transport } = capturing();
  const logger = winston.createLogger({ transports: [transport] }).child(winstonContext());
  runWithContext({ n }, () => logger.info('m', { own: true }));
  expect(lines).toEqual([{ level: 'info', message: 'm', own: true, n }]);
});

test('A12 meta fields of the call stand beside the context, and win over it', () => {
  const { lines, transport } = capturing();
  const logger = winston.createLogger({ defaultMeta: winstonContext({ service: 'shop', user: 'nobody' }), transports: [transport] });
  runWithContext({ user: 'ann', requestId: 'r1' }, () => logger.warn('m', { requestId: 'mine', more: 1 }));
  logger.info('m');
  expect(lines).toEqual([
    { level: 'warn', message: 'm', service: 'shop', user: 'ann', requestId: 'mine', more: 1 },
    { level: 'info', message: 'm', service: 'shop', user: 'nobody' },
  ]);
});

test('context values named level, message or __proto__ cannot change the record itself', () => {
  const { lines, transport } = capturing();
  const logger = winston.createLogger({ defaultMeta: winstonContext(), transports: [transport] });
  const values = JSON.parse('{"level":"silly","message":"forged","__proto__":{"admin":true},"kept":1}');
  runWithContext({ ...values, [Symbol.for('level')]: 'silly' }, () => logger.info({ message: 'm' }));
  expect(lines).toEqual([{ level: 'info', message: 'm', kept: 1 }]);
});

test('the object can be spread, asked and written to as any defaultMeta', () => {
  const meta = winstonContext({ service: 'shop' });
  meta['version'] = 2;
  runWithContext({ id: 1 }, () => {
    expect({ ...meta }).toEqual({ service: 'shop', version: 2, id: 1 });
    expect('id' in meta && meta['id'] === 1 && !('toString' in meta)).toBe(true);
  });
  expect(Object.keys(meta)).toEqual(['service', 'version']);
});
