import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sideLogName } from '../../../src/buffer/spool/file-names.js';
import { type Files, systemFiles } from '../../../src/buffer/spool/files.js';
import { readSideLogs } from '../../../src/buffer/spool/read-side-log.js';
import { encodeSideEntry, type Sending } from '../../../src/buffer/spool/side-entry.js';
import { createSideLog } from '../../../src/buffer/spool/side-log.js';
import { createFaultyFiles } from '../../kit/faulty-files.js';
import { filesIn, freshDirectory, LOG } from './segment-stage.js';

const sideLogIn = (directory: string, files: Files = systemFiles, mayTry = () => true) => {
  const troubles: unknown[] = [];
  return { troubles, side: createSideLog({ directory, log: LOG }, { files, onTrouble: (error) => troubles.push(error), mayTry }) };
};

const chunk = (group: number, from: number, to: number, over: Partial<Sending> = {}): Sending => ({
  group,
  base: from,
  from,
  to,
  isPart: false,
  ...over,
});

const read = async (directory: string) => {
  const fates = await readSideLogs({ files: systemFiles, directory, log: LOG });
  return [...fates].map(([group, { done, sent }]) => ({ group, done: [...done], sent }));
};

const fileOf = (directory: string, number = 0): string => join(directory, sideLogName(number));

/** Entries that fill one file. */
const FILE_ENTRIES = (256 * 1024) / 32;

test('the format of an entry never changes', () => {
  const entry = { type: 'sending', ...chunk(0x0102, 0x10, 0x20, { base: 0x08, isPart: true }) } as const;
  expect(encodeSideEntry(entry, 0).toString('hex')).toBe('a8f1e4b101010000020100000000080000000000100000000000200000000000');
});

describe('what a recovery learns', () => {
  test('what is done, and what went out and may have arrived', async () => {
    const directory = freshDirectory();
    const { side } = sideLogIn(directory);
    side.sending(chunk(1, 0, 100));
    side.done({ group: 1, from: 0, to: 100 }, [0]);
    side.sending(chunk(1, 100, 200));
    side.sending(chunk(2, 0, 7));
    expect(await read(directory)).toEqual([
      { group: 1, done: [{ from: 0, to: 100 }], sent: [{ base: 100, from: 100, to: 200, isPart: false }] },
      { group: 2, done: [], sent: [{ base: 0, from: 0, to: 7, isPart: false }] },
    ]);
  });

  test('of lines that went out twice the later cut; of a cut that is done in part, nothing', async () => {
    const directory = freshDirectory();
    const { side } = sideLogIn(directory);
    side.sending(chunk(1, 0, 100));
    side.sending(chunk(1, 0, 50, { isPart: true }));
    side.sending(chunk(2, 0, 100));
    side.done({ group: 2, from: 10, to: 20 }, [0]);
    expect(await read(directory)).toEqual([
      { group: 1, done: [], sent: [{ base: 0, from: 0, to: 50, isPart: true }] },
      { group: 2, done: [{ from: 10, to: 20 }], sent: [] },
    ]);
  });

  test('R4 numbers of 48 bits, as they are', async () => {
    const directory = freshDirectory();
    const { side } = sideLogIn(directory);
    for (const number of [2 ** 32 - 1, 2 ** 32, 2 ** 47, 2 ** 48 - 2]) side.sending(chunk(number, number, number + 1));
    expect((await read(directory)).map(({ group, sent }) => [group, sent[0]?.base, sent[0]?.to])).toEqual(
      [2 ** 32 - 1, 2 ** 32, 2 ** 47, 2 ** 48 - 2].map((number) => [number, number, number + 1]),
    );
  });

  test('nothing, of a directory that is not there', async () => {
    expect(await read(join(freshDirectory(), 'gone'))).toEqual([]);
  });
});

describe('D13 a damaged side log', () => {
  const written = () => {
    const directory = freshDirectory();
    const { side } = sideLogIn(directory);
    for (let entry = 0; entry < 5; entry += 1) side.done({ group: entry, from: 0, to: 9 }, [0]);
    return directory;
  };

  test('loses the entry that a flipped bit hits, no other', async () => {
    const directory = written();
    const bytes = readFileSync(fileOf(directory));
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const harmed = Buffer.from(bytes);
      harmed[bit >> 3]! ^= 1 << (bit & 7);
      writeFileSync(fileOf(directory), harmed);
      expect((await read(directory)).map(({ group }) => group)).toEqual([0, 1, 2, 3, 4].filter((group) => group !== bit >> 8));
    }
  });

  test('truncated at any byte has its whole entries', async () => {
    const directory = written();
    for (let length = 160; length >= 0; length -= 1) {
      truncateSync(fileOf(directory), length);
      expect(await read(directory)).toHaveLength(Math.floor(length / 32));
    }
  });

  test('of another log, or renamed, says nothing', async () => {
    const directory = written();
    writeFileSync(fileOf(directory, 1), readFileSync(fileOf(directory)));
    writeFileSync(fileOf(directory), '');
    expect(await read(directory)).toEqual([]);
  });
});

describe('a file of a side log', () => {
  const fillFile = (side: ReturnType<typeof sideLogIn>['side'], segment: number): void => {
    for (let entry = 0; entry < FILE_ENTRIES; entry += 1) side.done({ group: 1, from: entry * 2, to: entry * 2 + 1 }, [segment]);
  };

  test('is followed by the next at 256 KiB, and goes with the last segment that it speaks of', () => {
    const directory = freshDirectory();
    const { side } = sideLogIn(directory);
    fillFile(side, 0);
    fillFile(side, 1);
    side.done({ group: 2, from: 0, to: 1 }, [1]);
    expect(filesIn(directory)).toEqual([0, 1, 2].map(sideLogName));
    side.segmentGone(0);
    expect(filesIn(directory)).toEqual([1, 2].map(sideLogName));
    side.segmentGone(1);
    expect(filesIn(directory)).toEqual([sideLogName(2)]);
  });

  test('stays while what went out by its word is neither done nor sent again', () => {
    const directory = freshDirectory();
    const { side } = sideLogIn(directory);
    side.sending(chunk(8, 0, 10));
    side.sending(chunk(9, 0, 10));
    fillFile(side, 0);
    side.sending(chunk(8, 0, 5, { isPart: true }));
    side.segmentGone(0);
    expect(filesIn(directory)).toEqual([0, 1].map(sideLogName));
    side.done({ group: 9, from: 0, to: 10 }, [3]);
    expect(filesIn(directory)).toEqual([sideLogName(1)]);
  });

  test('is deleted at close when nothing depends on it', () => {
    const directory = freshDirectory();
    const { side } = sideLogIn(directory);
    side.sending(chunk(1, 0, 10));
    side.done({ group: 1, from: 0, to: 10 }, [0]);
    side.segmentGone(0);
    side.close();
    expect(filesIn(directory)).toEqual([]);
  });
});

describe('a disk that is away', () => {
  test('D1 at any write: the entries wait, and are written when it is back', async () => {
    for (let k = 1; k <= 6; k += 1) {
      const directory = freshDirectory();
      const { files, fail } = createFaultyFiles();
      fail('writeSync', { code: 'ENOSPC', from: k });
      const { side, troubles } = sideLogIn(directory, files);
      for (let entry = 0; entry < 6; entry += 1) side.done({ group: entry, from: 0, to: 1 }, [0]);
      side.close();
      expect(troubles).toMatchObject([{ code: 'ENOSPC' }]);
      expect((await read(directory)).map(({ group }) => group)).toEqual([0, 1, 2, 3, 4, 5]);
    }
  });

  test('D4 that cannot cut back either: the next file has what waited', async () => {
    const directory = freshDirectory();
    const { files, fail, limitSpace, heal } = createFaultyFiles();
    const { side } = sideLogIn(directory, files);
    side.done({ group: 0, from: 0, to: 1 }, [0]);
    limitSpace(10);
    fail('ftruncateSync', { code: 'EIO' });
    side.done({ group: 1, from: 0, to: 1 }, [0]);
    heal();
    side.done({ group: 2, from: 0, to: 1 }, [0]);
    expect(filesIn(directory)).toEqual([0, 1].map(sideLogName));
    expect((await read(directory)).map(({ group }) => group)).toEqual([0, 1, 2]);
  });

  test('is not asked while it rests', () => {
    const { files, calls } = createFaultyFiles();
    let isAway = true;
    const { side } = sideLogIn(freshDirectory(), files, () => !isAway);
    side.sending(chunk(1, 0, 1));
    expect(calls('openSync')).toBe(0);
    isAway = false;
    side.sending(chunk(2, 0, 1));
    expect(calls('writeSync')).toBe(2);
  });

  test('for ever: what waits is bounded, and a segment that went meanwhile holds no file', () => {
    const directory = freshDirectory();
    let isAway = true;
    const { side } = sideLogIn(directory, systemFiles, () => !isAway);
    for (let entry = 0; entry < 70_000; entry += 1) side.done({ group: 1, from: entry * 2, to: entry * 2 + 1 }, [entry % 2]);
    side.segmentGone(0);
    side.segmentGone(1);
    isAway = false;
    side.close();
    expect(filesIn(directory)).toEqual([]);
  });
});

test('a recovery never takes for done what is not, nor for sent what is done', async () => {
  const range = fc
    .tuple(fc.nat(2), fc.nat(20), fc.integer({ min: 1, max: 8 }))
    .map(([group, from, length]) => ({ group, from, to: from + length }));
  const act = fc.record({ isDone: fc.boolean(), range });
  const property = fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
    const directory = freshDirectory();
    const { side } = sideLogIn(directory);
    const done = new Set<string>();
    for (const { isDone, range: each } of acts) {
      if (isDone) side.done(each, [0]);
      else side.sending({ ...each, base: each.from, isPart: false });
      for (let seq = each.from; isDone && seq < each.to; seq += 1) done.add(`${each.group}/${seq}`);
    }
    const fates = await readSideLogs({ files: systemFiles, directory, log: LOG });
    for (const { range: each } of acts) {
      for (let seq = each.from; seq < each.to; seq += 1) {
        expect(fates.get(each.group)?.done.has(seq)).toBe(done.has(`${each.group}/${seq}`));
      }
    }
    for (const [, { sent }] of fates) {
      const seqs = sent.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
      expect(new Set(seqs).size).toBe(seqs.length);
    }
    const last = acts.at(-1);
    if (last && !last.isDone) expect(fates.get(last.range.group)?.sent.at(-1)).toMatchObject({ from: last.range.from, to: last.range.to });
    side.close();
  });
  await fc.assert(property, { numRuns: 100 });
});
