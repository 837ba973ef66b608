import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../../src/testing/index.js';
import { canaries, tracesIn } from '../../kit/canary.js';
import { runHeir } from '../../kit/crash-heir.js';
import { until } from '../../kit/until.js';
import { FOREVER, later, temporaryDirectory } from '../spool-stage.js';
import {
  bytesUnder,
  expectArrived,
  expectSilent,
  expectWashedFiles,
  expectWashedRequests,
  refusePoison,
  rejecting,
  runOn,
  startCanary,
} from './canary-stage.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  collector.fail(refusePoison);
  return () => collector.close();
});

const inMemory = { flushIntervalMs: 20, retry: { baseMs: 5, capMs: 20 }, security: rejecting };

test.each(['createHandler', 'Pino, createDestination', 'Pino, createTransport', 'Winston', 'Winston, worker'] as const)(
  'A45 after SIGKILL the journal of %s holds every record and no secret, and so does what a later run delivers of it',
  async (door) => {
    const directory = temporaryDirectory();
    await using app = await startCanary({ door, options: { ...later, url: collector.url, spool: { directory }, security: rejecting } });
    await app.line('traces');
    app.signal('SIGKILL');
    await app.exit();
    expectWashedFiles(directory);
    expectSilent(app);
    await runHeir({ url: collector.url, spool: { directory } });
    expectArrived(app, collector);
    expectWashedRequests(collector);
  },
);

test.each(['createHandler', 'Pino, createTransport'] as const)(
  'A45 what %s spills to disk while the collector is away is washed',
  async (door) => {
    const directory = temporaryDirectory();
    collector.heal();
    collector.fail({ status: 503, times: FOREVER });
    await using app = await startCanary({ door, options: { ...inMemory, url: collector.url, spool: { directory, mode: 'spill' } } });
    await app.line('traces');
    await until(() => bytesUnder(directory).includes('***'), { what: 'records were spilt' });
    expectWashedFiles(directory);
    collector.heal();
    collector.fail(refusePoison);
    await runOn(app);
    expectArrived(app, collector);
    expectWashedRequests(collector);
    expectSilent(app);
  },
);

test('A45 the file that takes the place of the collector is washed, and what it turns over to', async () => {
  const file = join(temporaryDirectory(), 'fallback.log');
  await collector.pause();
  await using app = await startCanary({
    door: 'createHandler',
    options: { ...inMemory, url: collector.url, chunkSize: 2, fallback: { afterMs: 1, to: { file, maxBytes: 1024 } } },
  });
  await until(() => existsSync(`${file}.1`), { what: 'the file turned over' });
  await runOn(app);
  expectWashedFiles(join(file, '..'));
  expectSilent(app);
});

test.each(['stdout', 'stderr'] as const)('A42 A45 what goes to %s in the place of the collector is washed', async (console) => {
  await collector.pause();
  await using app = await startCanary({
    door: 'createHandler',
    options: { ...inMemory, url: collector.url, fallback: { afterMs: 1, to: { console } } },
  });
  await app.line('poison of n***@company.com');
  await runOn(app);
  const records = app[console].filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  expect(records.map(({ n }) => n)).toContain(0);
  expectSilent(app);
});

test.each(['createHandler', 'Pino, createTransport'] as const)(
  'A45 A52 the audit trail of %s shows neither key nor secret',
  async (door) => {
    const file = join(temporaryDirectory(), 'audit.ndjson');
    const key = Buffer.from(canaries.session.repeat(3));
    await using app = await startCanary({
      door,
      options: {
        ...inMemory,
        url: collector.url,
        aggregatorKey: '{fields.tenant|none}',
        security: { ...rejecting, preset: 'audit', audit: { file, key, keyId: 'k1', everyRecords: 3, chain: 'record' } },
      },
    });
    await app.line('traces');
    await runOn(app);
    const trail = readFileSync(file, 'utf8');
    expect(trail).toMatch(/"refused":\{"rejected":1\}.*"signature"/);
    expect(tracesIn(trail)).toEqual([]);
    expectArrived(app, collector);
    expectWashedRequests(collector);
    expectSilent(app);
  },
);

test.each(['Winston', 'Pino, createDestination', 'Pino, target'] as const)(
  'A45 text that is no JSON, sent as lines through %s, is washed',
  async (door) => {
    collector.heal();
    await using app = await startCanary({ door, options: { ...inMemory, url: collector.url, format: 'lines' } });
    await app.line('traces');
    await runOn(app);
    expect(collector.records.length).toBeGreaterThan(15);
    expect(collector.records.some((record) => typeof record === 'string')).toBe(true);
    expectWashedRequests(collector);
    expectSilent(app);
  },
);

const LOOSE = { NODE_ENV: 'development', LOG_LEVEL: 'debug', DEBUG: '*', NODE_DEBUG: 'http,undici,worker', LOGFERRY_DEBUG: '1' };

test.each(['createHandler', 'Winston', 'Pino, target'] as const)(
  'A53 no variable of the environment loosens anything: %s',
  async (door) => {
    const sent = async (env?: typeof LOOSE): Promise<readonly string[]> => {
      collector.clear();
      await using app = await startCanary({ door, options: { ...inMemory, url: collector.url }, ...(env && { env }) });
      await app.line('traces');
      await runOn(app);
      expectSilent(app);
      return collector.records
        .map((record) => JSON.stringify({ ...(record as object), timestamp: 0, time: 0, pid: 0, durationMs: 0 }))
        .toSorted();
    };
    const usual = await sent();
    expect(usual.length).toBeGreaterThan(10);
    expect(tracesIn(usual.join())).toEqual([]);
    expect(await sent(LOOSE)).toEqual(usual);
  },
);
