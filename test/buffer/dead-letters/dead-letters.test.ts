import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aboutOf, readLetter } from '../../../src/buffer/dead-letters/letter.js';
import { ConfigurationError } from '../../../src/core/errors.js';
import type { DropReason } from '../../../src/core/events.js';
import { createFaultyFiles } from '../../kit/faulty-files.js';
import { chunkOf, found, freshPath, lettersIn, linesFound, segmentsOf } from './letters.js';

const FACTS = { time: 5, level: 'warn', severity: 13 };
const REFUSED = { reason: 'refused', error: 'http-400' } as const;
const KEY = { id: 'k1', key: Buffer.alloc(32, 7) };

describe('a dead letter', () => {
  test('A40 has the record as it would have been sent, its group, and why it was given up', async () => {
    const directory = freshPath();
    const { letters, clock } = lettersIn(directory);
    expect(letters.put({ chunk: chunkOf(1, 2), ...REFUSED })).toBe(2);
    expect(await found(directory)).toEqual(
      [1, 2].map((n) => ({
        group: '{"tenant":"acme"}',
        time: 1000 + n,
        severity: 17,
        line: `{"n":${n}}`,
        reason: 'refused',
        error: 'http-400',
        at: clock.wallTime(),
        id: `c-${n}`,
      })),
    );
  });

  test.each([
    ['with its newline', '{"a":"ü\u2028"}\n'],
    ['without one', '{"a":"ü\u2028"}'],
  ])('of a line %s has no group where there is none', async (_, line) => {
    const directory = freshPath();
    const { letters } = lettersIn(directory);
    expect(letters.putLine(line, FACTS, { reason: 'unkeyed', error: 'unkeyed: key-function-threw' })).toBe(true);
    const [letter] = await found(directory);
    expect(letter).toMatchObject({
      group: undefined,
      time: 5,
      severity: 13,
      line: '{"a":"ü\u2028"}',
      reason: 'unkeyed',
      error: 'key-function-threw',
    });
  });

  const kept: readonly (readonly [DropReason, refused: boolean, all: boolean])[] = [
    ['refused', true, true],
    ['too-large', true, true],
    ['unkeyed', true, true],
    ['rejected', true, true],
    ['evicted', false, true],
    ['full', false, true],
    ['level', false, true],
    ['expired', false, true],
    ['abandoned', false, true],
    ['too-many-groups', false, true],
    ['closed', false, false],
    ['unwritable', false, false],
    ['corrupt', false, false],
  ];
  test.each(kept)('of reason %s is kept by `refused`: %s, by `all`: %s', (reason, byRefused, byAll) => {
    for (const [keep, isKept] of [
      ['refused', byRefused],
      ['all', byAll],
    ] as const) {
      const { letters } = lettersIn(freshPath(), { keep });
      expect([letters.putLine('{}', FACTS, { reason }), letters.put({ chunk: chunkOf(1, 3), reason, error: reason })]).toEqual([
        isKept,
        isKept ? 3 : 0,
      ]);
    }
  });

  test('is for its owner alone, and nothing is made before the first', () => {
    const directory = freshPath();
    const { letters } = lettersIn(directory);
    letters.put({ chunk: chunkOf(1, 1), reason: 'evicted', error: 'evicted' });
    expect(existsSync(directory)).toBe(false);
    letters.put({ chunk: chunkOf(1, 1), ...REFUSED });
    const [segment = ''] = segmentsOf(directory);
    expect([directory, dirname(segment), segment].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700, 0o600]);
  });

  test('is encrypted where the spool is', async () => {
    const directory = freshPath();
    const { letters } = lettersIn(directory, {}, { encryption: () => KEY });
    letters.putLine('{"secret":"swordfish"}', FACTS, { ...REFUSED, group: '"tenant-1"' });
    const text = segmentsOf(directory)
      .map((path) => readFileSync(path, 'latin1'))
      .join('');
    for (const word of ['swordfish', 'tenant-1', 'http-400']) expect(text).not.toContain(word);
    const keyFile = join(dirname(directory), 'keys.json');
    writeFileSync(keyFile, JSON.stringify({ k1: KEY.key.toString('base64') }));
    expect(await found(directory, keyFile)).toMatchObject([{ line: '{"secret":"swordfish"}', group: '"tenant-1"', error: 'http-400' }]);
    expect(await found(directory)).toEqual([]);
  });

  test('that was torn off by a crash costs no other', async () => {
    const directory = freshPath();
    const { letters } = lettersIn(directory);
    letters.put({ chunk: chunkOf(1, 3), ...REFUSED });
    const [segment = ''] = segmentsOf(directory);
    writeFileSync(segment, readFileSync(segment).subarray(0, -1));
    expect(await linesFound(directory)).toEqual(['{"n":1}', '{"n":2}']);
  });

  test('of any text comes back as it went', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.nat(), (line, error, at) => {
        const bytes = Buffer.from(`${aboutOf({ reason: 'refused', error, at })}\n${line}\n`);
        expect(readLetter(bytes)).toEqual({ reason: 'refused', error, at, id: undefined, line: Buffer.from(line) });
      }),
    );
  });

  test.each(['', '{"reason":"refused"}', 'no JSON\n{}\n'])('that another version wrote, %j, is none', (payload) => {
    expect(readLetter(Buffer.from(payload))).toBeUndefined();
  });

  test('larger than the quota is none', () => {
    const { letters } = lettersIn(freshPath(), { maxBytes: 1000 });
    expect(letters.putLine('x'.repeat(1000), FACTS, REFUSED)).toBe(false);
    expect(letters.putLine('{}', FACTS, REFUSED)).toBe(true);
  });

  test('after `close` is none', () => {
    const { letters } = lettersIn(freshPath());
    letters.close();
    expect([letters.put({ chunk: chunkOf(1, 1), ...REFUSED }), letters.putLine('{}', FACTS, REFUSED)]).toEqual([0, false]);
  });

  test('survives a power failure a second later', async () => {
    const directory = freshPath();
    const faulty = createFaultyFiles();
    const { letters, clock } = lettersIn(directory, {}, { files: faulty.files });
    letters.put({ chunk: chunkOf(1, 2), ...REFUSED });
    await clock.advance(1000);
    await expect.poll(() => faulty.calls('fdatasync')).toBeGreaterThan(0);
    letters.put({ chunk: chunkOf(3, 2), ...REFUSED });
    faulty.losePower();
    expect(await linesFound(directory)).toEqual(['{"n":1}', '{"n":2}']);
  });
});

describe('a disk that fails', () => {
  test.each([1, 2, 3, 4, 5])('at write %i costs what comes then, and the caller is told how many were kept', async (from) => {
    const directory = freshPath();
    const faulty = createFaultyFiles();
    const { letters, clock, troubles } = lettersIn(directory, {}, { files: faulty.files });
    faulty.fail('writeSync', { code: 'EIO', from, times: Number.POSITIVE_INFINITY });
    const kept = letters.put({ chunk: chunkOf(1, 10), ...REFUSED });
    expect([kept < 10, troubles]).toEqual([true, ['EIO']]);

    faulty.heal();
    expect(letters.putLine('{"n":"too soon"}', FACTS, REFUSED)).toBe(false);
    await clock.advance(1000);
    expect(letters.putLine('{"n":"later"}', FACTS, REFUSED)).toBe(true);
    expect(await linesFound(directory)).toEqual([...Array.from({ length: kept }, (_, n) => `{"n":${n + 1}}`), '{"n":"later"}']);
  });

  test('is not asked for every letter', () => {
    const faulty = createFaultyFiles();
    const { letters } = lettersIn(freshPath(), {}, { files: faulty.files });
    faulty.fail('mkdirSync', { code: 'EROFS', times: Number.POSITIVE_INFINITY });
    for (let n = 0; n < 1000; n += 1) expect(letters.putLine('{}', FACTS, REFUSED)).toBe(false);
    expect(faulty.calls('mkdirSync')).toBe(1);
  });

  test('leaves no descriptor open', async () => {
    const faulty = createFaultyFiles();
    const { letters, clock } = lettersIn(freshPath(), {}, { files: faulty.files });
    faulty.fail('writeSync', { code: 'EIO', from: 3, times: 1 });
    for (let n = 0; n < 10; n += 1) {
      letters.putLine('{}', FACTS, REFUSED);
      await clock.advance(60_000);
    }
    letters.close();
    await expect.poll(faulty.openFds).toBe(0);
  });
});

describe('the quota', () => {
  const MIB = 1024 * 1024;
  const LINE = JSON.stringify({ text: 'x'.repeat(10_000) });
  const bytesIn = (directory: string): number => segmentsOf(directory).reduce((sum, path) => sum + statSync(path).size, 0);

  test('is kept by giving up the oldest file, and that is told', async () => {
    const directory = freshPath();
    const { letters, deletions } = lettersIn(directory, { maxBytes: MIB });
    for (let n = 0; n < 300; n += 1) {
      expect(letters.putLine(LINE, FACTS, { ...REFUSED, error: `${n}` })).toBe(true);
      expect(bytesIn(directory)).toBeLessThanOrEqual(MIB);
    }
    const errors = (await found(directory)).map(({ error }) => Number(error));
    expect(errors).toEqual(Array.from({ length: errors.length }, (_, index) => 300 - errors.length + index));
    expect(errors.length).toBeGreaterThan(80);
    const bytes = deletions.reduce((sum, deleted) => sum + deleted.bytes, 0);
    expect(bytes + bytesIn(directory)).toBeGreaterThan(300 * 10_000);
  });

  test('counts what earlier runs left, whose logs go when nothing is in them', () => {
    const directory = freshPath();
    for (let run = 0; run < 10; run += 1) {
      const { letters } = lettersIn(directory, { maxBytes: MIB });
      for (let n = 0; n < 30; n += 1) letters.putLine(LINE, FACTS, REFUSED);
      letters.close();
      for (const path of segmentsOf(directory)) if (statSync(path).mtimeMs > 1e12) utimesSync(path, run, run);
      expect(bytesIn(directory)).toBeLessThanOrEqual(MIB);
    }
    const logs = new Set(segmentsOf(directory).map(dirname));
    expect(logs.size).toBeLessThan(10);
    expect([...logs].every(existsSync)).toBe(true);
  });
});

describe('somebody else', () => {
  test.each([
    ['the file', (segment: string) => unlinkSync(segment)],
    ['the log', (segment: string) => rmSync(dirname(segment), { recursive: true })],
    ['the directory', (segment: string) => rmSync(dirname(dirname(segment)), { recursive: true })],
  ])('may delete %s at any time, and what comes then is kept all the same', async (_, remove) => {
    const directory = freshPath();
    const { letters } = lettersIn(directory);
    letters.put({ chunk: chunkOf(1, 2), ...REFUSED });
    segmentsOf(directory).forEach(remove);
    expect(letters.put({ chunk: chunkOf(3, 2), ...REFUSED })).toBe(2);
    expect(await linesFound(directory)).toEqual(['{"n":3}', '{"n":4}']);
  });

  test('may delete the file between its write and the look at it', async () => {
    const directory = freshPath();
    const faulty = createFaultyFiles();
    const { letters } = lettersIn(directory, {}, { files: faulty.files });
    letters.put({ chunk: chunkOf(1, 1), ...REFUSED });
    let isWritten = false;
    faulty.beforeEach((name) => {
      if (name === 'existsSync' && !isWritten) {
        isWritten = true;
        segmentsOf(directory).forEach((path) => {
          unlinkSync(path);
        });
      }
    });
    expect(letters.put({ chunk: chunkOf(2, 1), ...REFUSED })).toBe(1);
    expect([isWritten, await linesFound(directory)]).toEqual([true, ['{"n":2}']]);
  });

  test('of the same directory has a log of its own', async () => {
    const directory = freshPath();
    const boxes = [1, 2, 3].map(() => lettersIn(directory).letters);
    for (const [n, letters] of boxes.entries()) expect(letters.put({ chunk: chunkOf(n, 1), ...REFUSED })).toBe(1);
    expect(new Set(segmentsOf(directory).map(dirname)).size).toBe(3);
    expect([...(await linesFound(directory))].sort()).toEqual(['{"n":0}', '{"n":1}', '{"n":2}']);
  });
});

describe('a directory', () => {
  const made = (directory: string): string => {
    mkdirSync(directory, { mode: 0o700 });
    return directory;
  };
  test.each([
    ['the spool', (directory: string) => ({ directory, spoolDirectory: join(directory, 'x', '..') })],
    [
      'one where others may write',
      (directory: string) => {
        chmodSync(made(directory), 0o777);
        return { directory };
      },
    ],
    [
      'a symbolic link',
      (directory: string) => {
        symlinkSync(made(`${directory}-real`), directory);
        return { directory };
      },
    ],
    [
      'a file',
      (directory: string) => {
        writeFileSync(directory, '');
        return { directory };
      },
    ],
  ])('that is %s is refused at the door', (_, plant: (directory: string) => { directory: string; spoolDirectory?: string }) => {
    const { directory, spoolDirectory } = plant(freshPath());
    const open = () => lettersIn(directory, {}, { spoolDirectory });
    expect(open).toThrow(ConfigurationError);
    expect(open).toThrow('option `deadLetters.directory`');
  });
});
