import { describe, expect, test } from 'vitest';
import { openCollectorStage, upTo } from './stage.js';

/** Drops are told summed up, at most once in this time. */
const A_SECOND = 1000;

const FOREVER = Number.POSITIVE_INFINITY;

test('L7 one record a minute is delivered within the flush interval', async () => {
  const stage = await openCollectorStage({ flushIntervalMs: 5000 });
  const { collector, handler, clock } = stage;
  for (const minute of upTo(10)) {
    handler.handle({ fields: { n: minute } });
    const acceptedAt = clock.now;
    await stage.runUntil(() => collector.records.length === minute + 1);
    expect(clock.now - acceptedAt).toBeLessThanOrEqual(5000);
    await stage.runFor(60_000 - (clock.now - acceptedAt));
  }
  expect(handler.stats()).toMatchObject({ delivered: 10, attempts: 10 });
});

describe.each(['drop-by-level', 'drop-oldest', 'drop-newest'] as const)(
  'L1 ten times more than the buffer holds, overflow %s',
  (overflow) => {
    test('throws nothing, keeps the bound, and accounts for every record', async () => {
      const maxBufferBytes = 1_000_000;
      const stage = await openCollectorStage({ overflow, maxBufferBytes });
      const { collector, handler } = stage;
      await collector.pause();
      const text = 'x'.repeat(250);
      const admissions = { accepted: 0, full: 0, closed: 0 };
      for (let n = 0; n < 35_000; n += 1) {
        admissions[handler.handle({ level: n % 10 === 0 ? 'error' : 'info', message: text, fields: { n } })] += 1;
        if (n % 100 === 0) expect(handler.stats().bytes).toBeLessThanOrEqual(maxBufferBytes * 1.01);
      }
      const { received, accepted, dropped, waiting } = handler.stats();
      expect([received, accepted]).toEqual([35_000, admissions.accepted]);
      expect(Object.keys(dropped).sort()).toEqual(
        { 'drop-by-level': ['evicted', 'level'], 'drop-oldest': ['evicted'], 'drop-newest': ['full'] }[overflow],
      );
      await stage.clock.advance(A_SECOND);
      expect(stage.drops.reduce((sum, { count }) => sum + count, 0)).toBe(received - waiting);
      expect(handler.getHealthStatus().status).toBe('unhealthy');
      await collector.resume();
      await stage.put(0);
      await stage.runDry();
      expect(collector.records).toHaveLength(waiting);
      await stage.recovers();
    });
  },
);

describe('K6 when the buffer is full', () => {
  const fill = async (overflow: 'drop-by-level' | 'drop-oldest' | 'drop-newest') => {
    const stage = await openCollectorStage({ overflow, maxBufferRecords: 100 });
    await stage.collector.pause();
    return stage;
  };

  test('drop-newest keeps the first hundred', async () => {
    const stage = await fill('drop-newest');
    await stage.put(250);
    expect(stage.handler.stats().dropped).toEqual({ full: 150 });
    await stage.collector.resume();
    await stage.runDry();
    expect(stage.numbers()).toEqual(upTo(100));
  });

  test('drop-oldest keeps the last hundred', async () => {
    const stage = await fill('drop-oldest');
    for (const n of upTo(250)) stage.handler.handle({ fields: { n } });
    expect(stage.handler.stats().dropped).toEqual({ evicted: 150 });
    await stage.collector.resume();
    await stage.put(0);
    await stage.runDry();
    expect(stage.numbers()).toEqual(upTo(250).slice(150));
  });

  test('drop-by-level sheds debug from 80 % on and info from 95 %, keeps warnings and errors, then gives up the oldest', async () => {
    const stage = await fill('drop-by-level');
    const { handler } = stage;
    const log = (level: string, count: number): number =>
      upTo(count).filter((n) => handler.handle({ level, fields: { n: `${level} ${n}` } }) === 'accepted').length;
    expect([log('debug', 100), log('info', 100), log('error', 10)]).toEqual([80, 15, 10]);
    expect(handler.stats().dropped).toEqual({ level: 20 + 85, evicted: 5 });
    await stage.collector.resume();
    await stage.put(0);
    await stage.runDry();
    const kept = stage.numbers().map((n) => String(n).split(' ')[0]);
    expect([
      kept.filter((level) => level === 'debug').length,
      kept.filter((level) => level === 'info').length,
      kept.filter((level) => level === 'error').length,
    ]).toEqual([75, 15, 10]);
  });

  test('R13 every record that was not accepted is counted and told, by reason and group', async () => {
    const stage = await openCollectorStage({ overflow: 'drop-newest', maxBufferRecords: 10, aggregatorKey: '{fields.tenant}' });
    await stage.collector.pause();
    for (const n of upTo(30)) stage.handler.handle({ fields: { tenant: n % 2 ? 'odd' : 'even' } });
    expect(stage.handler.stats()).toMatchObject({ received: 30, accepted: 10, dropped: { full: 20 } });
    await stage.clock.advance(A_SECOND);
    await stage.clock.advance(1000);
    const told = (group: string): number =>
      stage.drops.filter((notice) => notice.group === group).reduce((sum, { count }) => sum + count, 0);
    expect([told('"odd"'), told('"even"')]).toEqual([10, 10]);
  });
});

test('R12 a scripted run: 120 delivered, 5 refused, 3 too many, each counter exact', async () => {
  const stage = await openCollectorStage({ chunkSize: 50, maxBufferRecords: 125, overflow: 'drop-newest' });
  const { collector, handler } = stage;
  collector.fail({ refuseRecord: (record) => Number((record as { n: number }).n) % 25 === 7, times: FOREVER });
  await stage.put(128);
  await stage.runDry();
  expect(handler.stats()).toMatchObject({
    received: 128,
    accepted: 125,
    delivered: 120,
    dropped: { refused: 5, full: 3 },
    waiting: 0,
    inFlight: 0,
    groups: 0,
    bytes: 0,
  });
  expect(handler.getHealthStatus()).toMatchObject({ totalMessages: 128, errorCount: 5, failedLogsCount: 5, batchSize: 0 });
  expect(handler.stats().attempts).toBe(collector.requests.length);
});

test('A41 A42 what can never be delivered stays where it can be looked at, and no word about it holds a record', async () => {
  const stage = await openCollectorStage();
  const { collector, handler } = stage;
  collector.fail({ refuseRecord: (record) => (record as { secret?: string }).secret !== undefined, times: FOREVER });
  await stage.put(10);
  await stage.put(2, { secret: 'hunter2' });
  await stage.runDry();
  expect(handler.getFailedLogs().map(({ line }) => JSON.parse(line).n)).toEqual([10, 11]);
  await stage.clock.advance(A_SECOND);
  await stage.clock.advance(1000);
  expect(stage.drops.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  expect(JSON.stringify([stage.diagnostics, stage.drops, handler.getHealthStatus()])).not.toContain('hunter2');
});
