import { expect, onTestFinished, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { spawnApp } from '../kit/spawn-app.js';
import { inWorker, numbersOf, runProgram, upTo } from './programs.js';

test('B28 two targets of ours in one Pino worker: both get every record, though one collector is away for a while', async () => {
  await using here = await startCollector();
  await using there = await startCollector();
  there.fail({ status: 503, times: 3 });
  await using app = await spawnApp(
    {
      code: `
        import pino from 'pino';
        const targetOf = (url) => ({ target: 'logferry/pino', options: { url, retry: { baseMs: 10 } } });
        const logger = pino(pino.transport({ targets: [targetOf(process.env.HERE), targetOf(process.env.THERE)] }));
        process.on('exit', () => logger);
        for (let n = 0; n < 1000; n += 1) logger.info({ n });`,
    },
    { env: { HERE: here.url, THERE: there.url } },
  );
  expect([await app.exit(), app.stderr]).toEqual([{ code: 0, signal: null }, []]);
  expect([numbersOf(here), numbersOf(there)]).toEqual([upTo(1000), upTo(1000)]);
});

test('B28 two Winston transports of ours on one logger: one dead collector costs the other nothing', async () => {
  await using alive = await startCollector();
  const dead = await startCollector();
  await dead.close();
  await using app = await spawnApp(
    {
      code: `
        import winston from 'winston';
        import { BufferingAsyncTransport } from 'logferry/winston';
        const transports = [process.env.DEAD, process.env.ALIVE].map((url) => new BufferingAsyncTransport({ url }));
        const logger = winston.createLogger({ transports });
        for (let n = 0; n < 1000; n += 1) logger.info('m', { n });
        const [lost, sent] = await Promise.all(transports.map((transport) => transport.close({ timeoutMs: 500 })));
        console.log(JSON.stringify([lost.left, sent.delivered]));`,
    },
    { env: { DEAD: dead.url, ALIVE: alive.url } },
  );
  expect([await app.exit(), app.stderr]).toEqual([{ code: 0, signal: null }, []]);
  expect(JSON.parse(app.stdout[0] ?? '')).toEqual([1000, 1000]);
  expect(numbersOf(alive)).toEqual(upTo(1000));
});

test.each(inWorker)('%s: 3e-B1 3e-B2 3e-B5 3e-B7 3e-B20 bad values cross to the worker as lines, and stop nothing', async (door) => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  await runProgram(
    `const circular = {};
     circular.self = circular;
     const values = [circular, 12n, Buffer.alloc(1000), 'a\\ud800b', 'x'.repeat(50_000_000), 'last'];
     values.forEach((value, n) => log(n, { value }));`,
    { door, collector, options: { maxBufferBytes: 2 ** 28 } },
  );
  expect(numbersOf(collector)).toEqual(upTo(6));
  const values = collector.records.map((record) => (record as { value: unknown }).value);
  expect(values[0]).toMatchObject({ self: '[Circular]' });
  expect([String(values[1]), values[5]]).toEqual(['12', 'last']);
  // Where a logger hands half a character over as it stands, UTF-8 cannot hold it.
  expect(['a\\u{d800}b', 'a\ufffdb']).toContain(values[3]);
  expect(collector.records[4]).toMatchObject({ truncated: true });
});
