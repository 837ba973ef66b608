import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Encryption } from '../../../src/buffer/spool/encryption.js';
import { saltOf } from '../../../src/buffer/spool/frame.js';
import { SEGMENT_HEADER_BYTES } from '../../../src/buffer/spool/segment-header.js';
import { bytesBelow, filesBelow } from '../../kit/spool-files.js';
import { type Life, openLife } from '../../kit/spooling.js';
import { freshDirectory } from './segment-stage.js';

const KIB = 1024;
const put = (life: Life, group: string, count: number, padding = 0): void => {
  for (let n = 0; n < count; n += 1) life.put(group, { n, p: 'x'.repeat(padding) });
};
const numbers = (texts: readonly string[]): number[] => texts.map((text) => (JSON.parse(text) as { n: number }).n);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const keyOf =
  (secret: string): Encryption =>
  () => ({ id: 'k1', key: Buffer.alloc(32, secret) });

/** A run that ended without a word, and left these records. */
const leave = async (directory: string, count: number, over: Partial<Parameters<typeof openLife>[0]> = {}, padding = 0): Promise<void> => {
  const life = await openLife({ directory, ...over });
  put(life, 'a', count, padding);
  life.crash();
};

describe('what the dead left behind', () => {
  test('and nobody can read without its key is left as it is, told, and delivered to who has the key', async () => {
    const directory = freshDirectory();
    await leave(directory, 10, { encryptionKey: keyOf('one') });
    const bytes = bytesBelow(directory, '.seg');
    for (const encryptionKey of [undefined, keyOf('another')]) {
      const other = await openLife({ directory, encryptionKey });
      expect(await other.drain()).toEqual([]);
      expect(other.events).toContainEqual({ type: 'left-alone', reason: 'locked' });
      expect([other.recovered(), bytesBelow(directory, '.seg')]).toEqual([0, bytes]);
      await other.close();
    }
    const owner = await openLife({ directory, encryptionKey: keyOf('one') });
    expect(numbers(await owner.drain())).toEqual(upTo(10));
    await owner.close();
    expect(filesBelow(directory)).toEqual([]);
  });

  test('and was written in a format to come is left as it is; what it does not fill is there for fresh records', async () => {
    const directory = freshDirectory();
    await leave(directory, 250, { spool: { maxBytes: 256 * KIB } }, 1000);
    for (const path of filesBelow(directory, '.seg')) comesFromTheFuture(path);
    const before = bytesBelow(directory, '.seg');
    const life = await openLife({ directory, spool: { maxBytes: 256 * KIB }, settings: { overflow: 'drop-newest' } });
    await life.advance(60_000);
    put(life, 'a', 20);
    expect(life.events.some((event) => event.type === 'left-alone' && event.reason === 'unsupported')).toBe(true);
    expect(numbers(await life.deliver())).toEqual(upTo(20));
    expect(life.dropped()).toBe(0);
    await life.close();
    expect(bytesBelow(directory, '.seg')).toBe(before);
  });

  test('and cannot be read for want of file descriptors comes back in the next run', async () => {
    const directory = freshDirectory();
    await leave(directory, 10);
    const starved = await openLife({ directory });
    await starved.close();
    const life = await openLife({ directory });
    life.disk.fail('open', { code: 'EMFILE', times: 1 });
    expect(numbers(await life.drain())).toEqual(upTo(10));
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });

  test('keeps nobody from being served: with as many groups of the dead as there may be, a fresh one is taken in', async () => {
    const directory = freshDirectory();
    const settings = { maxGroups: 50 };
    const dead = await openLife({ directory, settings });
    for (let group = 0; group < 50; group += 1) put(dead, `g${group}`, 1);
    dead.crash();
    const life = await openLife({ directory, settings });
    expect(life.recovered()).toBe(50);
    expect(life.put('fresh', { n: 0 })).toBe('accepted');
    expect(await life.drain()).toHaveLength(51);
    await life.close();
  });

  test('and fills the quota gives way to fresh records, oldest first, and each is counted', async () => {
    const directory = freshDirectory();
    const spool = { maxBytes: 256 * KIB };
    await leave(directory, 300, { spool }, 700);
    const life = await openLife({ directory, spool });
    put(life, 'b', 100, 700);
    const texts = await life.drain();
    const fresh = texts.filter((text) => text.includes('"g":"b"'));
    expect(numbers(fresh)).toEqual(upTo(100));
    expect(texts.length + life.dropped()).toBe(400);
    expect(life.dropped('evicted')).toBe(life.dropped());
    life.expectBalanced();
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });

  test('of two dead runs, is delivered in the order of their records', async () => {
    const directory = freshDirectory();
    await leave(directory, 10);
    await leave(directory, 10);
    const life = await openLife({ directory });
    const texts = await life.drain();
    expect(texts).toHaveLength(20);
    await life.close();
    expect(filesBelow(directory)).toEqual([]);
  });
});

describe('real bugs of others', () => {
  const segmentsOf = (directory: string): readonly string[] => filesBelow(directory, '.seg').toSorted();
  const spool = { maxBytes: 256 * KIB };

  test('spool-R1 any segment may be missing: the start is as usual, and the rest is delivered', async () => {
    for (let victim = 0; victim < 3; victim += 1) {
      const directory = freshDirectory();
      await leave(directory, 100, { spool }, 1000);
      rmSync(segmentsOf(directory)[victim] ?? '');
      const life = await openLife({ directory, spool });
      const texts = await life.drain();
      expect(texts.length).toBeGreaterThan(40);
      life.expectBalanced();
      await life.close();
      expect(filesBelow(directory)).toEqual([]);
    }
  });

  test.each([
    ['a page of no bytes', (path: string) => truncateSync(path, 0)],
    ['a head of zeros', (path: string) => writeFileSync(path, Buffer.concat([Buffer.alloc(64), readFileSync(path).subarray(64)]))],
    ['a length of FFFFFFFF', (path: string) => writeFileSync(path, withLength(readFileSync(path), 0xffffffff))],
    ['a length of zero', (path: string) => writeFileSync(path, withLength(readFileSync(path), 0))],
    ['a file that a writer left half done', (path: string) => copyFileSync(path, `${path}.tmp`)],
    [
      'nothing but noise',
      (path: string) => writeFileSync(path, Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251))),
    ],
  ])('spool-R7 spool-R8 spool-R11 with %s, a fresh record is delivered within 5 s', async (_what, damage) => {
    const directory = freshDirectory();
    await leave(directory, 60, { spool }, 1000);
    const [first = ''] = segmentsOf(directory);
    damage(first);
    const life = await openLife({ directory, spool });
    life.put('fresh', { n: 0 });
    await life.advance(5000);
    const texts = await life.deliver();
    expect(texts.some((text) => text.includes('"g":"fresh"'))).toBe(true);
    const all = [...texts, ...(await life.drain())].filter((text) => text.includes('"g":"a"'));
    expect(numbers(all)).toEqual(numbers(all).toSorted((a, b) => a - b));
    expect(all.length).toBeGreaterThan(25);
    life.expectBalanced();
    await life.close();
  });

  test('spool-R3 what is told of the disk is what is on it, before, between and after three crashes', async () => {
    const directory = freshDirectory();
    for (let run = 0; run < 3; run += 1) {
      const life = await openLife({ directory, spool });
      put(life, 'a', 20, 500);
      const lease = life.take();
      lease?.sending(lease.chunk);
      if (lease) life.delivered(lease, lease.chunk);
      await life.settle();
      expect(life.buffer.disk?.report().bytes).toBe(bytesBelow(life.path(), '.seg'));
      life.crash();
    }
    const life = await openLife({ directory, spool });
    expect(life.buffer.disk?.report().bytes).toBe(bytesBelow(life.path(), '.seg'));
    expect(await life.drain()).toHaveLength(45);
    await life.advance(5000);
    expect(life.buffer.disk?.report()).toMatchObject({ bytes: 0, unreadBytes: 0 });
    await life.close();
  });

  test('spool-R10 spool-R14 torn at any byte of the last record, the others are delivered, none is merged, and what comes after goes its way', async () => {
    const directory = freshDirectory();
    await leave(directory, 3, {}, 20);
    const [path = ''] = segmentsOf(directory);
    const whole = readFileSync(path);
    const logOf = (): string => join(path, '..');
    const owner = readFileSync(join(logOf(), 'released.json'));
    rmSync(logOf(), { recursive: true });
    for (let cut = whole.lastIndexOf(MAGIC); cut < whole.length; cut += 5) {
      const fresh = freshDirectory();
      const log = logOf().replace(directory, fresh);
      mkdirSync(log);
      writeFileSync(join(log, 'released.json'), owner);
      writeFileSync(path.replace(directory, fresh), whole.subarray(0, cut));
      const life = await openLife({ directory: fresh });
      put(life, 'a', 2);
      const texts = await life.drain();
      expect(texts.map((text) => (JSON.parse(text) as { p: string }).p.length).toSorted((a, b) => a - b)).toEqual([0, 0, 20, 20]);
      await life.close();
      expect(filesBelow(fresh)).toEqual([]);
    }
  });

  test('spool-R13 nothing that a run writes has the name of what another wrote', async () => {
    const directory = freshDirectory();
    const names = new Set<string>();
    for (let run = 0; run < 4; run += 1) {
      const life = await openLife({ directory });
      put(life, 'a', 3);
      const own = filesBelow(life.path(), '.seg').filter((path) => !path.includes('adopted'));
      expect(own).toHaveLength(1);
      names.add(own[0] ?? '');
      life.crash();
    }
    expect(names.size).toBe(4);
    const life = await openLife({ directory });
    expect(await life.drain()).toHaveLength(12);
    await life.close();
  });

  test('D15 foreign files, links and directories among the segments are left alone, and nothing is read through them', async () => {
    const directory = freshDirectory();
    await leave(directory, 5);
    const [path = ''] = segmentsOf(directory);
    const log = join(path, '..');
    const secret = join(freshDirectory(), 'secret');
    copyFileSync(path, secret);
    symlinkSync(secret, join(log, '0000000000000001.seg'));
    mkdirSync(join(log, '0000000000000002.seg'));
    writeFileSync(join(log, 'notes.txt'), 'mine');
    const before = readFileSync(secret);
    const life = await openLife({ directory });
    expect(numbers(await life.drain())).toEqual(upTo(5));
    await life.close();
    expect(readFileSync(secret)).toEqual(before);
    expect(filesBelow(directory, 'notes.txt')).toHaveLength(1);
  });
});

const MAGIC = Buffer.from([0xff, 0xc1, 0x4c, 0x46]);

/** The length in the header of the second record's frame, wherever it is. */
const withLength = (segment: Buffer, length: number): Buffer => {
  const second = segment.indexOf(MAGIC, segment.indexOf(MAGIC, segment.indexOf(MAGIC) + 1) + 1);
  const copy = Buffer.from(segment);
  copy.writeUInt32LE(length, second + 8);
  return copy;
};

/** A whole head, of a version that nobody knows yet. */
const comesFromTheFuture = (path: string): void => {
  const bytes = readFileSync(path);
  bytes.writeUInt16LE(2, 8);
  const head = bytes.subarray(0, SEGMENT_HEADER_BYTES);
  bytes.writeUInt32LE(crc32(head.subarray(16), crc32(head.subarray(0, 12), saltOf(basename(dirname(path)), basename(path)))), 12);
  writeFileSync(path, bytes);
};
