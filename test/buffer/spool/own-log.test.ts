import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countOf, halve } from '../../../src/core/chunk.js';
import { pickLines } from '../../../src/delivery/pick-lines.js';
import { createFakeClock } from '../../kit/fake-clock.js';
import { bytesBelow, filesBelow } from '../../kit/spool-files.js';
import { type Life, openLife, textsOf } from '../../kit/spooling.js';
import { freshDirectory } from './segment-stage.js';

const put = (life: Life, group: string, from: number, to: number): void => {
  for (let n = from; n < to; n += 1) life.put(group, { n });
};
const numbers = (texts: readonly string[]): number[] => texts.map((text) => (JSON.parse(text) as { n: number }).n);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** What a fresh run finds. */
const heirOf = async (dead: Life, directory: string): Promise<{ readonly numbers: number[]; readonly life: Life }> => {
  dead.crash();
  const life = await openLife({ directory });
  return { numbers: numbers(await life.drain()), life };
};

describe('the log that is written', () => {
  test('bytes that it tells of are those of its files, heads included', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, spool: { maxBytes: 256 * 1024 } });
    for (const group of ['a', 'b', 'c']) put(life, group, 0, 400);
    expect(filesBelow(directory, '.seg').length).toBeGreaterThan(1);
    expect(life.buffer.disk?.report().bytes).toBe(bytesBelow(directory, '.seg'));
    await life.drain();
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });

  test('a relaxed lane: what came back is written before what is still out and newer', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, settings: { ordering: 'relaxed' }, spool: { mode: 'spill' } });
    put(life, 'a', 0, 10);
    const [older, newer] = [life.take(), life.take()];
    older?.settle([older.chunk], life.clock.now + 60_000);
    life.setAway(true);
    expect(newer && countOf(newer.chunk)).toBe(5);
    const heir = await heirOf(life, directory);
    expect(heir.numbers.toSorted((a, b) => a - b)).toEqual(upTo(10));
    await heir.life.close();
  });

  test('lines that were picked out of a chunk that was on disk in part are not written again, and none of the others is missing', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, settings: { chunkSize: 6 } });
    put(life, 'a', 0, 3);
    life.disk.fail('writeSync', { code: 'EIO', times: 3 });
    put(life, 'a', 3, 6);
    const lease = life.take();
    if (lease === undefined) throw new Error('nothing to take');
    life.delivered(lease, pickLines(lease.chunk, [1, 3]));
    lease.settle([pickLines(lease.chunk, [0, 2, 4, 5])], life.clock.now + 60_000);
    life.disk.heal();
    await life.advance(10_000);
    put(life, 'a', 6, 7);
    const heir = await heirOf(life, directory);
    expect(heir.numbers).toEqual([0, 2, 4, 5, 6]);
    heir.life.expectBalanced();
    await heir.life.close();
  });

  test('nor do they keep their segment once they are delivered', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, settings: { chunkSize: 6 } });
    put(life, 'a', 0, 3);
    life.disk.fail('writeSync', { code: 'EIO', times: 3 });
    put(life, 'a', 3, 6);
    const lease = life.take();
    if (lease === undefined) throw new Error('nothing to take');
    life.delivered(lease, pickLines(lease.chunk, [1, 3]));
    lease.settle([pickLines(lease.chunk, [0, 2, 4, 5])], life.clock.now + 10_000);
    life.disk.heal();
    await life.advance(2000);
    put(life, 'a', 6, 7);
    expect(numbers(await life.drain())).toEqual([0, 2, 4, 5, 6]);
    await life.advance(5000);
    expect(life.buffer.disk?.report().bytes).toBe(0);
    await life.close();
  });

  test('what was delivered of a chunk before it was written as a whole does not come again, nor keep the segment', async () => {
    for (const dies of [true, false]) {
      const directory = freshDirectory();
      const life = await openLife({ directory, spool: { mode: 'spill' } });
      put(life, 'a', 0, 5);
      const lease = life.take();
      if (lease === undefined) throw new Error('nothing to take');
      const [left, right] = halve(lease.chunk);
      lease.sending(left);
      life.delivered(lease, left);
      life.setAway(true);
      lease.settle([right]);
      expect(bytesBelow(directory, '.seg')).toBeGreaterThan(0);
      if (dies) {
        const heir = await heirOf(life, directory);
        expect(heir.numbers).toEqual([3, 4]);
        await heir.life.close();
      } else {
        expect(numbers(await life.drain())).toEqual([3, 4]);
        await life.advance(5000);
        expect(life.buffer.disk?.report().bytes).toBe(0);
        await life.close();
      }
    }
  });

  test('what was not sent, and went back to disk, is sent under the id that it had when it went out before', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, spool: { mode: 'spill' } });
    put(life, 'a', 0, 1);
    life.buffer.cutAll('flush');
    const first = life.take();
    first?.sending(first.chunk);
    first?.settle([first.chunk]);
    const second = life.take();
    expect(second?.wasSent).toBe(true);
    put(life, 'a', 1, 2);
    second?.settle([second.chunk]);
    await life.close();
    const next = await openLife({ directory });
    const again = next.take();
    expect([again?.chunk.id, again?.wasSent, again && textsOf(again.chunk).length]).toEqual([first?.chunk.id, true, 1]);
    again?.settle([again.chunk]);
    await next.drain();
    await next.close();
  });
});

describe('a disk in trouble', () => {
  test('is tried again though nothing comes in: what is in memory is saved, in order', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory });
    life.disk.limitSpace(0);
    put(life, 'a', 0, 12);
    expect(bytesBelow(directory, '.seg')).toBe(0);
    life.disk.heal();
    await life.advance(6000);
    expect(life.buffer.disk?.report().state).toBe('ok');
    const heir = await heirOf(life, directory);
    expect(heir.numbers).toEqual(upTo(12));
    await heir.life.close();
  });

  test('many deliveries meanwhile do not make the pause longer', async () => {
    const life = await openLife({ directory: freshDirectory() });
    put(life, 'a', 0, 50);
    life.disk.fail('writeSync', { code: 'EIO', times: 1e6 });
    for (let lease = life.take(); lease !== undefined; lease = life.take()) {
      lease.sending(lease.chunk);
      life.delivered(lease, lease.chunk);
      lease.settle([]);
    }
    life.disk.heal();
    await life.advance(1000);
    put(life, 'a', 50, 51);
    expect(life.buffer.disk?.report().state).toBe('ok');
    await life.drain();
    await life.close();
  });

  test('D21 a write that took too long is the last for a while; memory goes on', async () => {
    const clock = createFakeClock();
    let lag = 0;
    const life = await openLife({
      directory: freshDirectory(),
      clock: {
        ...clock,
        get now() {
          return clock.now;
        },
        monotonic: () => clock.now + lag,
      },
    });
    put(life, 'a', 0, 5);
    life.disk.beforeEach((name) => {
      if (name === 'writeSync') lag += 1500;
    });
    put(life, 'a', 5, 10);
    const writes = life.disk.calls('writeSync');
    put(life, 'a', 10, 100);
    expect(life.disk.calls('writeSync')).toBe(writes);
    expect(life.buffer.disk?.report().state).toBe('away');
    expect(life.events).toContainEqual({ type: 'disk', state: 'away', reason: 'slow' });
    life.disk.beforeEach(() => {});
    await life.advance(6000);
    expect(life.buffer.disk?.report().state).toBe('ok');
    expect(numbers(await life.drain())).toEqual(upTo(100));
    await life.close();
  });

  test('a directory that is gone is made anew; of a chunk that was delivered in part meanwhile nothing stays behind for ever', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory });
    put(life, 'a', 0, 5);
    const lease = life.take();
    if (lease === undefined) throw new Error('nothing to take');
    const [left, right] = halve(lease.chunk);
    lease.sending(left);
    life.delivered(lease, left);
    rmSync(life.path(), { recursive: true });
    await life.advance(5000);
    put(life, 'a', 5, 7);
    life.delivered(lease, right);
    lease.settle([]);
    expect(numbers(await life.drain())).toEqual([5, 6]);
    await life.advance(5000);
    expect(life.buffer.disk?.report().bytes).toBe(0);
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });
});
