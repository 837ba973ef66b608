import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { BufferingAsyncHandler } from '../../src/core/handler.js';
import type { HandlerOptions } from '../../src/handler-options.js';
import { startCollector } from '../../src/testing/index.js';
import { createDestination } from '../../src/transports/pino-destination.js';
import { expectBalanced } from '../kit/expect-balanced.js';
import { spawnApp } from '../kit/spawn-app.js';
import { type CollectorStage, openCollectorStage, upTo } from './stage.js';

const KIB = 1024;
/** More than any of the buffers below holds. */
const COUNT = 600;
const TEXT = 'x'.repeat(KIB);

type Where = 'memory' | 'journal' | 'spill';

/** Small buffers: a hundred records in memory, 256 KiB on disk. */
const boundsOf = (where: Where): Partial<HandlerOptions> => {
  if (where === 'memory') return { maxBufferRecords: 100 };
  return { maxBufferBytes: 64 * KIB, spool: { directory: temporaryDirectory(), mode: where, maxBytes: 256 * KIB } };
};

const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-block-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

const openBlocking = (where: Where, options: Partial<HandlerOptions> = {}): Promise<CollectorStage> =>
  openCollectorStage({ overflow: 'block', chunkSize: 50, ...boundsOf(where), ...options });

/** Logs, and waits after each record for room; `handed` grows as it gets on. */
const produce = (handler: BufferingAsyncHandler, numbers: readonly number[]) => {
  const state = { handed: 0, refused: 0, isDone: false };
  const log = async (): Promise<void> => {
    for (const n of numbers) {
      if (handler.handle({ message: TEXT, fields: { n } }) !== 'accepted') state.refused += 1;
      state.handed += 1;
      await handler.accepted();
    }
    state.isDone = true;
  };
  void log();
  return state;
};

const sorted = (numbers: readonly unknown[]): unknown[] => [...numbers].sort((one, other) => Number(one) - Number(other));

describe.each<Where>(['memory', 'journal', 'spill'])('K6 overflow block, %s', (where) => {
  test('who awaits `accepted()` waits while the collector is down, goes on when records left, and loses nothing', async () => {
    const stage = await openBlocking(where);
    const { handler, collector } = stage;
    await collector.pause();
    const producer = produce(handler, upTo(COUNT));
    await stage.runFor(600_000);
    const { handed } = producer;
    expect(handed).toBeGreaterThanOrEqual(where === 'memory' ? 101 : 150);
    expect(handed).toBeLessThanOrEqual(where === 'memory' ? 101 : 450);
    await stage.runFor(600_000);
    expect([producer.handed, producer.isDone]).toEqual([handed, false]);
    expectBalanced(handler);
    await collector.resume();
    await stage.runUntil(() => producer.isDone && handler.stats().delivered === COUNT);
    expect(stage.numbers()).toEqual(upTo(COUNT));
    expect(handler.stats()).toMatchObject({ received: COUNT, accepted: COUNT, dropped: {}, waiting: 0, inFlight: 0, spooled: 0 });
    expect([producer.refused, stage.drops]).toEqual([0, []]);
  });

  test('nor do more senders than there is credit for, for they are let in one after the other', async () => {
    const stage = await openBlocking(where);
    const { handler, collector } = stage;
    await collector.pause();
    const first = produce(handler, upTo(COUNT));
    await stage.runFor(60_000);
    const others = upTo(100).map(async (n) => {
      await handler.accepted();
      return handler.handle({ message: TEXT, fields: { n: COUNT + n } });
    });
    await collector.resume();
    await stage.runUntil(() => first.isDone && handler.stats().delivered === COUNT + 100);
    expect(new Set(await Promise.all(others))).toEqual(new Set(['accepted']));
    expect(sorted(stage.numbers())).toEqual(upTo(COUNT + 100));
    expect(handler.stats().dropped).toEqual({});
  });

  test('R13 `accepted` with a time answers false when it is over, and what is logged all the same is counted and told', async () => {
    const stage = await openBlocking(where);
    const { handler, collector, clock } = stage;
    await collector.pause();
    expect(await handler.accepted({ timeoutMs: 100 })).toBe(true);
    const admissions = { accepted: 0, full: 0, closed: 0 };
    for (const n of upTo(2 * COUNT)) admissions[handler.handle({ message: TEXT, fields: { n } })] += 1;
    expect(admissions.full).toBeGreaterThan(0);
    if (where === 'memory') expect(admissions.accepted).toBe(113);
    const askedAt = clock.now;
    let answer: boolean | undefined;
    void handler.accepted({ timeoutMs: 100 }).then((given) => {
      answer = given;
    });
    await stage.runUntil(() => answer !== undefined);
    expect([answer, clock.now - askedAt]).toEqual([false, 100]);
    expect(handler.stats()).toMatchObject({ accepted: admissions.accepted, dropped: { full: admissions.full } });
    await stage.runFor(2000);
    expect(stage.drops.reduce((sum, { count }) => sum + count, 0)).toBe(admissions.full);
    expect(stage.diagnostics.map(({ code }) => code)).toContain('records-dropped-full');
    await collector.resume();
    await stage.runUntil(() => handler.stats().delivered === admissions.accepted);
    expect(stage.numbers()).toEqual(upTo(admissions.accepted));
    expect(await handler.accepted()).toBe(true);
  });

  test('`drained` waits for the last record, those that came while it waited too', async () => {
    const stage = await openBlocking(where);
    const { handler, collector } = stage;
    let drained = 0;
    const wait = (): void => {
      void handler.drained().then(() => {
        drained += 1;
      });
    };
    wait();
    await stage.runUntil(() => drained === 1);
    await collector.pause();
    await stage.put(50);
    wait();
    await stage.put(50);
    await stage.runFor(60_000);
    expect(drained).toBe(1);
    await collector.resume();
    await stage.runUntil(() => drained === 2);
    expect(handler.stats()).toMatchObject({ delivered: 100, waiting: 0, inFlight: 0, spooled: 0 });
  });

  test('who waits when the handler is closed is let go, and told that there is no room', async () => {
    const stage = await openBlocking(where);
    await stage.collector.pause();
    const producer = produce(stage.handler, upTo(COUNT));
    await stage.runFor(1000);
    expect(producer.isDone).toBe(false);
    const waits = [stage.handler.accepted(), stage.handler.drained()];
    const closed = stage.handler.close({ timeoutMs: 100 });
    await stage.clock.advance(100);
    const { left, spooled } = await closed;
    expect(await Promise.all(waits)).toEqual([false, undefined]);
    expect(await stage.handler.accepted()).toBe(false);
    expect(where === 'memory' ? spooled : left).toBe(0);
    expectBalanced(stage.handler);
  });
});

test.each(['journal', 'spill'] as const)(
  'K6 while the disk is away memory is the bound, and once it is back who waited goes on (%s)',
  async (mode) => {
    const directory = join(temporaryDirectory(), 'not-there-yet');
    const stage = await openBlocking('memory', { spool: { directory, mode } });
    rmSync(directory, { recursive: true });
    writeFileSync(directory, '');
    const { handler, collector } = stage;
    await collector.pause();
    const producer = produce(handler, upTo(COUNT));
    await stage.runFor(60_000);
    expect(handler.getHealthStatus().spool?.state).toBe('away');
    expect(producer.handed).toBeLessThan(COUNT);
    rmSync(directory);
    await stage.runFor(60_000);
    expect([handler.getHealthStatus().spool?.state, producer.isDone]).toEqual(['ok', true]);
    await collector.resume();
    await stage.runUntil(() => handler.stats().delivered === COUNT);
    expect(stage.numbers()).toEqual(upTo(COUNT));
    expect(handler.stats().dropped).toEqual({});
  },
);

test('K6 a program that waits does not come to its end, and loses nothing, for as long as the collector is away', async () => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  collector.fail({ status: 503, times: Number.POSITIVE_INFINITY });
  collector.onRequest(() => {
    if (collector.requests.length === 10) collector.heal();
  });
  await using app = await spawnApp({
    code: `
      import { createHandler } from './src/handler.js';
      const handler = createHandler({ url: '${collector.url}', proxy: false, overflow: 'block', maxBufferRecords: 10,
        closeTimeoutMs: 1, retry: { baseMs: 50, capMs: 50 } });
      for (let n = 0; n < 100; n += 1) {
        handler.handle({ message: 'm', fields: { n } });
        await handler.accepted();
      }
      await handler.drained();
      console.log(JSON.stringify(handler.stats()));`,
  });
  expect(await app.exit()).toMatchObject({ code: 0 });
  expect(JSON.parse(app.stdout[0] ?? '')).toMatchObject({ received: 100, delivered: 100, dropped: {} });
  expect(collector.records.map((record) => (record as { n: number }).n)).toEqual(upTo(100));
});

describe('K6 Pino in process', () => {
  test('logs, awaits `accepted()` of its destination, and loses nothing', async () => {
    const collector = await startCollector();
    onTestFinished(() => collector.close());
    collector.fail({ status: 503, times: 3 });
    const destination = createDestination({
      url: collector.url,
      overflow: 'block',
      maxBufferRecords: 20,
      chunkSize: 10,
      retry: { baseMs: 1, capMs: 1 },
    });
    onTestFinished(() => destination.handler.close().then(() => {}));
    const logger = pino(destination);
    for (const n of upTo(200)) {
      logger.info({ n });
      await destination.handler.accepted();
      expect(destination.handler.stats().waiting + destination.handler.stats().inFlight).toBeLessThanOrEqual(20);
    }
    await destination.handler.drained();
    expect(collector.records.map((record) => (record as { n: number }).n)).toEqual(upTo(200));
    expect(destination.handler.stats()).toMatchObject({ received: 200, delivered: 200, dropped: {} });
  });
});

test('`drained` waits for what an earlier run left on disk, from the first moment on', async () => {
  const spool = { directory: temporaryDirectory() };
  const before = await openCollectorStage({ spool });
  await before.collector.pause();
  await before.put(100);
  const closed = before.handler.close({ timeoutMs: 100 });
  await before.clock.advance(100);
  expect(await closed).toMatchObject({ spooled: 100, left: 0 });
  const { handler, collector, runUntil } = await openCollectorStage({ spool });
  expect(handler.stats()).toMatchObject({ recovered: 0, spooled: 0, waiting: 0 });
  let isDrained = false;
  void handler.drained().then(() => {
    isDrained = true;
  });
  await runUntil(() => isDrained);
  expect([collector.records.length, handler.stats().recovered]).toEqual([100, 100]);
});
