import { beforeEach, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { spawnApp } from '../kit/spawn-app.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

const SEVEN_LOGGERS = `
  import pino from 'pino';
  import winston from 'winston';
  import { createHandler, startFlushTimer } from 'logferry';
  import { createDestination, createTransport } from 'logferry/pino';
  import 'logferry/winston';
  const optionsOf = (door) => ({ url: process.env.COLLECTOR_URL, headers: { 'x-door': door }, flushIntervalMs: 3_600_000 });
  const { BufferingAsync } = winston.transports;
  const ofWinston = (options) => winston.createLogger({ transports: [new BufferingAsync(options)] });
  const ofPino = (stream) => pino(stream);
  const open = () => [
    createHandler(optionsOf('handler')).handle,
    ...[ofWinston(optionsOf('winston')), ofWinston(optionsOf('another winston')), ofWinston({ ...optionsOf('winston worker'), worker: true }),
      ofPino(createDestination(optionsOf('pino'))), ofPino(createTransport(optionsOf('pino createTransport'))),
      ofPino(pino.transport({ target: 'logferry/pino', options: optionsOf('pino transport') }))].map((logger) => (record) => logger.info(record.message)),
  ];`;
const DOORS = 7;

const recordsOfEach = (least: number) => (): boolean => {
  const byDoor = collector.recordsBy('x-door');
  return byDoor.size === DOORS && [...byDoor.values()].every((records) => records.length >= least);
};

test.each([
  ['B13 made before it', 'const doors = open(); startFlushTimer(1);'],
  ['B14 made after it', 'startFlushTimer(1); const doors = open();'],
])('B12 one timer flushes every handler of the process, in every thread, again and again: those %s', async (_what, start) => {
  await using app = await spawnApp(
    { code: `${SEVEN_LOGGERS} ${start} setInterval(() => doors.forEach((log) => log({ message: 'x' })), 100);` },
    { env: { COLLECTOR_URL: collector.url } },
  );
  await collector.waitFor(recordsOfEach(1), { timeoutMs: 10_000 });
  const before = collector.requests.length;
  collector.clear();
  await collector.waitFor(recordsOfEach(5), { timeoutMs: 10_000 });
  expect(before).toBeGreaterThanOrEqual(DOORS);
  expect(app.stderr).toEqual([]);
});

test('B12 the timer keeps nothing alive, and what waits at the end is delivered all the same', async () => {
  await using app = await spawnApp(
    {
      code: `${SEVEN_LOGGERS} startFlushTimer(3600); 
      const doors = open();
      doors.forEach((log) => log({ message: 'x' }));
      process.on('exit', () => doors);` /* A plain pino.transport that nobody holds any more is ended by the garbage collector: Pino's way. */,
    },
    { env: { COLLECTOR_URL: collector.url } },
  );
  expect([await app.exit(), app.stderr]).toEqual([{ code: 0, signal: null }, []]);
  expect(recordsOfEach(1)()).toBe(true);
});
