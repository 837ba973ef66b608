import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMortalFiles, type MortalFiles } from '../kit/mortal-files.js';
import { letGo } from '../kit/spool-files.js';
import { type DiskStage, openDiskStage } from './disk-stage.js';
import { upTo } from './stage.js';

const FOREVER = 1e9;

/** Logs one record every 10 ms, as an app does, whatever the disk does. */
const logFor = async (stage: DiskStage, ms: number, numbered: { n: number }): Promise<void> => {
  for (let passed = 0; passed < ms; passed += 10) {
    expect(stage.handler.handle({ fields: { n: numbered.n } })).toBe('accepted');
    numbered.n += 1;
    await stage.runFor(10);
  }
};

const withoutDirectory = (code: string): MortalFiles => {
  const disk = createMortalFiles();
  disk.fail('mkdirSync', { code, times: FOREVER });
  return disk;
};

/** The process is dead, and with it the power went. */
const cutPower = ({ disk, directory }: DiskStage): void => {
  disk.die();
  disk.losePower();
  for (const log of readdirSync(directory)) letGo(join(directory, log));
};

const isAway = (stage: DiskStage): boolean => stage.handler.getHealthStatus().spool?.state === 'away';

describe('D1 spool-R6 a disk that is full', () => {
  test.each(upTo(12))(
    'at write %i and from then on: the app notices nothing, all is delivered, and within 2 s of space it is used again',
    async (at) => {
      const stage = await openDiskStage({ chunkSize: 3 });
      const numbered = { n: 0 };
      for (let write = 0; write < at; write += 1) {
        stage.handler.handle({ fields: { n: numbered.n } });
        numbered.n += 1;
      }
      stage.disk.limitSpace(17 * at);
      await logFor(stage, 300, numbered);
      expect(isAway(stage)).toBe(true);
      stage.disk.heal();
      await logFor(stage, 2000, numbered);
      expect(isAway(stage)).toBe(false);
      await stage.runDry();
      expect(stage.numbers()).toEqual(upTo(numbered.n));
      await stage.closesClean();
    },
  );

  test('from the start: the directory is made within 2 s of space, and what was logged until then is on disk', async () => {
    const late = await openDiskStage({ disk: withoutDirectory('ENOSPC') });
    await late.collector.pause();
    const numbered = { n: 0 };
    await logFor(late, 300, numbered);
    expect([isAway(late), late.bytesOnDisk()]).toEqual([true, 0]);
    late.disk.heal();
    await late.runFor(2000);
    expect(isAway(late)).toBe(false);
    expect(late.bytesOnDisk()).toBeGreaterThan(numbered.n * 32);
    await late.collector.resume();
    await late.runDry();
    expect(late.numbers()).toEqual(upTo(numbered.n));
    await late.closesClean();
  });
});

describe('a disk that fails while the app logs', () => {
  test.each([
    ['D3', 'openSync', 'EDQUOT'],
    ['D3', 'openSync', 'EMFILE'],
    ['D3', 'openSync', 'ENFILE'],
    ['D3', 'writeSync', 'EDQUOT'],
    ['D3', 'writeSync', 'EFBIG'],
    ['D4', 'writeSync', 'EIO'],
    ['D7', 'openSync', 'EROFS'],
    ['D7', 'writeSync', 'EROFS'],
    ['D7', 'openSync', 'EACCES'],
    ['D7', 'writeSync', 'EPERM'],
    ['D21', 'writeSync', 'ESTALE'],
  ] as const)(
    '%s %s says %s: the app notices nothing, health does, all is delivered in order, and it heals',
    async (_row, operation, code) => {
      const stage = await openDiskStage({ chunkSize: 5 });
      const numbered = { n: 0 };
      await logFor(stage, 100, numbered);
      stage.disk.fail(operation, { code, times: FOREVER, when: (path) => path.startsWith(stage.directory) });
      stage.disk.fail('writeSync', { code: 'EIO' });
      await logFor(stage, 1500, numbered);
      expect(isAway(stage)).toBe(true);
      expect(stage.diagnostics).toContainEqual(expect.objectContaining({ code: 'disk-away', severity: 'error' }));
      stage.disk.heal();
      await stage.runFor(35_000);
      await logFor(stage, 100, numbered);
      expect(isAway(stage)).toBe(false);
      await stage.runDry();
      expect(stage.numbers()).toEqual(upTo(numbered.n));
      expect(stage.handler.stats()).toMatchObject({ dropped: {}, delivered: numbered.n });
      await stage.closesClean();
    },
  );

  test.each(['EACCES', 'EROFS', 'EPERM', 'ENOSPC'])(
    'D7 the directory cannot be made (%s): everything goes through memory',
    async (code) => {
      const sick = await openDiskStage({ disk: withoutDirectory(code) });
      await logFor(sick, 200, { n: 0 });
      await sick.runDry();
      expect(sick.numbers()).toEqual(upTo(20));
      expect(isAway(sick)).toBe(true);
    },
  );
});

test('D5 a sync that fails once: what was written is written again, and a power cut after the next good one takes nothing', async () => {
  const stage = await openDiskStage({ spool: { fsync: 'interval', fsyncIntervalMs: 1000 } });
  await stage.collector.pause();
  const numbered = { n: 0 };
  stage.disk.fail('fdatasync', { code: 'EIO' });
  await logFor(stage, 500, numbered);
  await stage.runFor(3000);
  cutPower(stage);
  const heir = await openDiskStage({ directory: stage.directory });
  await heir.runUntil(() => heir.collector.records.length === numbered.n);
  expect(heir.numbers()).toEqual(upTo(numbered.n));
});

test('D16 after a power cut nothing is missing but what was logged within the sync interval', async () => {
  const stage = await openDiskStage({ spool: { fsync: 'interval', fsyncIntervalMs: 1000 } });
  await stage.collector.pause();
  const numbered = { n: 0 };
  await logFor(stage, 5000, numbered);
  const before = numbered.n;
  await logFor(stage, 500, numbered);
  cutPower(stage);
  const heir = await openDiskStage({ directory: stage.directory });
  await heir.runUntil(() => heir.collector.records.length >= before - 100);
  await heir.runDry();
  const got = heir.numbers();
  expect(got).toEqual(upTo(got.length));
  expect(got.length).toBeGreaterThanOrEqual(before - 100);
});

test('D16 fsync always: after a power cut nothing is missing', async () => {
  const stage = await openDiskStage({ spool: { fsync: 'always' } });
  await stage.collector.pause();
  const numbered = { n: 0 };
  await logFor(stage, 500, numbered);
  cutPower(stage);
  const heir = await openDiskStage({ directory: stage.directory });
  await heir.runUntil(() => heir.collector.records.length === numbered.n);
  expect(heir.numbers()).toEqual(upTo(numbered.n));
});

test('the directory is deleted while the app runs: it is made again within 5 s, and what was in memory is on disk again', async () => {
  const stage = await openDiskStage();
  await stage.collector.pause();
  const numbered = { n: 0 };
  await logFor(stage, 500, numbered);
  rmSync(stage.directory, { recursive: true });
  await stage.runFor(5000);
  expect(stage.bytesOnDisk()).toBeGreaterThan(numbered.n * 32);
  await stage.collector.resume();
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(numbered.n));
  await stage.closesClean();
});
