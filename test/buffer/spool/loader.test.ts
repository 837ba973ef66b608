import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countOf } from '../../../src/core/chunk.js';
import { filesBelow } from '../../kit/spool-files.js';
import { type Life, openLife } from '../../kit/spooling.js';
import { freshDirectory } from './segment-stage.js';

const put = (life: Life, group: string, count: number, padding = 0): void => {
  for (let n = 0; n < count; n += 1) life.put(group, { n, p: 'x'.repeat(padding) });
};

/** So that all of it is on disk only. */
const stowed = async (directory: string, ...groups: readonly string[]): Promise<Life> => {
  const life = await openLife({ directory, spool: { mode: 'spill' } });
  // One chunk of each group is out: what comes behind it need not be in memory.
  for (const group of groups) put(life, group, 100, 700);
  return life;
};

const numbers = (texts: readonly string[], group: string): number[] =>
  texts.map((text) => JSON.parse(text) as { g: string; n: number }).flatMap(({ g, n }) => (g === group ? [n] : []));

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('what is on disk only', () => {
  test('comes back in order, whatever the order in which its groups went to disk', async () => {
    const life = await stowed(freshDirectory(), 'a', 'b', 'c');
    expect(life.buffer.ledger.spooled).toBeGreaterThan(200);
    const texts = await life.drain();
    for (const group of ['a', 'b', 'c']) expect(numbers(texts, group)).toEqual(upTo(100));
    life.expectBalanced();
    await life.close();
  });

  test('that cannot be read for want of file descriptors is not lost: it is read as soon as it can be', async () => {
    const life = await stowed(freshDirectory(), 'a');
    life.disk.fail('open', { code: 'EMFILE', times: 1000 });
    const first = await life.deliver();
    await life.advance(60_000);
    expect([life.dropped(), life.buffer.ledger.spooled]).toEqual([0, 100 - first.length]);
    life.disk.heal();
    expect(numbers([...first, ...(await life.drain())], 'a')).toEqual(upTo(100));
    await life.close();
  });

  test('is not given up while the disk gives nothing at all', async () => {
    const life = await stowed(freshDirectory(), 'a');
    life.disk.fail('read', { code: 'EIO', times: 1e6 });
    const first = await life.deliver();
    await life.advance(60_000);
    expect([life.dropped(), life.buffer.ledger.spooled]).toEqual([0, 100 - first.length]);
    life.disk.heal();
    expect(numbers([...first, ...(await life.drain())], 'a')).toEqual(upTo(100));
    await life.close();
  });

  test('one segment that cannot be read holds up nobody whose records lie in another', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, spool: { maxBytes: 256 * 1024 } });
    put(life, 'a', 60, 700);
    put(life, 'b', 60, 700);
    const [first] = filesBelow(directory, '.seg').toSorted();
    life.disk.fail('open', { code: 'EIO', times: 1e6, when: (path) => path === first });
    const texts = [...(await life.deliver())];
    for (let round = 0; round < 10; round += 1) {
      await life.advance(5000);
      texts.push(...(await life.deliver()));
    }
    expect(numbers(texts, 'b')).toEqual(upTo(60));
    expect(life.dropped()).toBe(0);
    life.disk.heal();
    texts.push(...(await life.drain()));
    expect(numbers(texts, 'a')).toEqual(upTo(60));
    await life.close();
  });

  test('and was deleted is counted as corrupt, and what lies elsewhere is delivered', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, spool: { maxBytes: 256 * 1024 } });
    put(life, 'a', 120, 700);
    const files = filesBelow(directory, '.seg').toSorted();
    expect(files.length).toBeGreaterThan(2);
    rmSync(files[1] ?? '');
    const texts = await life.drain();
    expect(numbers(texts, 'a')).toEqual(numbers(texts, 'a').toSorted((a, b) => a - b));
    expect(texts.length + life.dropped('corrupt')).toBe(120);
    expect(life.dropped('corrupt')).toBeGreaterThan(0);
    life.expectBalanced();
    await life.close();
  });

  test('and went out before is read to its end, though there is no room for all of it', async () => {
    const directory = freshDirectory();
    const settings = { chunkSize: 60, maxChunkBytes: 100_000 };
    const dead = await openLife({ directory, settings });
    put(dead, 'a', 60, 1000);
    await dead.settle();
    const lease = dead.take();
    lease?.sending(lease.chunk);
    dead.crash();
    const life = await openLife({ directory, settings });
    put(life, 'b', 20, 1000);
    await life.settle();
    const again = life.take();
    expect([again?.chunk.id, again?.wasSent, again && countOf(again.chunk)]).toEqual([
      lease?.chunk.id ?? 'none',
      true,
      lease && countOf(lease.chunk),
    ]);
    expect(again && countOf(again.chunk)).toBeGreaterThan(50);
    again?.settle([again.chunk]);
    await life.drain();
    await life.close();
  });
});
