import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/buffer/spool/entry.js';
import { rebuild } from '../../../src/buffer/spool/rebuild.js';
import { markOf, merged, rangeOf, runsOf, type Stored, storedOf } from '../../../src/buffer/spool/stored.js';
import { type Chunk, halve, nameOf, packedLines, part, recordIdAt } from '../../../src/core/chunk.js';
import { pickLines } from '../../../src/delivery/pick-lines.js';

const GROUP = { name: '"a"', key: 'a' };
const ENTRY = { group: GROUP, number: 1, log: { name: 'log' } } as unknown as Entry;
const PLACE = { segment: 0, offset: 64 };

const chunkOf = (first: number, count: number): Chunk => {
  const texts = Array.from({ length: count }, (_, index) => `{"n":${first + index}}\n`);
  let end = 0;
  const ends = texts.map(({ length }) => {
    end += length;
    return end;
  });
  const seqs = texts.map((_, index) => first + index);
  const lines = {
    bytes: Buffer.from(texts.join('')),
    ends,
    times: ends,
    severities: ends.map(() => 9),
    kept: { log: 'log', group: 1, seqs },
  };
  return { id: nameOf('log', 1, first), order: 3, group: GROUP, lines, from: 0, to: count, reason: 'count' };
};

const readBack = (stored: Stored): Chunk =>
  rebuild(
    stored,
    Array.from({ length: stored.to - stored.from }, (_, index) => {
      const seq = stored.from + index;
      return { seq, time: 0, severity: 9, bytes: Buffer.from(`{"n":${seq}}\n`) };
    }),
  );

const whole = chunkOf(40, 10);
const [left, right] = halve(whole);

describe('a chunk that went to disk and came back', () => {
  test.each([
    ['whole', whole],
    ['its first half', left],
    ['its second half', right],
    ['a part of a part', part(right, 1, 3)],
    ['one record of it', part(whole, 9, 10)],
  ])('%s has the same id, lines and record ids as before, and so have its parts', (_what, chunk) => {
    const [stored] = storedOf({ entry: ENTRY, chunk, wasSent: true, place: PLACE });
    expect(stored?.wasSent).toBe(true);
    const back = readBack(stored as Stored);
    const told = (one: Chunk) => [one.id, packedLines(one).toString(), recordIdAt(one, 0)];
    expect(told(back)).toEqual(told(chunk));
    expect(halve(back).map(told)).toEqual(halve(chunk).map(told));
  });

  test('with gaps is told as its runs, under names of their own that no other lines ever had', () => {
    const picked = pickLines(whole, [0, 1, 5, 6, 7, 9]);
    expect(runsOf(picked).map(rangeOf)).toEqual([
      [40, 42],
      [45, 48],
      [49, 50],
    ]);
    const all = storedOf({ entry: ENTRY, chunk: picked, wasSent: true, place: PLACE });
    expect(all.map(({ wasSent }) => wasSent)).toEqual([false, false, false]);
    expect(all.flatMap((one) => packedLines(readBack(one)).toString())).toEqual(runsOf(picked).map((run) => packedLines(run).toString()));
    expect(markOf(picked)).toBeUndefined();
  });
});

describe('two neighbours that wait on disk', () => {
  const most = { records: 20, bytes: 1000 };
  const storedAt = (first: number, count: number, over: Partial<Stored> = {}): Stored => ({
    ...(storedOf({ entry: ENTRY, chunk: chunkOf(first, count), wasSent: false, place: PLACE })[0] as Stored),
    ...over,
  });
  test.each([
    ['that never went out are told as one', storedAt(0, 10), storedAt(10, 10), true],
    ['are not when there are others between them', storedAt(0, 10), storedAt(11, 5), false],
    ['are not when they are too many', storedAt(0, 10), storedAt(10, 11), false],
    ['are not when they are too large', storedAt(0, 10, { bytes: 950 }), storedAt(10, 10), false],
    ['are not when the first went out', storedAt(0, 10, { wasSent: true }), storedAt(10, 5), false],
    ['are not when the second went out', storedAt(0, 10), storedAt(10, 5, { wasSent: true }), false],
    ['are not when only one has the name of a part', storedAt(0, 10, { isPart: true }), storedAt(10, 5), false],
    ['are not when one is a part of a chunk that went out', storedAt(0, 10), storedAt(10, 5, { base: 8 }), false],
    ['are when both have names that tell their ends', storedAt(0, 10, { isPart: true }), storedAt(10, 5, { isPart: true }), true],
  ])('%s', (_what, a, b, isOne) => {
    const one = merged(a, b, most);
    expect(one !== undefined).toBe(isOne);
    if (one !== undefined) expect([one.from, one.to, one.bytes, one.place]).toEqual([a.from, b.to, a.bytes + b.bytes, a.place]);
  });
});
