import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createMortalFiles } from '../kit/mortal-files.js';
import { bytesBelow, filesBelow } from '../kit/spool-files.js';
import { type Life, openLife } from '../kit/spooling.js';
import { freshSpool } from './disk-stage.js';
import { upTo } from './stage.js';

const KIB = 1024;
const put = (life: Life, count: number, padding = 0): void => {
  for (let n = 0; n < count; n += 1) life.put('a', { n, p: 'x'.repeat(padding) });
};
const numbers = (texts: readonly string[]): number[] => texts.map((text) => (JSON.parse(text) as { n: number }).n);

/** Delivers so many chunks. */
const deliver = async (life: Life, chunks: number): Promise<void> => {
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const lease = life.take();
    if (lease === undefined) throw new Error('nothing to take');
    lease.sending(lease.chunk);
    life.delivered(lease, lease.chunk);
    lease.settle([]);
    await life.settle();
  }
};

describe('D13 the side log', () => {
  test.each([
    ['is missing', (path: string) => rmSync(path)],
    ['is empty', (path: string) => truncateSync(path, 0)],
    ['is torn', (path: string) => truncateSync(path, readFileSync(path).length - 7)],
    ['is noise', (path: string) => writeFileSync(path, Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7919) % 251)))],
    ['has one bad entry', (path: string) => writeFileSync(path, flipped(readFileSync(path), 70))],
    ['was written by a version to come', (path: string) => writeFileSync(path, withType(readFileSync(path), 9))],
    ['is a hundred times too long', (path: string) => writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(5_000_000)]))],
  ])('%s: nothing is lost, and no more comes twice than was delivered', async (_what, damage) => {
    const directory = freshSpool();
    const dead = await openLife({ directory });
    put(dead, 40);
    await deliver(dead, 3);
    dead.crash();
    for (const path of filesBelow(directory, '.side')) damage(path);
    const life = await openLife({ directory });
    const again = numbers(await life.drain());
    expect(again).toEqual(again.toSorted((a, b) => a - b));
    expect(again.filter((n) => n >= 15)).toEqual(upTo(40).slice(15));
    expect(again.length).toBeLessThanOrEqual(40);
    expect(life.dropped()).toBe(0);
    life.expectBalanced();
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });
});

describe('D6 a disk that does not read', () => {
  test('EIO now and then is tried again: nothing is lost', async () => {
    const directory = freshSpool();
    const dead = await openLife({ directory });
    put(dead, 30);
    dead.crash();
    const disk = createMortalFiles();
    disk.fail('read', { code: 'EIO', from: 1, times: 2 });
    disk.fail('read', { code: 'EIO', from: 4, times: 2 });
    const life = await openLife({ directory, disk });
    expect(numbers(await life.drain())).toEqual(upTo(30));
    await life.close();
  });

  test('in some blocks: the records there are counted as corrupt, the rest is delivered, and the file is left as it is', async () => {
    const directory = freshSpool();
    const dead = await openLife({ directory });
    put(dead, 30, 1000);
    dead.crash();
    const disk = createMortalFiles();
    const { read } = disk.files;
    const files = {
      ...disk.files,
      read: async (...[fd, into]: Parameters<typeof read>) => {
        if (into.length > 500 && into.position <= BAD_BLOCK && into.position + into.length > BAD_BLOCK)
          throw Object.assign(new Error('EIO'), { code: 'EIO' });
        return read(fd, into);
      },
    };
    const life = await openLife({ directory, disk: { ...disk, files } });
    const texts = await life.drain();
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.length + life.dropped('corrupt')).toBe(30);
    expect(life.events).toContainEqual({ type: 'left-alone', reason: 'unreadable' });
    life.expectBalanced();
    await life.close();
    expect(filesBelow(directory, '.seg')).toHaveLength(1);
  });
});

test('D19 the quota was lowered below what is there: what is oldest gives way, counted, until the rest fits', async () => {
  const directory = freshSpool();
  const dead = await openLife({ directory, spool: { maxBytes: 2048 * KIB } });
  for (let n = 0; n < 1000; n += 1) dead.put('a', { n, p: 'x'.repeat(700) });
  dead.crash();
  const before = bytesBelow(directory, '.seg');
  const life = await openLife({ directory, spool: { maxBytes: 256 * KIB } });
  for (let n = 1000; n < 1010; n += 1) expect(life.put('a', { n })).toBe('accepted');
  for (let round = 0; round < 20; round += 1) await life.advance(1000);
  expect(before).toBeGreaterThan(700 * KIB);
  expect(bytesBelow(directory, '.seg')).toBeLessThanOrEqual(256 * KIB);
  const got = numbers(await life.drain());
  expect(got.length + life.dropped('evicted')).toBe(1010);
  expect(got.filter((n) => n >= 1000)).toEqual(upTo(1010).slice(1000));
  life.expectBalanced();
  await life.close();
  expect(filesBelow(directory)).toEqual([]);
});

const BAD_BLOCK = 8192;

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

/** Of every entry. */
const withType = (bytes: Buffer, type: number): Buffer => {
  const copy = Buffer.from(bytes);
  for (let at = 4; at < copy.length; at += 32) copy[at] = type;
  return copy;
};
