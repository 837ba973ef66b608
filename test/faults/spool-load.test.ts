import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { bytesBelow } from '../kit/spool-files.js';
import { type Life, openLife } from '../kit/spooling.js';
import { type DiskStage, freshSpool, openDiskStage } from './disk-stage.js';
import { upTo } from './stage.js';

const KIB = 1024;
const MIB = 1024 * KIB;
const MINUTE_MS = 60_000;
const LONG = process.env['LOGFERRY_LONG'] !== undefined;
const FOREVER = Number.POSITIVE_INFINITY;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** What a collection frees of buffers' memory is given back a little later. */
const heapBytes = async (): Promise<number> => {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
};

const groupOf = (record: { readonly fields: Readonly<Record<string, unknown>> }): string => String(record.fields['g']);
const GROUPS = 5;

/** So many records a second, in turn of each group, for so long. */
const logFor = async (stage: DiskStage, { minutes, perSecond, first = 0 }: { minutes: number; perSecond: number; first?: number }) => {
  const padding = 'x'.repeat(200);
  let n = first;
  for (let second = 0; second < minutes * 60; second += 1) {
    for (let index = 0; index < perSecond; index += 1) {
      stage.handler.handle({ level: 'error', message: padding, fields: { n, g: n % GROUPS } });
      n += 1;
    }
    await stage.runFor(1000);
  }
  return n;
};

test(
  `L3 the collector is away for ${LONG ? 24 : 1} hours: memory stays as it is, the quota is kept, the newest are kept, each is counted`,
  async () => {
    const maxBytes = 5 * MIB;
    const stage = await openDiskStage({ overflow: 'drop-oldest', aggregatorKey: groupOf, maxBufferBytes: MIB, spool: { maxBytes } });
    const { handler, collector } = stage;
    await collector.pause();
    let n = await logFor(stage, { minutes: 15, perSecond: 50 });
    const heapBefore = await heapBytes();
    const attempts = handler.stats().attempts;
    const hours = LONG ? 24 : 1;
    for (let quarter = 1; quarter < hours * 4; quarter += 1) {
      n = await logFor(stage, { minutes: 15, perSecond: 50, first: n });
      expect(stage.bytesOnDisk()).toBeLessThanOrEqual(maxBytes * 1.01);
      expect(handler.stats().bytes).toBeLessThanOrEqual(MIB);
    }
    expect((await heapBytes()) - heapBefore).toBeLessThan(3 * MIB);
    const { received, delivered, dropped } = handler.stats();
    expect([received, delivered, Object.keys(dropped)]).toEqual([n, 0, ['evicted']]);
    expect((handler.stats().attempts - attempts) / ((hours * 4 - 1) * 15)).toBeLessThanOrEqual(3);

    await collector.resume();
    const healedAt = stage.clock.now;
    await stage.runUntil(() => collector.records.length > 0);
    expect(stage.clock.now - healedAt).toBeLessThanOrEqual(40_000);
    await stage.runDry();
    const numbers = stage.numbers() as number[];
    expect(numbers.length).toBe(n - (dropped.evicted ?? 0));
    for (const group of upTo(GROUPS)) {
      const ofGroup = numbers.filter((number) => number % GROUPS === group);
      expect(ofGroup).toEqual(upTo(ofGroup.length).map((index) => n - GROUPS * (ofGroup.length - index) + group));
    }
    await stage.closesClean();
  },
  LONG ? 3_600_000 : 120_000,
);

test(
  `C7 401 for ${LONG ? 24 : 1} hours, within the quota: nothing is lost`,
  async () => {
    const stage = await openDiskStage({ aggregatorKey: groupOf, maxBufferBytes: MIB });
    const { handler, collector } = stage;
    collector.fail({ status: 401, times: FOREVER });
    const n = await logFor(stage, { minutes: (LONG ? 24 : 1) * 60, perSecond: LONG ? 5 : 20 });
    expect(handler.stats()).toMatchObject({ delivered: 0, dropped: {} });
    expect(handler.stats().bytes).toBeLessThanOrEqual(MIB);
    collector.heal();
    await stage.runDry();
    expect((stage.numbers() as number[]).toSorted((a, b) => a - b)).toEqual(upTo(n));
    await stage.closesClean();
  },
  LONG ? 3_600_000 : 120_000,
);

describe('L2 a collector that is slower than the app', () => {
  test.each(['drop-oldest', 'drop-newest', 'drop-by-level'] as const)(
    'the spool grows to its quota, then %s decides, and all is counted',
    async (overflow) => {
      const maxBytes = 512 * KIB;
      const life = await openLife({ directory: freshSpool(), spool: { maxBytes }, settings: { overflow, chunkSize: 10 } });
      const accepted = { n: 0, refused: 0 };
      let delivered = 0;
      for (let round = 0; round < 300; round += 1) {
        for (let index = 0; index < 20; index += 1) {
          const severity = index % 2 === 0 ? 9 : 17;
          if (life.put(`g${index % 3}`, { n: accepted.n, p: 'x'.repeat(200) }, severity) === 'accepted') accepted.n += 1;
          else accepted.refused += 1;
        }
        const lease = life.take();
        if (lease !== undefined) {
          delivered += lease.chunk.to - lease.chunk.from;
          life.delivered(lease, lease.chunk);
          lease.settle([]);
        }
        await life.advance(1000);
        expect(bytesBelow(life.path(), '.seg')).toBeLessThanOrEqual(maxBytes * 1.05);
        life.expectBalanced();
      }
      expect(life.buffer.disk?.report().bytes).toBeGreaterThan(maxBytes * 0.7);
      expect(accepted.refused > 0).toBe(overflow !== 'drop-oldest');
      expect(life.dropped('evicted') > 0).toBe(overflow !== 'drop-newest');
      delivered += (await life.drain()).length;
      expect(delivered + life.dropped()).toBe(accepted.n);
      await life.close();
    },
  );
});

describe('L5 a backlog and live traffic', () => {
  const put = (life: Life, group: string, from: number, to: number): void => {
    for (let n = from; n < to; n += 1) life.put(group, { n, p: 'x'.repeat(500) });
  };
  const numbers = (texts: readonly string[], group: string): number[] =>
    texts.map((text) => JSON.parse(text) as { g: string; n: number }).flatMap(({ g, n }) => (g === group ? [n] : []));

  test('a fresh record goes out among the first ten requests, though an earlier run left thousands', async () => {
    const directory = freshSpool();
    const dead = await openLife({ directory, spool: { maxBytes: 8 * MIB } });
    put(dead, 'a', 0, 5000);
    dead.crash();
    const life = await openLife({ directory, spool: { maxBytes: 8 * MIB } });
    life.put('a', { n: 1_000_000 });
    await life.advance(1000);
    const texts: string[] = [];
    for (let request = 0; request < 10; request += 1) {
      const lease = life.take();
      if (lease === undefined) throw new Error('nothing to take');
      texts.push(lease.chunk.lines.bytes.toString());
      lease.sending(lease.chunk);
      life.delivered(lease, lease.chunk);
      lease.settle([]);
      await life.settle();
    }
    expect(texts.some((text) => text.includes('1000000'))).toBe(true);
    const rest = await life.drain();
    expect(numbers(rest, 'a')).toEqual(numbers(rest, 'a').toSorted((a, b) => a - b));
    await life.close();
  });

  test('one group that the collector refuses keeps its own segments, and no others', async () => {
    const directory = freshSpool();
    const life = await openLife({ directory, spool: { maxBytes: 2 * MIB } });
    put(life, 'held', 0, 20);
    const lease = life.take();
    lease?.settle([lease.chunk], 24 * 60 * MINUTE_MS);
    for (let round = 0; round < 40; round += 1) {
      put(life, 'served', round * 200, round * 200 + 200);
      await life.settle();
      for (let next = life.take(); next !== undefined; next = life.take()) {
        life.delivered(next, next.chunk);
        next.settle([]);
        await life.settle();
      }
    }
    expect(life.dropped()).toBe(0);
    expect(life.buffer.disk?.report().bytes).toBeLessThanOrEqual(2 * (256 * KIB + 4 * KIB));
    await life.close();
  });
});
