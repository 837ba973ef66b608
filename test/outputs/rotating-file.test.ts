import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRotatingFile } from '../../src/outputs/rotating-file.js';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'logferry-out-'));
  file = join(directory, 'app.log');
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

const read = (name = 'app.log'): string => readFileSync(join(directory, name), 'utf8');
const fileOf = ({ maxBytes = 1000, maxFiles = 5, at = file } = {}) => createRotatingFile({ file: at, maxBytes, maxFiles });
const line = (index: number): string => `${JSON.stringify({ index }).padEnd(99, ' ')}\n`;
const names = (): readonly string[] => readdirSync(directory).toSorted();

test('what is written is there when the promise says so, in order, for its owner only', async () => {
  const output = fileOf();
  expect(await Promise.all([output.write('a\n'), output.write(Buffer.from('b\n')), output.write('c\n')])).toEqual([true, true, true]);
  expect(read()).toBe('a\nb\nc\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('A29 a new file begins before the write that would make one too large; no line is lost or torn', async () => {
  const output = fileOf({ maxFiles: 20 });
  const lines = Array.from({ length: 100 }, (_, index) => line(index));
  for (const each of lines) expect(await output.write(each)).toBe(true);
  expect(names()).toHaveLength(10);
  for (const name of names()) expect(statSync(join(directory, name)).size).toBe(1000);
  const oldestFirst = ['9', '8', '7', '6', '5', '4', '3', '2', '1'].map((index) => read(`app.log.${index}`));
  expect([...oldestFirst, read()].join('')).toBe(lines.join(''));
});

test.each([
  [1, ['app.log'], [7]],
  [2, ['app.log', 'app.log.1'], [7, 6]],
  [5, ['app.log', 'app.log.1', 'app.log.2', 'app.log.3', 'app.log.4'], [7, 6, 5, 4, 3]],
])('A31 of %i files the youngest are kept', async (maxFiles, kept, writes) => {
  const output = fileOf({ maxBytes: 100, maxFiles });
  for (let index = 0; index < 8; index += 1) await output.write(line(index));
  expect(names()).toEqual(kept);
  expect(kept.map((name) => JSON.parse(read(name)).index)).toEqual(writes);
});

test('a write that is larger than a file may be has one by itself', async () => {
  const output = fileOf({ maxBytes: 10 });
  await output.write('small\n');
  await output.write(line(1));
  await output.write('next\n');
  expect([read('app.log.2'), read('app.log.1'), read()]).toEqual(['small\n', line(1), 'next\n']);
});

test('what an earlier run wrote stays and counts', async () => {
  writeFileSync(file, line(0));
  const output = fileOf({ maxBytes: 150 });
  await output.write(line(1));
  expect([read('app.log.1'), read()]).toEqual([line(0), line(1)]);
});

test('a torn line that a crash left behind spoils no other', async () => {
  writeFileSync(file, '{"whole":1}\n{"tor');
  await fileOf().write('{"next":2}\n');
  expect(read()).toBe('{"whole":1}\n{"tor\n{"next":2}\n');
});

test('a file, or its directory, that somebody took away is made again', async () => {
  const output = fileOf({ at: join(directory, 'deep', 'er', 'app.log') });
  expect(await output.write('a\n')).toBe(true);
  renameSync(join(directory, 'deep'), join(directory, 'away'));
  expect(await output.write('b\n')).toBe(true);
  expect([read('away/er/app.log'), read('deep/er/app.log')]).toEqual(['a\n', 'b\n']);
  expect(statSync(join(directory, 'deep', 'er')).mode & 0o777).toBe(0o700);
});

test('what cannot be written is said to be not written, and the next is tried anew', async () => {
  writeFileSync(join(directory, 'blocked'), '');
  const output = fileOf({ at: join(directory, 'blocked', 'app.log') });
  expect(await output.write('a\n')).toBe(false);
  rmSync(join(directory, 'blocked'));
  expect(await output.write('b\n')).toBe(true);
  expect(read('blocked/app.log')).toBe('b\n');
});

test('a full disk: what it took of a write is cut off again', async () => {
  await fileOf().write('first\n');
  const handle = await open(file);
  await handle.close();
  vi.spyOn(Object.getPrototypeOf(handle), 'appendFile').mockImplementation(async (data) => {
    appendFileSync(file, String(data).slice(0, 3));
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  });
  const output = fileOf();
  expect(await output.write('second\n')).toBe(false);
  expect(read()).toBe('first\n');
  vi.restoreAllMocks();
  expect(await output.write('third\n')).toBe(true);
  expect(read()).toBe('first\nthird\n');
});

test('close waits for what is under way; nothing is written after it', async () => {
  const output = fileOf();
  const written = output.write('a\n');
  await output.close();
  expect(read()).toBe('a\n');
  expect([await written, await output.write('b\n')]).toEqual([true, false]);
  expect(read()).toBe('a\n');
});

test('nothing is opened before the first write', () => {
  fileOf();
  expect(existsSync(file)).toBe(false);
});
