import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backgroundFiles } from '../../../src/buffer/spool/background-files.js';
import { systemFiles } from '../../../src/buffer/spool/files.js';
import { isAlive } from '../../../src/buffer/spool/liveness.js';
import { createLogDirectory, type LogDirectory, type LogDirectoryDeps } from '../../../src/buffer/spool/log-directory.js';
import { isLogId } from '../../../src/buffer/spool/log-names.js';
import { parseOwner } from '../../../src/buffer/spool/owner.js';
import { systemClock } from '../../../src/core/clock.js';
import { plantLog, SEGMENT, self, tempDirectory } from './logs.js';

const failWith = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};

const open = (root: string, change: Partial<LogDirectoryDeps> = {}) => {
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown): void => {
    troubles.push((error as { code?: string }).code);
  };
  return { made: createLogDirectory(root, { files: systemFiles, self, now: 1234, onTrouble, ...change }), troubles };
};

const openWell = (root = tempDirectory(), log?: string): LogDirectory => {
  const { made, troubles } = open(root, log === undefined ? {} : { log });
  expect(troubles).toEqual([]);
  return made!;
};

const liveness = (path: string) => isAlive(path, { files: backgroundFiles, clock: systemClock, self });
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('a log directory', () => {
  test("is its owner's alone, says who that is, and is alive", async () => {
    const root = tempDirectory();
    const { log, path, isIntact, close } = openWell(root);
    expect([path, isLogId(log)]).toEqual([join(root, log), true]);
    expect(readdirSync(path).sort()).toEqual(['live.sock', 'owner.json']);
    expect([path, join(path, 'owner.json'), join(path, 'live.sock')].map(modeOf)).toEqual([0o700, 0o600, 0o600]);
    expect(parseOwner(readFileSync(join(path, 'owner.json'), 'utf8'))).toEqual({
      ...self,
      formatVersion: 1,
      createdMs: 1234,
      hasSocket: true,
    });
    expect([isIntact(), await liveness(path)]).toEqual([true, 'alive']);
    await close();
  });

  test('may have a name that was there before it', async () => {
    const { log, path, close } = openWell(tempDirectory(), 'abcdefghijklmnop');
    expect([log, basename(path)]).toEqual(['abcdefghijklmnop', 'abcdefghijklmnop']);
    await close();
  });

  test('P13 two in one place do not meet', async () => {
    const root = tempDirectory();
    const [one, other] = [openWell(root), openWell(root)];
    expect(readdirSync(root).sort()).toEqual([one.log, other.log].sort());
    await Promise.all([one.close(), other.close()]);
  });

  test.each<[what: string, harm: (path: string) => void]>([
    ['deleted', (path) => rmSync(path, { recursive: true })],
    ['moved', (path) => renameSync(path, `${path}-x`)],
    ['moved, with another in its place', (path) => renameSync(path, `${path}-x`) ?? mkdirSync(path)],
    ['replaced by a file', (path) => renameSync(path, `${path}-x`) ?? writeFileSync(path, '')],
  ])('that was %s is not intact', async (_what, harm) => {
    const { path, isIntact, close } = openWell();
    harm(path);
    expect(isIntact()).toBe(false);
    await close();
  });

  test.each<[code: string, intact: boolean]>([
    ['EIO', true],
    ['EACCES', true],
    ['ESTALE', false],
  ])('of which a disk says only %s is intact: %j', async (code, intact) => {
    let isAway = false;
    const lstatSync = Object.assign((path: string) => (isAway ? failWith(code)() : systemFiles.lstatSync(path)));
    const { made } = open(tempDirectory(), { files: { ...systemFiles, lstatSync } });
    isAway = true;
    expect(made?.isIntact()).toBe(intact);
    await made?.close();
  });
});

describe('the end of a log', () => {
  test.each<[keeps: string, names: readonly string[]]>([
    ['nothing', []],
    ['only what became of its records', ['0000000000000000.side']],
  ])('that keeps %s leaves nothing, at once', (_keeps, names) => {
    const root = tempDirectory();
    const { path, close } = openWell(root);
    for (const name of names) writeFileSync(join(path, name), '');
    mkdirSync(join(path, 'adopted'));
    void close();
    expect(readdirSync(root)).toEqual([]);
  });

  test.each<[keeps: string, fill: (path: string) => void]>([
    ['a segment', (path) => writeFileSync(join(path, SEGMENT), '')],
    ['an adopted log', (path) => mkdirSync(join(path, 'adopted', 'abcdefghijklmnop'), { recursive: true })],
    ['what is not ours', (path) => writeFileSync(join(path, 'notes.txt'), '')],
  ])('that keeps %s leaves it for whoever comes first, at once', async (_keeps, fill) => {
    const { path, close } = openWell();
    fill(path);
    const before = readdirSync(path).sort();
    const closing = close();
    const after = before.filter((name) => name !== 'live.sock').map((name) => (name === 'owner.json' ? 'released.json' : name));
    expect(readdirSync(path).sort()).toEqual(after.sort());
    expect(await liveness(path)).toBe('dead');
    await closing;
  });

  test('takes nothing with it that is adopted at the last moment', async () => {
    const arrival = (path: string): string => join(path, 'adopted', 'abcdefghijklmnop');
    const readdirThenAdopt = (path: string): string[] => {
      const names = readdirSync(path);
      mkdirSync(arrival(path), { recursive: true });
      writeFileSync(join(arrival(path), SEGMENT), '');
      return names;
    };
    const { made } = open(tempDirectory(), { files: { ...systemFiles, readdirSync: Object.assign(readdirThenAdopt) } });
    await made?.close();
    expect(readdirSync(arrival(made!.path))).toEqual([SEGMENT]);
  });

  test('of one whose place another took leaves the other alone, and the log itself', async () => {
    const root = tempDirectory();
    const { path, close } = openWell(root);
    renameSync(path, `${path}-taken`);
    plantLog(root, { log: basename(path) });
    await close();
    expect([readdirSync(path).sort(), readdirSync(`${path}-taken`)]).toEqual([
      [SEGMENT, 'owner.json'],
      ['live.sock', 'owner.json'],
    ]);
  });

  test('of one that was taken or deleted is quiet', async () => {
    const { path, close } = openWell();
    rmSync(path, { recursive: true });
    await close();
    await close();
    expect(existsSync(path)).toBe(false);
  });
});

describe('a disk that', () => {
  test.each(['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EDQUOT'])('D7 refuses a directory (%s) gives none, and is told', (code) => {
    const root = tempDirectory();
    expect(open(root, { files: { ...systemFiles, mkdirSync: Object.assign(failWith(code)) } })).toEqual({
      made: undefined,
      troubles: [code],
    });
    expect(readdirSync(root)).toEqual([]);
  });

  test.each(['ENOSPC', 'EIO'])("D7 refuses the owner's card (%s) keeps nothing half made", (code) => {
    const root = tempDirectory();
    const writeFileSync = failWith(code);
    expect(open(root, { files: { ...systemFiles, writeFileSync } })).toEqual({ made: undefined, troubles: [code] });
    expect(readdirSync(root)).toEqual([]);
  });

  test('lost the spool gives no log', () => {
    expect(open(join(tempDirectory(), 'gone'))).toEqual({ made: undefined, troubles: ['ENOENT'] });
  });
});
