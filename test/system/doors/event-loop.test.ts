import { monitorEventLoopDelay } from 'node:perf_hooks';
import pino from 'pino';
import { beforeEach, expect, test } from 'vitest';
import winston from 'winston';
import { type Collector, startCollector } from '../../../src/testing/index.js';
import { createDestination } from '../../../src/transports/pino.js';
import { BufferingAsyncTransport } from '../../../src/transports/winston.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector({ keep: 'counts' });
  return () => collector.close();
});

const RECORDS = 100_000;
const RECORDS_A_TURN = 100;

/** Logs as a busy app does, some records in each turn of the event loop; answers the 99th percentile of the loop's delay in milliseconds. */
const delayOf = async (log: (number: number) => unknown): Promise<number> => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  for (let number = 0; number < RECORDS; number += 1) {
    log(number);
    if (number % RECORDS_A_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  delay.disable();
  return delay.percentile(99) / 1e6;
};

test('A1 T9 100,000 records through Pino to a collector that stalls delay the event loop by less than 20 ms', async () => {
  collector.fail({ delayMs: 500, times: Number.POSITIVE_INFINITY });
  const destination = createDestination({ url: collector.url, closeTimeoutMs: 0 });
  const logger = pino({}, destination);
  expect(await delayOf((number) => logger.info({ number }, 'x'.repeat(200)))).toBeLessThan(20);
  await destination.handler.close();
});

test('A1 T9 100,000 records through Winston to a collector that stalls delay the event loop by less than 20 ms', async () => {
  collector.fail({ delayMs: 500, times: Number.POSITIVE_INFINITY });
  const transport = new BufferingAsyncTransport({ url: collector.url, closeTimeoutMs: 0 });
  const logger = winston.createLogger({ transports: [transport] });
  expect(await delayOf((number) => logger.info('x'.repeat(200), { number }))).toBeLessThan(20);
  await transport.close();
});
