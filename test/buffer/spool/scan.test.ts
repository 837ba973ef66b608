import { describe, expect, test } from 'vitest';
import type { AdoptedLog } from '../../../src/buffer/spool/adopted-log.js';
import type { Mark } from '../../../src/buffer/spool/entry.js';
import type { Frame } from '../../../src/buffer/spool/frame.js';
import { createRanges } from '../../../src/buffer/spool/ranges.js';
import { createScan } from '../../../src/buffer/spool/scan.js';
import { createSegmentBook } from '../../../src/buffer/spool/segment-book.js';
import { idOf, type Stored } from '../../../src/buffer/spool/stored.js';
import { groupNamed } from '../../../src/grouping/group-of.js';

const groupFrame = (group: number, seq: number): Frame => frame('group', group, seq, JSON.stringify(`g${group}`));
const records = (group: number, ...seqs: readonly number[]): Frame[] => seqs.map((seq) => frame('record', group, seq, `${seq}\n`));
const frame = (type: 'group' | 'record', group: number, seq: number, text: string): Frame => ({
  type,
  group,
  seq,
  offset: 0,
  end: 0,
  time: 0,
  severity: 9,
  bytes: Buffer.from(text),
});
const upTo = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

type Told = { readonly done?: readonly (readonly [number, number])[]; readonly sent?: readonly Mark[]; readonly most?: number };

/** Scans segments, of which each is a list of frames; answers what was found, as `from-to` or `id from-to` for what went out, and what was lost. */
const scanned = (segments: Readonly<Record<number, readonly Frame[]>>, { done = [], sent = [], most = 10 }: Told = {}) => {
  const found: Stored[] = [];
  let lost = 0;
  const book = createSegmentBook(() => {});
  const log = { name: 'log', book } as unknown as AdoptedLog;
  const ranges = createRanges();
  for (const [from, to] of done) ranges.add(from, to);
  const scan = createScan({
    log,
    fates: new Map([[1, { done: ranges, sent }]]),
    most: { records: most, bytes: 1e9 },
    groupOf: groupNamed,
    found: (stored) => found.push(stored),
    damaged: (count) => {
      lost += count;
    },
  });
  for (const [number, frames] of Object.entries(segments)) {
    book.begin(Number(number));
    scan.frames(Number(number), frames);
  }
  scan.end();
  const told = found.map((one) => `${one.wasSent || one.base !== one.from ? `${idOf('log', 1, one)} ` : ''}${one.from}-${one.to}`);
  return { ids: found.map((one) => idOf('log', 1, one)), found: told, lost, live: [...book.segments.values()].map(({ live }) => live) };
};

const idsOf = (...given: Parameters<typeof scanned>): readonly string[] => scanned(...given).ids;

describe('a log of the dead', () => {
  test('what nobody sent comes back in chunks of the usual size', () => {
    expect(scanned({ 0: [groupFrame(1, 0), ...records(1, ...upTo(0, 25))] })).toMatchObject({
      found: ['0-10', '10-20', '20-25'],
      lost: 0,
      live: [25],
    });
  });

  test('what is done does not come back, and does not keep its segment', () => {
    const all = scanned(
      { 0: [groupFrame(1, 0), ...records(1, ...upTo(0, 9))] },
      {
        done: [
          [2, 4],
          [8, 9],
        ],
      },
    );
    expect(all).toMatchObject({ found: ['0-2', '4-8'], lost: 0, live: [6] });
  });

  test('what went out comes back as it went out, over the end of a segment too', () => {
    const segments = { 0: [groupFrame(1, 0), ...records(1, ...upTo(0, 8))], 1: [groupFrame(1, 8), ...records(1, ...upTo(8, 14))] };
    const sent = [{ base: 3, from: 5, to: 12, isPart: true }];
    expect(scanned(segments, { sent })).toMatchObject({ found: ['0-5', 'log-1-3.2-9 5-12', '12-14'], lost: 0, live: [8, 6] });
  });

  test('of a chunk that went out and lost a record, the rest comes back as parts: the whole id is for the whole chunk', () => {
    const segments = { 0: [groupFrame(1, 0), ...records(1, 0, 1, 3, 4)] };
    const sent = [{ base: 0, from: 0, to: 5, isPart: false }];
    expect(scanned(segments, { sent })).toMatchObject({ found: ['0-2', 'log-1-0.3-5 3-5'], lost: 1, live: [4] });
  });

  test('copies that a failed fsync left are seen once', () => {
    const segments = { 0: [groupFrame(1, 0), ...records(1, 0, 1, 2)], 1: [groupFrame(1, 0), ...records(1, 0, 1, 2, 3)] };
    expect(scanned(segments)).toMatchObject({ found: ['0-3', '3-4'], lost: 0 });
  });
});

test('what was never sent by itself has a name that says how far it goes: a whole that began there may have been refused', () => {
  const sent = [{ base: 0, from: 1, to: 2, isPart: true }];
  const frames = [groupFrame(1, 0), ...records(1, 0, 1)];
  expect(idsOf({ 0: frames }, { sent })).toEqual(['log-1-0.0-1', 'log-1-0.1-2']);
  expect(idsOf({ 0: frames })).toEqual(['log-1-0.0-2']);
});

describe('what damage cost is counted exactly', () => {
  const two = [groupFrame(2, 0), ...records(2, 0, 1)];
  test.each([
    ['in the middle of a segment', { 0: [groupFrame(1, 0), ...records(1, 0, 1, 4)] }, {}, 2],
    ['behind the group frame', { 0: [groupFrame(1, 0), ...records(1, 3)] }, {}, 3],
    [
      'at the end of a segment, when the next one is there',
      { 0: [groupFrame(1, 0), ...records(1, 0, 1)], 1: [groupFrame(1, 4), ...records(1, 4)] },
      {},
      2,
    ],
    [
      'at the end of a segment, when the next one has nothing of the group',
      { 0: [groupFrame(1, 0), ...records(1, 0)], 1: two, 2: [groupFrame(1, 3), ...records(1, 3)] },
      {},
      2,
    ],
    [
      'not where a segment was deleted, for that had been delivered',
      { 0: [groupFrame(1, 0), ...records(1, 0)], 2: [groupFrame(1, 9), ...records(1, 9)] },
      {},
      0,
    ],
    ['not what is known to be done', { 0: [groupFrame(1, 0), ...records(1, 0, 5)] }, { done: [[1, 4]] as const }, 1],
    ['each record of a group whose name is gone, but for those that are done', { 0: records(1, 0, 1, 2) }, { done: [[0, 1]] as const }, 2],
    [
      'a whole damaged segment between two others',
      { 0: [groupFrame(1, 0), ...records(1, 0)], 1: [], 2: [groupFrame(1, 5), ...records(1, 5)] },
      {},
      4,
    ],
  ] as const)('%s', (_where, segments, told, lost) => {
    expect(scanned(segments, told).lost).toBe(lost);
  });

  test('a gap of a milliard numbers costs no time', () => {
    const milliard = 1e9;
    const startedAt = performance.now();
    const all = scanned({ 0: [groupFrame(1, 0), ...records(1, 0, milliard)] }, { done: [[1, milliard - 1]] });
    expect(all).toMatchObject({ found: ['0-1', `${milliard}-${milliard + 1}`], lost: 1 });
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
