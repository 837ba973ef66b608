import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesBelow, filesBelow } from '../../kit/spool-files.js';
import { type Life, openLife } from '../../kit/spooling.js';
import { freshDirectory } from './segment-stage.js';

const KIB = 1024;
const A_DAY_MS = 24 * 3_600_000;
const spool = { maxBytes: 512 * KIB };
const key = () => ({ id: 'k', key: Buffer.alloc(32, 'k') });

const numbers = (texts: readonly string[], group: string): number[] =>
  texts.map((text) => JSON.parse(text) as { g: string; n: number }).flatMap(({ g, n }) => (g === group ? [n] : []));
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

const hold = (life: Life): void => {
  const lease = life.take();
  lease?.sending(lease.chunk);
  lease?.settle([lease.chunk], life.clock.now + A_DAY_MS);
};

/** A tenant that the collector refuses logs one record now and then; what the other logs is delivered. */
const live = async (life: Life, rounds: number, first = 0): Promise<void> => {
  for (let round = first; round < first + rounds; round += 1) {
    for (let n = 0; n < 5; n += 1) life.put('held', { n: round * 5 + n });
    if (round === first) hold(life);
    for (let n = 0; n < 60; n += 1) life.put('served', { n: round * 60 + n, p: 'x'.repeat(1000) });
    await life.settle();
    for (let lease = life.take(); lease !== undefined; lease = life.take()) {
      life.delivered(lease, lease.chunk);
      lease.settle([]);
      await life.settle();
    }
    await life.advance(5000);
    await compacted(life);
  }
};

/** One segment after the other. */
const compacted = async (life: Life): Promise<void> => {
  for (let turn = 0; turn < 8; turn += 1) await life.settle();
};

describe('a group that cannot be delivered', () => {
  test.each([
    ['plain', undefined],
    ['encrypted', key],
  ])('keeps its own records on disk and little else, however much the others log (%s)', async (_how, encryptionKey) => {
    const directory = freshDirectory();
    const life = await openLife({ directory, spool, encryptionKey });
    await live(life, 60);
    expect(life.dropped()).toBe(0);
    expect(life.buffer.disk?.report().bytes).toBe(bytesBelow(directory, '.seg'));
    expect(bytesBelow(directory, '.seg')).toBeLessThan(256 * KIB);
    life.expectBalanced();
    await life.advance(A_DAY_MS);
    expect(numbers(await life.drain(), 'held')).toEqual(upTo(300));
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });

  test('is found whole by the next run, under the ids that it went out with, and nothing is taken for damage', async () => {
    const directory = freshDirectory();
    const dead = await openLife({ directory, spool });
    await live(dead, 40);
    dead.crash();
    const life = await openLife({ directory, spool });
    const texts = await life.drain();
    expect(numbers(texts, 'held')).toEqual(upTo(200));
    expect(life.dropped()).toBe(0);
    expect(life.recovered()).toBe(texts.length);
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });

  test('is compacted in an adopted log too', async () => {
    const directory = freshDirectory();
    const dead = await openLife({ directory, spool: { maxBytes: 4096 * KIB } });
    for (let n = 0; n < 20; n += 1) dead.put('held', { n });
    for (let n = 0; n < 250; n += 1) dead.put('served', { n, p: 'x'.repeat(1000) });
    dead.crash();
    const life = await openLife({ directory, spool });
    await life.settle();
    hold(life);
    for (let lease = life.take(); lease !== undefined; lease = life.take()) {
      life.delivered(lease, lease.chunk);
      lease.settle([]);
      await life.settle();
    }
    const before = bytesBelow(directory, '.seg');
    await life.advance(5000);
    await compacted(life);
    expect([before > 200 * KIB, bytesBelow(directory, '.seg') < 10 * KIB]).toEqual([true, true]);
    await life.advance(A_DAY_MS);
    expect(numbers(await life.drain(), 'held')).toEqual(upTo(20));
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });
});

describe('a copy that fails', () => {
  test.each([
    ['is not begun', 'openSync', 'ENOSPC', 'compacted'],
    ['is not written', 'writeSync', 'ENOSPC', 'compacted'],
    ['is not synced', 'fdatasync', 'EIO', 'compacted'],
    ['is not renamed', 'renameSync', 'EACCES', 'compacted'],
    ['is not read', 'read', 'EIO', '.seg'],
  ] as const)('and %s leaves all as it was', async (_how, operation, code, part) => {
    const directory = freshDirectory();
    const life = await openLife({ directory, spool });
    life.disk.fail(operation, { code, times: 1e6, when: (path) => path.includes(part) });
    await live(life, 8);
    expect(life.dropped()).toBe(0);
    expect(filesBelow(directory, 'compacted.new')).toEqual([]);
    life.disk.heal();
    await life.advance(A_DAY_MS);
    await compacted(life);
    expect(numbers(await life.drain(), 'held')).toEqual(upTo(40));
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });

  test.each(['openSync', 'writeSync', 'fdatasync', 'renameSync'] as const)(
    'for the process is killed at its %s loses nothing',
    async (operation) => {
      const directory = freshDirectory();
      const dead = await openLife({ directory, spool });
      let isArmed = false;
      dead.disk.beforeEach((name) => {
        if (isArmed && name === operation && readdirSync(dead.path()).includes('compacted.new'))
          throw Object.assign(new Error('killed'), { code: 'EIO' });
        if (isArmed && name === 'unlinkSync') throw Object.assign(new Error('killed'), { code: 'EIO' });
      });
      await live(dead, 7);
      isArmed = true;
      await dead.advance(5000);
      await compacted(dead);
      dead.crash();
      const life = await openLife({ directory, spool });
      expect(numbers(await life.drain(), 'held')).toEqual(upTo(35));
      expect(life.dropped()).toBe(0);
      await life.close();
      expect(filesBelow(directory)).toEqual([]);
    },
  );

  test('a copy that somebody left is no hindrance', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, spool });
    writeFileSync(join(life.path(), 'compacted.new'), 'left over');
    await live(life, 30);
    expect(bytesBelow(directory, '.seg')).toBeLessThan(256 * KIB);
    await life.close();
    expect(filesBelow(directory, 'compacted.new')).toEqual([]);
  });
});
