import { describe, expect, test } from 'vitest';
import { createFaultyFiles } from '../../kit/faulty-files.js';
import { batchOf, filesIn, freshDirectory, readAll, readLog, writerIn } from './segment-stage.js';

const stage = (fsync: 'never' | 'interval' | 'always' = 'interval', segmentBytes = 1 << 20) => {
  const directory = freshDirectory();
  const disk = createFaultyFiles();
  const { writer, troubles, segments } = writerIn(directory, { fsync, segmentBytes }, { files: disk.files });
  let seq = 0;
  const append = (count: number) => {
    for (let line = 0; line < count; line += 1) {
      writer.append(batchOf(1, seq, [`{"n":${seq}}`]));
      seq += 1;
    }
  };
  return { directory, disk, writer, troubles, segments, append };
};

const isSegment = (path: string): boolean => path.endsWith('.seg');

const ids = (from: number, to: number): readonly string[] => Array.from({ length: to - from }, (_, index) => `1/${from + index}`);

describe('what survives a power failure', () => {
  test('D16 interval: all that was synced, over several segments', async () => {
    const { directory, disk, writer, append } = stage('interval', 300);
    append(20);
    expect(await writer.sync()).toBe(true);
    append(3);
    disk.losePower();
    expect((await readLog(directory)).slice(0, 20)).toEqual(ids(0, 20));
  });

  test('D16 always: all that was appended', async () => {
    const { directory, disk, append } = stage('always', 300);
    append(20);
    disk.losePower();
    expect(await readLog(directory)).toEqual(ids(0, 20));
  });

  test('never: perhaps nothing, and sync does not say otherwise of the disk, for it asks nothing', async () => {
    const { disk, writer, append } = stage('never');
    append(3);
    expect(await writer.sync()).toBe(true);
    expect(disk.calls('fdatasync')).toBe(0);
  });
});

describe('D5 an fsync that fails once, and would say yes to the next', () => {
  test('is not believed: what was not synced is written again, and is then safe', async () => {
    const { directory, disk, writer, append, troubles, segments } = stage();
    append(5);
    expect(await writer.sync()).toBe(true);
    append(5);
    disk.fail('fdatasync', { code: 'EIO', when: isSegment });
    expect(await writer.sync()).toBe(true);
    expect(troubles).toMatchObject([{ code: 'EIO' }]);
    expect((await readAll(directory, 1)).ids).toEqual(ids(5, 10));
    append(2);
    expect(await writer.sync()).toBe(true);
    expect(segments).toEqual([0, 1, 2]);
    disk.losePower();
    expect(await readLog(directory)).toEqual(ids(0, 12));
  });

  test('takes what later segments hold along, so that a group stays in order', async () => {
    const { directory, disk, writer, append } = stage('interval', 300);
    append(2);
    await writer.sync();
    disk.fail('fdatasync', { code: 'EIO', when: isSegment });
    append(10);
    expect(await writer.sync()).toBe(true);
    append(10);
    expect(await writer.sync()).toBe(true);
    disk.losePower();
    const kept = await readLog(directory);
    expect([...kept].sort(bySeq)).toEqual(ids(0, 22));
    expect(kept).toEqual([...kept].sort(bySeq));
  });

  test('names its groups in the copy, and keeps dead letters, sealed as the rest', async () => {
    const encryption = () => ({ id: 'k', key: Buffer.alloc(32, 1) });
    const directory = freshDirectory();
    const disk = createFaultyFiles();
    const { writer } = writerIn(directory, { fsync: 'interval', encryption }, { files: disk.files });
    writer.append(batchOf(1, 0, ['{"a":1}']));
    writer.appendDead({ group: 2, name: '"two"', time: 9, severity: 17, line: Buffer.from('{}\n'), about: '{"reason":"x"}' });
    const { frames } = await readAll(directory, 0, { encryption });
    disk.fail('fdatasync', { code: 'EIO', when: isSegment });
    expect(await writer.sync()).toBe(true);
    const plain = (frame: (typeof frames)[number]) => ({ ...frame, bytes: frame.bytes.toString() });
    expect((await readAll(directory, 1, { encryption })).frames.map(plain)).toEqual(frames.map(plain));
  });

  test('records that are appended while the copy is made come behind it', async () => {
    const { directory, disk, writer, append } = stage();
    append(5);
    disk.fail('fdatasync', { code: 'EIO', when: isSegment });
    const synced = writer.sync();
    await Promise.resolve();
    for (let turn = 0; turn < 100 && writer.active !== undefined; turn += 1) await new Promise(setImmediate);
    append(5);
    expect(await synced).toBe(true);
    expect(await writer.sync()).toBe(true);
    disk.losePower();
    expect(await readLog(directory)).toEqual(ids(0, 10));
  });
});

describe('D5 an fsync that always fails', () => {
  test('is told each time, and leaves no copies behind', async () => {
    const { directory, disk, writer, append, segments } = stage();
    append(5);
    disk.fail('fdatasync', { code: 'EIO', times: 1000, when: isSegment });
    for (let tries = 0; tries < 10; tries += 1) expect(await writer.sync()).toBe(false);
    expect([filesIn(directory), segments]).toEqual([['0000000000000000.seg'], [0]]);
    expect(await readLog(directory)).toEqual(ids(0, 5));
  });

  test('heals: with the first that works all is safe', async () => {
    const { directory, disk, writer, append } = stage();
    append(5);
    disk.fail('fdatasync', { code: 'EIO', times: 1000, when: isSegment });
    await writer.sync();
    append(5);
    await writer.sync();
    disk.heal();
    expect(await writer.sync()).toBe(true);
    disk.losePower();
    expect(await readLog(directory)).toEqual(ids(0, 10));
    writer.close();
    expect(disk.openFds()).toBe(0);
  });

  test('and a disk without space for the copy does not harm what is there', async () => {
    const { directory, disk, writer, append } = stage();
    append(5);
    disk.fail('fdatasync', { code: 'EIO', when: isSegment });
    disk.limitSpace(100);
    expect(await writer.sync()).toBe(false);
    expect(filesIn(directory)).toEqual(['0000000000000000.seg']);
    disk.heal();
    expect(await writer.sync()).toBe(true);
    disk.losePower();
    expect(await readLog(directory)).toEqual(ids(0, 5));
  });
});

test('syncs that are asked for at once are made once, and one that is asked for meanwhile is made after it', async () => {
  const { disk, writer, append } = stage();
  append(1);
  expect(await Promise.all([writer.sync(), writer.sync(), writer.sync()])).toEqual([true, true, true]);
  const ofFirst = disk.calls('fdatasync');
  const running = writer.sync();
  await Promise.resolve();
  append(1);
  expect(await Promise.all([running, writer.sync()])).toEqual([true, true]);
  expect([ofFirst, disk.calls('fdatasync')]).toEqual([2, 3]);
});

test('a file is not closed while it is synced', async () => {
  const { disk, writer, append } = stage();
  append(1);
  const synced = writer.sync();
  await Promise.resolve();
  writer.close();
  expect(disk.openFds()).toBeGreaterThan(0);
  await synced;
  expect([disk.openFds(), await writer.sync()]).toEqual([0, false]);
});

const bySeq = (one: string, other: string): number => Number(one.slice(2)) - Number(other.slice(2));
