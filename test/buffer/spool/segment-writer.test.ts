import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFaultyFiles } from '../../kit/faulty-files.js';
import { batchOf, bytesOfSegment, filesIn, freshDirectory, idOf, linesOf, readAll, readLog, writerIn } from './segment-stage.js';

const lines = (count: number, first = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `{"n":${first + index},"é":"ü"}`);

describe('what is appended', () => {
  test('is read back: lines, groups, times and severities', async () => {
    const directory = freshDirectory();
    const { writer, troubles, segments } = writerIn(directory);
    const first = writer.append(batchOf(7, 0, lines(3)));
    const second = writer.append(batchOf(8, 0, lines(1, 3)));
    writer.append(batchOf(7, 3, lines(1, 4)));
    const { frames, damaged, torn, end } = await readAll(directory, 0);
    expect([troubles, segments, damaged, torn, end]).toEqual([[], [0], 0, 0, 'end']);
    expect(frames.map(({ type, group, seq }) => [type, group, seq])).toEqual([
      ['group', 7, 0],
      ['group', 7, 0],
      ['record', 7, 0],
      ['record', 7, 1],
      ['record', 7, 2],
      ['group', 8, 0],
      ['record', 8, 0],
      ['record', 7, 3],
    ]);
    expect(linesOf(frames)).toEqual(lines(5).map((line) => `${line}\n`));
    expect(frames[0]?.bytes.toString()).toBe('{"group":7}');
    expect(frames[3]).toMatchObject({ time: 1_700_000_000_002, severity: 3 });
    expect(first).toEqual({ segment: 0, offset: 64, bytes: frames[4]!.end - 64 });
    expect(second).toEqual({ segment: 0, offset: frames[5]!.offset, bytes: frames[6]!.end - frames[5]!.offset });
    expect(writer.active).toEqual({ segment: 0, bytes: statSync(join(directory, '0000000000000000.seg')).size });
  });

  test('R10 is with the kernel when the call returns', () => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory);
    writer.append(batchOf(1, 0, ['{"a":1}']));
    expect(bytesOfSegment(directory, 0).includes('{"a":1}\n')).toBe(true);
  });

  test('can be a dead letter, beside records or alone', async () => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory);
    const letter = { group: 2, name: '{"group":2}', time: 5, severity: 17, line: Buffer.from('{"a":1}\n'), about: '{"reason":"refused"}' };
    writer.appendDead(letter);
    writer.append(batchOf(2, 0, ['{"b":2}']));
    writer.appendDead({ ...letter, about: '{"reason":"late"}' });
    const { frames } = await readAll(directory, 0);
    expect(frames.map(({ type, seq, bytes }) => [type, seq, bytes.toString()])).toEqual([
      ['group', 0, '{"group":2}'],
      ['dead', 0, '{"reason":"refused"}\n{"a":1}\n'],
      ['group', 0, '{"group":2}'],
      ['record', 0, '{"b":2}\n'],
      ['dead', 1, '{"reason":"late"}\n{"a":1}\n'],
    ]);
  });

  test('is for the owner alone to read', () => {
    const directory = freshDirectory();
    writerIn(directory).writer.append(batchOf(1, 0, ['{}']));
    expect(statSync(join(directory, '0000000000000000.seg')).mode & 0o777).toBe(0o600);
  });
});

describe('a new segment', () => {
  test('begins before the batch that would pass segmentBytes, and names its groups again', async () => {
    const directory = freshDirectory();
    const { writer, segments } = writerIn(directory, { segmentBytes: 1000 });
    for (let batch = 0; batch < 8; batch += 1) writer.append(batchOf(1, batch * 2, lines(2)));
    expect(segments.length).toBeGreaterThan(1);
    for (const segment of segments) {
      const { frames } = await readAll(directory, segment);
      expect(frames[0]).toMatchObject({ type: 'group', group: 1 });
      expect(bytesOfSegment(directory, segment).length).toBeLessThanOrEqual(1000);
    }
    expect(await readLog(directory)).toHaveLength(16);
  });

  test('is begun for a batch that is larger than one, and holds it alone', async () => {
    const directory = freshDirectory();
    const { writer, segments } = writerIn(directory, { segmentBytes: 1000 });
    for (const [firstSeq, count] of [
      [0, 1],
      [1, 100],
      [101, 1],
    ] as const)
      writer.append(batchOf(1, firstSeq, lines(count)));
    expect(segments).toEqual([0, 1, 2]);
    expect((await readAll(directory, 1)).ids).toHaveLength(100);
  });

  test('is begun after roll, not before it is needed', () => {
    const directory = freshDirectory();
    const { writer, segments } = writerIn(directory);
    writer.append(batchOf(1, 0, ['{}']));
    writer.roll();
    writer.roll();
    expect([writer.active, segments]).toEqual([undefined, [0]]);
    writer.append(batchOf(1, 1, ['{}']));
    expect([writer.active?.segment, segments]).toEqual([1, [0, 1]]);
  });

  test('R13 never has the name of a file that is there', async () => {
    const directory = freshDirectory();
    writeFileSync(join(directory, '0000000000000005.seg'), 'of an earlier run');
    const { writer, troubles } = writerIn(directory, { firstSegment: 5 });
    expect(writer.append(batchOf(1, 0, ['{}']))).toBeUndefined();
    expect(troubles).toMatchObject([{ code: 'EEXIST' }]);
    expect(writer.append(batchOf(1, 0, ['{}']))).toMatchObject({ segment: 6 });
    expect(bytesOfSegment(directory, 5).toString()).toBe('of an earlier run');
  });

  test('R4 has a number of 48 bits', async () => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory, { firstSegment: 2 ** 32 - 1 });
    for (const seq of [2 ** 32 - 1, 2 ** 32, 2 ** 47]) {
      writer.append(batchOf(2 ** 47, seq, ['{}']));
      writer.roll();
    }
    expect(filesIn(directory)).toEqual(['00000000ffffffff.seg', '0000000100000000.seg', '0000000100000001.seg']);
    expect(await readLog(directory)).toEqual([`${2 ** 47}/${2 ** 32 - 1}`, `${2 ** 47}/${2 ** 32}`, `${2 ** 47}/${2 ** 47}`]);
  });
});

/** Twelve batches of three lines in small segments; what failed is appended again, once, right away. */
const appendAll = (writer: ReturnType<typeof writerIn>['writer'], again: () => void) => {
  const taken: string[] = [];
  for (let batch = 0; batch < 12; batch += 1) {
    const next = batchOf(batch % 2, Math.floor(batch / 2) * 3, lines(3, batch));
    const accept = () => writer.append(next) !== undefined;
    const isTaken = accept();
    if (!isTaken) again();
    if (isTaken || accept()) for (const offset of [0, 1, 2]) taken.push(idOf({ group: next.group, seq: next.firstSeq + offset }));
  }
  return taken;
};

const FAULTS = [
  ['D1 ENOSPC', 'writeSync', 'ENOSPC'],
  ['D3 EDQUOT', 'writeSync', 'EDQUOT'],
  ['D3 EFBIG', 'writeSync', 'EFBIG'],
  ['D4 EIO', 'writeSync', 'EIO'],
  ['D3 EMFILE', 'openSync', 'EMFILE'],
  ['D3 ENFILE', 'openSync', 'ENFILE'],
  ['D1 ENOSPC', 'openSync', 'ENOSPC'],
  ['D7 EROFS', 'openSync', 'EROFS'],
] as const;

describe.each(FAULTS)('%s of %s at each k-th call', (_, name, code) => {
  test('loses nothing that was taken and leaves no half a batch', async () => {
    const whole = createFaultyFiles();
    appendAll(writerIn(freshDirectory(), { segmentBytes: 600 }, { files: whole.files }).writer, () => {});
    for (let k = 1; k <= whole.calls(name); k += 1) {
      const directory = freshDirectory();
      const { files, fail } = createFaultyFiles();
      fail(name, { code, from: k });
      const { writer, troubles } = writerIn(directory, { segmentBytes: 600 }, { files });
      const taken = appendAll(writer, () => {});
      expect(troubles).toMatchObject([{ code }]);
      expect(taken).toHaveLength(36);
      expect([...(await readLog(directory))].sort()).toEqual([...taken].sort());
    }
  });
});

describe('D1 a disk that is full after any number of bytes', () => {
  test('keeps each batch whole or not at all, and takes more when there is space', async () => {
    for (let space = 0; space < 2400; space += 7) {
      const directory = freshDirectory();
      const { files, limitSpace, heal } = createFaultyFiles();
      limitSpace(space);
      const { writer } = writerIn(directory, { segmentBytes: 600 }, { files });
      const taken = appendAll(writer, heal);
      expect(taken).toHaveLength(36);
      for (const file of readdirSync(directory)) expect((await readAll(directory, Number.parseInt(file, 16))).torn).toBe(0);
      expect([...(await readLog(directory))].sort()).toEqual([...taken].sort());
    }
  });

  test('gets no files without a line in them, however often it is tried', () => {
    const directory = freshDirectory();
    const { files, limitSpace } = createFaultyFiles();
    const { writer, segments } = writerIn(directory, {}, { files });
    for (let tries = 0; tries < 50; tries += 1) {
      limitSpace(tries);
      expect(writer.append(batchOf(1, 0, ['{}']))).toBeUndefined();
    }
    expect([filesIn(directory), segments]).toEqual([[], []]);
  });
});

test('a write that takes a few bytes at a time is finished', async () => {
  const directory = freshDirectory();
  const { files, shorten } = createFaultyFiles();
  shorten(13);
  const { writer } = writerIn(directory, {}, { files });
  writer.append(batchOf(1, 0, lines(20)));
  expect((await readAll(directory, 0)).ids).toHaveLength(20);
});

describe('D4 a segment that cannot be cut back', () => {
  test('is left behind; what follows stands in the next, perhaps a second time', async () => {
    const directory = freshDirectory();
    const { files, fail, limitSpace, heal } = createFaultyFiles();
    const { writer, segments } = writerIn(directory, {}, { files });
    writer.append(batchOf(1, 0, lines(2)));
    limitSpace(70);
    fail('ftruncateSync', { code: 'EIO' });
    expect(writer.append(batchOf(1, 2, lines(2)))).toBeUndefined();
    heal();
    writer.append(batchOf(1, 2, lines(2)));
    expect(segments).toEqual([0, 1]);
    expect(await readAll(directory, 0)).toMatchObject({ ids: ['1/0', '1/1', '1/2'], torn: 20, damaged: 0 });
    expect((await readAll(directory, 1)).ids).toEqual(['1/2', '1/3']);
  });
});

describe('a segment that was deleted underneath', () => {
  test('is noticed, and the next is made where the directory is again', async () => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory);
    expect(writer.isGone()).toBe(false);
    writer.append(batchOf(1, 0, ['{}']));
    expect(writer.isGone()).toBe(false);
    rmSync(join(directory, '0000000000000000.seg'));
    expect(writer.isGone()).toBe(true);
    writer.roll();
    expect(writer.isGone()).toBe(false);
    writer.append(batchOf(1, 0, ['{}']));
    expect(filesIn(directory)).toEqual(['0000000000000001.seg']);
  });
});

test.each(['never', 'interval', 'always'] as const)('with fsync %s no file stays open behind close', async (fsync) => {
  const { files, openFds } = createFaultyFiles();
  const { writer } = writerIn(freshDirectory(), { fsync, segmentBytes: 300 }, { files });
  for (let batch = 0; batch < 10; batch += 1) writer.append(batchOf(1, batch, ['{"a":1}']));
  expect(await writer.sync()).toBe(true);
  expect(openFds()).toBe(1);
  writer.append(batchOf(1, 10, ['{"a":1}']));
  writer.close();
  expect([openFds(), writer.append(batchOf(1, 11, ['{}']))]).toEqual([0, undefined]);
});
