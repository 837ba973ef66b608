import { describe, expect, test } from 'vitest';
import { bytesBelow, filesBelow } from '../../kit/spool-files.js';
import { type Life, openLife, textsOf } from '../../kit/spooling.js';
import { freshDirectory } from './segment-stage.js';

const KIB = 1024;
const HOUR_MS = 3_600_000;
const spool = { maxBytes: 256 * KIB };

const put = (life: Life, group: string, from: number, to: number, padding = 700): void => {
  for (let n = from; n < to; n += 1) expect(life.put(group, { n, p: 'x'.repeat(padding) })).toBe('accepted');
};
const numbers = (texts: readonly string[]): number[] => texts.map((text) => (JSON.parse(text) as { n: number }).n);
const span = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

describe('a spool that is full', () => {
  test('gives up what is oldest, a segment at a time, in memory and on disk, and keeps within its quota', async () => {
    const directory = freshDirectory();
    const life = await openLife({ directory, spool });
    put(life, 'a', 0, 1000);
    await life.settle();
    expect(bytesBelow(directory, '.seg')).toBeLessThanOrEqual(spool.maxBytes + KIB);
    const kept = numbers(await life.drain());
    expect(kept).toEqual(span(1000 - kept.length, 1000));
    expect(life.dropped('evicted')).toBe(1000 - kept.length);
    expect(kept.length).toBeGreaterThan(250);
    life.expectBalanced();
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });

  test('never gives up what is in flight', async () => {
    const life = await openLife({ directory: freshDirectory(), spool });
    put(life, 'a', 0, 5);
    const lease = life.take();
    if (lease === undefined) throw new Error('nothing to take');
    lease.sending(lease.chunk);
    put(life, 'a', 5, 1000);
    life.delivered(lease, lease.chunk);
    lease.settle([]);
    expect(numbers(textsOf(lease.chunk))).toEqual(span(0, 5));
    const rest = numbers(await life.drain());
    expect(rest.length + life.dropped('evicted')).toBe(995);
    life.expectBalanced();
    await life.close();
  });

  test('gives up the first records of a chunk that went out: the others have another id than the whole', async () => {
    const life = await openLife({ directory: freshDirectory(), spool, settings: { chunkSize: 60, maxChunkBytes: 64 * KIB } });
    put(life, 'b', 0, 30, 900);
    put(life, 'a', 0, 60, 400);
    await life.settle();
    const sent = [life.take(), life.take()];
    const lease = sent.find((one) => one?.chunk.group.key === 'a');
    if (lease === undefined) throw new Error('nothing of a to take');
    lease.sending(lease.chunk);
    for (const one of sent) one?.settle([one.chunk], life.clock.now + HOUR_MS);
    put(life, 'c', 0, 300);
    await life.advance(HOUR_MS);
    for (let again = life.take(); again !== undefined; again = life.take()) {
      if (again.chunk.id === lease.chunk.id) expect(textsOf(again.chunk)).toEqual(textsOf(lease.chunk));
      life.delivered(again, again.chunk);
      again.settle([]);
      await life.settle();
    }
    expect(life.dropped('evicted')).toBeGreaterThan(0);
    life.expectBalanced();
    await life.close();
  });

  test('drop-newest keeps what is there, and refuses what comes', async () => {
    const life = await openLife({ directory: freshDirectory(), spool, settings: { overflow: 'drop-newest' } });
    const admissions = span(0, 1000).map((n) => life.put('a', { n, p: 'x'.repeat(700) }));
    const accepted = admissions.filter((admission) => admission === 'accepted').length;
    expect([...new Set(admissions)]).toEqual(['accepted', 'full']);
    expect(life.dropped()).toBe(0);
    expect(numbers(await life.drain())).toEqual(span(0, accepted));
    await life.close();
  });
});

test('records that waited longer than maxAgeMs are given up as expired, those of an earlier run too', async () => {
  const directory = freshDirectory();
  const settings = { spool: { ...spool, maxAgeMs: 24 * HOUR_MS } };
  const dead = await openLife({ directory, ...settings });
  put(dead, 'old', 0, 100);
  dead.crash();
  const life = await openLife({ directory, ...settings });
  // Files are as old as the disk says; the calendar of a test begins earlier.
  life.clock.setWallTime(Date.now());
  put(life, 'young', 0, 10);
  const lease = life.take();
  lease?.settle([lease.chunk], life.clock.now + 100 * HOUR_MS);
  await life.advance(23 * HOUR_MS);
  expect(life.dropped('expired')).toBe(0);
  await life.advance(2 * HOUR_MS);
  expect(life.dropped('expired')).toBeGreaterThanOrEqual(95);
  life.expectBalanced();
  await life.drain();
  await life.close();
  expect(filesBelow(directory)).toEqual([]);
});
