import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Encryption } from '../../../src/buffer/spool/encryption.js';
import { segmentName } from '../../../src/buffer/spool/file-names.js';
import { saltOf } from '../../../src/buffer/spool/frame.js';
import { createFaultyFiles } from '../../kit/faulty-files.js';
import { batchOf, bytesOfSegment, filesIn, freshDirectory, LOG, linesOf, readAll, readLog, writerIn } from './segment-stage.js';

const KEYS: Readonly<Record<string, Buffer>> = { old: Buffer.alloc(32, 1), new: Buffer.alloc(32, 2) };

/** Writes with the key of that name; reads with any. */
const writingWith =
  (current: string): Encryption =>
  (id = current) => {
    const key = KEYS[id];
    if (key === undefined) throw new Error('no such key');
    return { id, key };
  };

const LINES = ['{"secret":"open sesame"}', '{}', `{"long":"${'ü'.repeat(5000)}"}`];

const encrypted = (encryption = writingWith('new')) => {
  const directory = freshDirectory();
  const { writer, troubles } = writerIn(directory, { encryption });
  writer.append(batchOf(5, 0, LINES));
  return { directory, writer, troubles };
};

describe('an encrypted segment', () => {
  test('is read with its key, after the key for writing was changed too', async () => {
    const { directory } = encrypted(writingWith('old'));
    const { frames, damaged, torn, end } = await readAll(directory, 0, { encryption: writingWith('new'), slabBytes: 100 });
    expect(linesOf(frames)).toEqual(LINES.map((line) => `${line}\n`));
    expect(frames[0]).toMatchObject({ type: 'group', bytes: Buffer.from('{"group":5}') });
    expect([damaged, torn, end]).toEqual([0, 0, 'end']);
  });

  test('holds no line and no key in the clear, of the group either', () => {
    const bytes = bytesOfSegment(encrypted().directory, 0);
    for (const text of ['sesame', 'secret', '"group"', 'üü']) expect(bytes.includes(text)).toBe(false);
    expect(bytes.includes(KEYS['new']!)).toBe(false);
  });

  test('says the same twice in different bytes', () => {
    const [one, other] = [encrypted(), encrypted()].map(({ directory }) => bytesOfSegment(directory, 0).subarray(64 + 3 + 32));
    expect(one!.equals(other!)).toBe(false);
    expect(one!.length).toBe(other!.length);
  });

  test.each([
    ['no key', undefined],
    ['another key of that name', () => ({ id: 'new', key: Buffer.alloc(32, 9) })],
    [
      'a function that throws',
      () => {
        throw new Error('no such key');
      },
    ],
  ])('is locked, not damaged, for one with %s', async (_, encryption) => {
    const { directory } = encrypted();
    expect(await readAll(directory, 0, { encryption })).toMatchObject({ frames: [], damaged: 0, torn: 0, end: 'locked' });
  });

  test('cannot be written where there is no key: the append says so, and the file is not there', () => {
    const { directory, troubles } = encrypted(writingWith('nothing'));
    expect(troubles).toMatchObject([{ message: 'no such key' }]);
    expect(filesIn(directory)).toEqual([]);
  });
});

describe('who changes an encrypted frame and its sum', () => {
  const FIELDS = { severity: 13, group: 14, seq: 20, time: 26, text: 32 };

  test.each(Object.entries(FIELDS))('in its %s loses that frame', async (_, at) => {
    const { directory } = encrypted();
    const encryption = writingWith('new');
    const { frames } = await readAll(directory, 0, { encryption });
    const { offset, end } = frames.find(({ type }) => type === 'record')!;
    const bytes = bytesOfSegment(directory, 0);
    bytes[offset + at]! ^= 1;
    bytes.writeUInt32LE(crc32(bytes.subarray(offset + 8, end), saltOf(LOG, segmentName(0))), offset + 4);
    writeFileSync(join(directory, segmentName(0)), bytes);
    const read = await readAll(directory, 0, { encryption });
    expect(read.ids).toEqual(['5/1', '5/2']);
    expect(read.damaged).toBe(end - offset);
  });

  test('cannot put in one that is not encrypted', async () => {
    const { directory } = encrypted();
    const plain = freshDirectory();
    writerIn(plain).writer.append(batchOf(5, 7, ['{"forged":true}']));
    const forged = bytesOfSegment(plain, 0).subarray(64);
    writeFileSync(join(directory, segmentName(0)), Buffer.concat([bytesOfSegment(directory, 0), forged]));
    expect((await readAll(directory, 0, { encryption: writingWith('new') })).ids).toEqual(['5/0', '5/1', '5/2']);
  });
});

test('a destroyed head of an encrypted segment gives no ciphertext for lines', async () => {
  const { directory } = encrypted();
  writeFileSync(join(directory, segmentName(0)), bytesOfSegment(directory, 0).fill(0, 0, 64));
  expect(await readAll(directory, 0, { encryption: writingWith('new') })).toMatchObject({ frames: [], end: 'end' });
});

test('a segment in which an encrypted write failed is not written to again: no nonce is used twice', async () => {
  const directory = freshDirectory();
  const { files, fail } = createFaultyFiles();
  const encryption = writingWith('new');
  const { writer, segments } = writerIn(directory, { encryption }, { files });
  writer.append(batchOf(1, 0, ['{}']));
  fail('writeSync', { code: 'ENOSPC' });
  expect(writer.append(batchOf(1, 1, ['{"a":1}']))).toBeUndefined();
  writer.append(batchOf(1, 1, ['{"b":2}']));
  expect(segments).toEqual([0, 1]);
  expect(await readLog(directory, { encryption })).toEqual(['1/0', '1/1']);
});
