import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { segmentName, segmentsIn } from '../../../src/buffer/spool/file-names.js';
import { type Files, systemFiles } from '../../../src/buffer/spool/files.js';
import { type Frame, saltOf, writeFrame } from '../../../src/buffer/spool/frame.js';
import { encodeSegmentHeader } from '../../../src/buffer/spool/segment-header.js';
import { createFaultyFiles } from '../../kit/faulty-files.js';
import { batchOf, bytesOfSegment, freshDirectory, LOG, linesOf, readAll, writerIn } from './segment-stage.js';

const line = (n: number): string => `{"n":${n},"text":"${'äx'.repeat(n % 2)}"}`;

/** A segment of sixty records in three groups; its frames, and its bytes. */
const sixtyRecords = async () => {
  const directory = freshDirectory();
  const { writer } = writerIn(directory);
  for (let n = 0; n < 60; n += 1) writer.append(batchOf(n % 3, Math.floor(n / 3), [line(n)]));
  const { frames } = await readAll(directory, 0);
  return { directory, frames, bytes: bytesOfSegment(directory, 0) };
};

/** Of a file that has these bytes now. */
const fromMemory =
  (bytes: Buffer): Files['read'] =>
  async (_, { buffer, offset, length, position }) =>
    bytes.copy(buffer, offset, position, position + length);

const rewrite = (directory: string, bytes: Buffer): void => writeFileSync(join(directory, segmentName(0)), bytes);

describe('D8 a torn tail', () => {
  test('truncated at every byte: the frames before it, exactly', async () => {
    const { directory, frames, bytes } = await sixtyRecords();
    for (let length = bytes.length; length >= 0; length -= 1) {
      truncateSync(join(directory, segmentName(0)), length);
      const whole = frames.filter(({ end }) => end <= length);
      const read = await readAll(directory, 0);
      expect(read.frames.map(({ end }) => end)).toEqual(whole.map(({ end }) => end));
      expect([read.damaged, read.end]).toEqual([0, 'end']);
      const headEnd = length < 64 ? 0 : 64;
      expect(read.torn).toBe(length - (whole.at(-1)?.end ?? headEnd));
    }
  });
});

describe('D9 a flipped bit', () => {
  test('any of a segment: it is found, and costs its own frame and no other', async () => {
    const { directory, frames, bytes } = await sixtyRecords();
    const files = { ...systemFiles, read: fromMemory(bytes) };
    const shape = ({ offset, bytes: payload }: Frame) => `${offset} ${payload.toString('latin1')}`;
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const at = bit >> 3;
      bytes[at]! ^= 1 << (bit & 7);
      const read = await readAll(directory, 0, { files });
      bytes[at]! ^= 1 << (bit & 7);
      const hit = frames.find(({ offset, end }) => at >= offset && at < end);
      expect(read.frames.map(shape)).toEqual(frames.filter((frame) => frame !== hit).map(shape));
      expect(read.damaged + read.torn).toBe(hit === undefined ? 64 : hit.end - hit.offset);
    }
  }, 60_000);
});

describe('D11 a length that lies', () => {
  test.each([
    ['0', 0],
    ['one too small', 37],
    ['beyond the file', 100_000],
    ['0xFFFFFFFF', 0xffffffff],
    ['just beyond the file, by one', undefined],
  ])('%s: the frame is lost, the next ones are not', async (_, length) => {
    const { directory, frames, bytes } = await sixtyRecords();
    const { offset } = frames[10]!;
    bytes.writeUInt32LE(length ?? bytes.length - offset - 32 + 1, offset + 8);
    rewrite(directory, bytes);
    const read = await readAll(directory, 0, { slabBytes: 256 });
    expect(read.frames).toHaveLength(frames.length - 1);
    expect(read.frames.some((frame) => frame.offset === offset)).toBe(false);
  });
});

describe('D12 R11 what a disk or a power failure may leave', () => {
  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(5000)],
    ['ones', Buffer.alloc(5000, 0xff)],
    ['magics', Buffer.alloc(5000, Buffer.from([0xff, 0xc1, 0x4c, 0x46]))],
    ['half a magic at the end', Buffer.concat([Buffer.alloc(300), Buffer.from([0xff, 0xc1])])],
  ])('%s: no frames, no trouble', async (_, bytes) => {
    const directory = freshDirectory();
    rewrite(directory, bytes);
    expect(await readAll(directory, 0, { slabBytes: 512 })).toMatchObject({ frames: [], damaged: 0, torn: bytes.length, end: 'end' });
  });

  test('a head of zeros: all frames are there', async () => {
    const { directory, frames, bytes } = await sixtyRecords();
    rewrite(directory, bytes.fill(0, 0, 64));
    expect(await readAll(directory, 0)).toMatchObject({ ids: { length: 60 }, damaged: 64, torn: 0 });
    expect((await readAll(directory, 0, { slabBytes: 100 })).frames).toHaveLength(frames.length);
  });

  test('a page of zeros in the middle costs the frames that it touches', async () => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory);
    for (let n = 0; n < 600; n += 1) writer.append(batchOf(1, n, [line(n)]));
    const { frames } = await readAll(directory, 0);
    rewrite(directory, bytesOfSegment(directory, 0).fill(0, 8192, 12_288));
    const kept = frames.filter(({ offset, end }) => end <= 8192 || offset >= 12_288);
    expect((await readAll(directory, 0)).frames.map(({ seq }) => seq)).toEqual(kept.map(({ seq }) => seq));
  });
});

describe('a line that holds a frame', () => {
  const frame = (salt: number): Buffer => {
    const bytes = Buffer.from('{"forged":true}\n');
    const target = Buffer.alloc(200);
    const length = writeFrame(target, 0, {
      type: 'record',
      group: 1,
      seq: 9,
      time: 0,
      severity: 9,
      bytes,
      start: 0,
      end: bytes.length,
      salt,
    });
    return target.subarray(0, length);
  };

  test.each([
    ['made for another segment', saltOf(LOG, segmentName(1))],
    ['made without a salt', 0],
  ])('%s is one line, and is none when its own frame is damaged', async (_, salt) => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory);
    const forged = Buffer.concat([Buffer.from('{"a":"'), frame(salt), Buffer.from('"}\n')]);
    const batch = { ...batchOf(1, 0, ['{}']), bytes: forged, ends: [forged.length], from: 0, to: 1 };
    writer.append(batch);
    writer.append(batchOf(1, 1, ['{"b":1}']));
    expect((await readAll(directory, 0)).ids).toEqual(['1/0', '1/1']);
    const bytes = bytesOfSegment(directory, 0);
    bytes[bytes.indexOf('{"a"')] = 0x5b;
    rewrite(directory, bytes);
    expect((await readAll(directory, 0)).ids).toEqual(['1/1']);
  });

  test('cannot be text: no UTF-8 has the bytes of a magic', async () => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory);
    writer.append(batchOf(1, 0, [frame(0).toString('latin1'), '\u{fffd}ÿÁLF']));
    expect((await readAll(directory, 0)).ids).toEqual(['1/0', '1/1']);
    expect(
      bytesOfSegment(directory, 0)
        .subarray(64 + 32)
        .includes(Buffer.from([0xff, 0xc1, 0x4c, 0x46, 0x7b])),
    ).toBe(false);
  });
});

describe('slabs', () => {
  test.each([33, 64, 100, 333, 4096, 1 << 20])('of %d bytes give the same frames', async (slabBytes) => {
    const { directory, frames } = await sixtyRecords();
    expect((await readAll(directory, 0, { slabBytes })).frames).toEqual(frames);
  });

  test('from one frame to another: what lies between, and nothing behind', async () => {
    const { directory, frames } = await sixtyRecords();
    const read = await readAll(directory, 0, { from: frames[5]!.offset, to: frames[9]!.end, slabBytes: 90 });
    expect(read).toMatchObject({ frames: frames.slice(5, 10), damaged: 0, torn: 0 });
  });

  test('a frame that is larger than a slab is read whole', async () => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory);
    const long = `{"long":"${'x'.repeat(1_000_000)}"}`;
    for (const [seq, text] of [
      [0, '{}'],
      [1, long],
      [2, '{}'],
    ] as const)
      writer.append(batchOf(1, seq, [text]));
    expect(linesOf((await readAll(directory, 0, { slabBytes: 4096 })).frames)).toEqual(['{}\n', `${long}\n`, '{}\n']);
  });
});

describe('D6 EIO on reading', () => {
  test('twice: read again, nothing is lost', async () => {
    const { directory, frames } = await sixtyRecords();
    const { files, fail } = createFaultyFiles();
    fail('read', { code: 'EIO', from: 2, times: 2 });
    expect(await readAll(directory, 0, { files })).toMatchObject({ frames, damaged: 0 });
  });

  test('of one block: what it holds is lost, the rest is read', async () => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory);
    for (let n = 0; n < 900; n += 1) writer.append(batchOf(1, n, [line(n)]));
    const { frames } = await readAll(directory, 0);
    const files = {
      ...systemFiles,
      read: async (fd: number, into: Parameters<typeof systemFiles.read>[1]) => {
        if (into.position < 12_288 && into.position + into.length > 8192) throw Object.assign(new Error('EIO'), { code: 'EIO' });
        return systemFiles.read(fd, into);
      },
    };
    const read = await readAll(directory, 0, { files, slabBytes: 16_384 });
    const kept = frames.filter(({ offset, end }) => end <= 8192 || offset >= 12_288);
    expect(read.frames.map(({ seq }) => seq)).toEqual(kept.map(({ seq }) => seq));
    expect(read.end).toBe('unreadable');
  });

  test('of the head: the frames are read, and it does not say that all was', async () => {
    const { directory, frames } = await sixtyRecords();
    const { files, fail } = createFaultyFiles();
    fail('read', { code: 'EIO', times: 6 });
    expect(await readAll(directory, 0, { files })).toMatchObject({ frames, damaged: 64, end: 'unreadable' });
  });

  test('of all: it ends, in time, and does not say that all was read', async () => {
    const { directory } = await sixtyRecords();
    const { files, fail, openFds, calls } = createFaultyFiles();
    fail('read', { code: 'EIO', times: 1e9 });
    truncateSync(join(directory, segmentName(0)), 1 << 20);
    expect(await readAll(directory, 0, { files })).toMatchObject({ frames: [], end: 'unreadable' });
    expect([openFds(), calls('read') < 200]).toEqual([0, true]);
  });
});

describe('D15 what is no segment', () => {
  test.each([
    ['a directory', (path: string) => mkdirSync(path)],
    ['a link to a file', (path: string) => symlinkSync('/etc/hostname', path)],
    ['a link to nothing', (path: string) => symlinkSync('/nowhere', path)],
    ['a pipe that nobody writes to', (path: string) => execFileSync('mkfifo', [path])],
    ['a device', (path: string) => symlinkSync('/dev/zero', path)],
  ])('%s is refused, and is not in the list', async (_, make) => {
    const directory = freshDirectory();
    make(join(directory, segmentName(0)));
    expect(segmentsIn(systemFiles, directory)).toEqual([]);
    expect(await readAll(directory, 0)).toMatchObject({ frames: [], end: 'refused' });
  });

  test('only exact names are in the list, in the order of their numbers', () => {
    const directory = freshDirectory();
    const names = [
      '0000000000000010.seg',
      '0000000000000002.seg',
      '2.seg',
      '0000000000000003.seg.tmp',
      '000000000000000G.seg',
      '1000000000000000.seg',
    ];
    for (const name of [...names, '0000000000000004.side', 'owner.json', '00000000000000AB.seg']) writeFileSync(join(directory, name), '');
    expect(segmentsIn(systemFiles, directory)).toEqual([2, 16]);
    expect(segmentsIn(systemFiles, join(directory, 'gone'))).toEqual([]);
  });

  test('a file that is gone is missing', async () => {
    expect(await readAll(freshDirectory(), 0)).toMatchObject({ frames: [], end: 'missing' });
  });

  test('D7 a file that may not be read is unreadable', async () => {
    const { directory } = await sixtyRecords();
    const { files, fail } = createFaultyFiles();
    fail('open', { code: 'EACCES' });
    expect(await readAll(directory, 0, { files })).toMatchObject({ frames: [], end: 'unreadable' });
  });
});

describe('D20 a segment of a newer version', () => {
  test('is not touched: it ends as unsupported', async () => {
    const { directory, bytes } = await sixtyRecords();
    bytes.writeUInt16LE(2, 8);
    const { crc32 } = await import('node:zlib');
    bytes.writeUInt32LE(crc32(bytes.subarray(16, 64), crc32(bytes.subarray(0, 12), saltOf(LOG, segmentName(0)))), 12);
    rewrite(directory, bytes);
    expect(await readAll(directory, 0)).toMatchObject({ frames: [], damaged: 0, torn: 0, end: 'unsupported' });
  });

  test('the head of version 1 never changes', () => {
    const random = Buffer.alloc(16, 0xaa);
    const seal = { keyId: 'key-1', random, check: Buffer.from([1, 2, 3, 4]) };
    expect(encodeSegmentHeader({ log: LOG, segment: 0x0102, createdMs: 1_700_000_000_123, seal }).toString('hex')).toBe(
      [
        '6c6f676665727279', // logferry
        '0100', // version
        '0500', // length of the key's name
        '2d6a12c8', // sum
        '6162636465666768696a6b6c6d6e6f70', // log
        '020100000000', // segment
        '7b68e5cf8b01', // created
        'aa'.repeat(16),
        '01020304', // check
        '6b65792d31', // key-1
      ].join(''),
    );
  });
});
