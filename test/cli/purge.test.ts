import { existsSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findLogs } from '../../src/cli/find-logs.js';
import { removeSegment } from '../../src/cli/remove.js';
import { freshDirectory, letterOf, ofAnotherMachine, plantLetters, plantSpool, thisProcess } from './plant.js';
import { logferry, parsed } from './terminal.js';

const HOUR_MS = 3_600_000;
const plantOne = (directory: string, owner?: object): string =>
  plantSpool(directory, { groups: { null: ['{"n":1}'] }, ...(owner && { owner }) });

describe('purge', () => {
  test('without --yes says what it would delete, and deletes nothing', async () => {
    const directory = freshDirectory();
    const log = plantOne(directory);
    const { code, out } = await logferry(['spool', 'purge', directory]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^would delete 1 file of 1 log, \d+ B; to do it, add --yes\n$/)]);
    expect(existsSync(join(directory, log, '0000000000000000.seg'))).toBe(true);
  });

  test('deletes a log with all that belongs to it', async () => {
    const directory = freshDirectory();
    plantSpool(directory, { groups: { null: ['{"n":1}', '{"n":2}'] }, done: 1 });
    const { code, out, err } = await logferry(['spool', 'purge', directory, '--yes']);
    expect([code, out, err]).toEqual([0, expect.stringMatching(/^deleted 1 file of 1 log, \d+ B\n$/), '']);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('never deletes a spool that a process sends, named or not', async () => {
    const directory = freshDirectory();
    const log = plantOne(directory, thisProcess);
    const adopted = plantSpool(directory, { groups: { null: ['{}'] }, path: join(directory, log, 'adopted') });
    for (const options of [[], ['--log', log], ['--log', adopted]]) {
      const { out, err } = await logferry(['spool', 'purge', directory, '--yes', ...options]);
      expect(out).toContain('deleted 0 files');
      expect(err).toContain('stays: a process that runs is sending it');
    }
    expect(parsed(await logferry(['spool', 'cat', directory]))).toEqual([{ n: 1 }, {}]);
  });

  test('deletes a log of another machine only when it is named', async () => {
    const directory = freshDirectory();
    const log = plantOne(directory, ofAnotherMachine);
    expect((await logferry(['spool', 'purge', directory, '--yes'])).err).toContain('name it by --log');
    expect(readdirSync(directory)).toEqual([log]);
    await logferry(['spool', 'purge', directory, '--yes', '--log', log]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('--older-than spares a log that was written to since', async () => {
    const directory = freshDirectory();
    const [old, fresh] = [plantOne(directory), plantOne(directory)];
    const now = Date.now();
    for (const [log, age] of [
      [old, 73],
      [fresh, 71],
    ] as const) {
      const written = new Date(now - age * HOUR_MS);
      utimesSync(join(directory, log, '0000000000000000.seg'), written, written);
    }
    await logferry(['spool', 'purge', directory, '--older-than', '72h', '--yes'], { now });
    expect(readdirSync(directory)).toEqual([fresh]);
  });

  test('of a log leaves those that it had adopted', async () => {
    const directory = freshDirectory();
    const log = plantOne(directory);
    const adopted = plantSpool(directory, { groups: { null: ['{"n":2}'] }, path: join(directory, log, 'adopted') });
    await logferry(['spool', 'purge', directory, '--yes', '--log', log]);
    expect(parsed(await logferry(['spool', 'cat', directory]))).toEqual([{ n: 2 }]);
    await logferry(['spool', 'purge', directory, '--yes', '--log', adopted]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('leaves a foreign file where it is, and the directory around it', async () => {
    const directory = freshDirectory();
    const log = plantOne(directory);
    writeFileSync(join(directory, log, 'notes.txt'), 'x');
    await logferry(['spool', 'purge', directory, '--yes']);
    expect(readdirSync(join(directory, log))).toContain('notes.txt');
  });
});

describe('purge of dead letters', () => {
  test('works while their service runs, which goes on', async () => {
    const directory = freshDirectory();
    const service = plantLetters(directory, [letterOf(1), letterOf(2)]);
    expect((await logferry(['spool', 'purge', directory, '--yes'])).out).toContain('deleted 1 file of 1 log');
    expect(service.put(letterOf(3))).toBe(true);
    expect(parsed(await logferry(['spool', 'cat', directory]))).toEqual([{ n: 3 }]);
  });

  test('spares a file that took a letter since it was found, and says so', async () => {
    const directory = freshDirectory();
    const service = plantLetters(directory, [letterOf(1)]);
    const [log] = await findLogs(directory);
    service.put(letterOf(2));
    expect(await removeSegment(log!.segments[0]!)).toBe(false);
    expect(parsed(await logferry(['spool', 'cat', directory]))).toEqual([{ n: 1 }, { n: 2 }]);
    service.put(letterOf(3));
    expect(parsed(await logferry(['spool', 'cat', directory]))).toHaveLength(3);
  });

  test('that was killed half-way loses no letter: what it had put aside is read, and deleted the next time', async () => {
    const directory = freshDirectory();
    const service = plantLetters(directory, [letterOf(1)]);
    const [log] = await findLogs(directory);
    const [segment] = log!.segments;
    renameSync(segment!.path, `${segment!.path}.purged`);
    service.put(letterOf(2));
    service.stop();
    expect(parsed(await logferry(['spool', 'cat', directory]))).toEqual(expect.arrayContaining([{ n: 1 }, { n: 2 }]));
    await logferry(['spool', 'purge', directory, '--yes']);
    expect(readdirSync(directory)).toEqual([]);
  });
});
