import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backgroundFiles } from '../../../src/buffer/spool/background-files.js';
import type { Liveness } from '../../../src/buffer/spool/liveness.js';
import { newLogId } from '../../../src/buffer/spool/log-names.js';
import { type AdoptionDeps, adoptOrphans } from '../../../src/buffer/spool/orphans.js';
import { createFakeClock } from '../../kit/fake-clock.js';
import { deadOwner, plantLog, SEGMENT, self, tempDirectory } from './logs.js';

/** A spool with our own log, where all others are dead unless told otherwise. */
const stage = (change: Partial<AdoptionDeps> = {}) => {
  const root = tempDirectory();
  const own = plantLog(root, { owner: { ...deadOwner, ...self } });
  const troubles: unknown[] = [];
  const deps: AdoptionDeps = {
    root,
    own,
    files: backgroundFiles,
    clock: createFakeClock(),
    alive: async () => 'dead',
    isStopped: () => false,
    onTrouble: (error) => troubles.push(error),
    ...change,
  };
  const adopt = () => adoptOrphans(deps);
  const shelf = (...names: readonly string[]): string => join(own, 'adopted', ...names);
  return { root, own, troubles, deps, adopt, shelf };
};

const failWith = (code: string) =>
  Object.assign(async (): Promise<never> => {
    throw Object.assign(new Error(code), { code });
  });

describe('a round', () => {
  test('takes the logs of the dead, whole, oldest first', async () => {
    const { root, own, adopt, shelf } = stage();
    const logs = [3000, 1000, 2000].map((createdMs) => basename(plantLog(root, { owner: { ...deadOwner, createdMs } })));
    const inOrder = [1, 2, 0].map((index) => shelf(logs[index]!));
    expect(await adopt()).toEqual({ adopted: inOrder, hasMore: false });
    expect(readdirSync(root)).toEqual([basename(own)]);
    expect(inOrder.map((path) => readdirSync(path).sort())).toEqual(inOrder.map(() => [SEGMENT, 'owner.json']));
    expect(await adopt()).toEqual({ adopted: [], hasMore: false });
  });

  test.each<Liveness>(['alive', 'unknown'])('leaves logs of which the owner is %s', async (liveness) => {
    const { root, own, adopt } = stage({ alive: async () => liveness });
    const log = plantLog(root);
    expect(await adopt()).toEqual({ adopted: [], hasMore: false });
    expect([existsSync(log), readdirSync(own).sort()]).toEqual([true, [SEGMENT, 'owner.json']]);
  });

  test('leaves what is no log', async () => {
    const { root, own, adopt } = stage();
    mkdirSync(join(root, 'lost+found'));
    writeFileSync(join(root, 'abcdefghijklmnop'), 'a file');
    mkdirSync(join(root, '.hidden'));
    symlinkSync(plantLog(tempDirectory()), join(root, 'qrstuvwxyz234567'));
    expect(await adopt()).toEqual({ adopted: [], hasMore: false });
    expect(readdirSync(root).sort()).toEqual(['.hidden', 'abcdefghijklmnop', basename(own), 'lost+found', 'qrstuvwxyz234567'].sort());
  });

  test('takes what the dead had adopted, however deep, and leaves none of it inside', async () => {
    const { root, adopt, shelf } = stage();
    const child = plantLog(root, { owner: { ...deadOwner, createdMs: 3 } });
    const parent = plantLog(join(child, 'adopted'), { owner: { ...deadOwner, createdMs: 2 } });
    const grandparent = plantLog(join(parent, 'adopted'), { owner: { ...deadOwner, createdMs: 1 } });
    const paths = [grandparent, parent, child].map((path) => shelf(basename(path)));
    expect(await adopt()).toEqual({ adopted: paths, hasMore: false });
    expect(paths.map((path) => readdirSync(join(path)).includes(SEGMENT))).toEqual([true, true, true]);
    expect(readdirSync(shelf()).length).toBe(3);
  });

  test('removes logs that keep nothing, and takes what they had adopted', async () => {
    const { root, adopt, shelf } = stage();
    plantLog(root, { files: [] });
    const spent = plantLog(root, { files: ['live.sock', '0000000000000000.side', 'released.json'] });
    const inner = plantLog(join(spent, 'adopted'));
    expect(await adopt()).toEqual({ adopted: [shelf(basename(inner))], hasMore: false });
    expect([readdirSync(root).length, readdirSync(shelf())]).toEqual([1, [basename(inner)]]);
  });

  test('takes a log that says nothing of its owner before all others', async () => {
    const { root, adopt, shelf } = stage();
    const known = plantLog(root);
    const nameless = plantLog(root, { owner: null });
    expect((await adopt()).adopted).toEqual([nameless, known].map((path) => shelf(basename(path))));
  });

  test('ends at once when it is stopped', async () => {
    let asked = 0;
    const { root, adopt } = stage({
      isStopped: () => asked === 2,
      alive: async () => {
        asked += 1;
        return 'unknown';
      },
    });
    for (let count = 0; count < 5; count += 1) plantLog(root);
    await adopt();
    expect(asked).toBe(2);
  });
});

describe('many rounds at the same time', () => {
  test('take each log once', async () => {
    const root = tempDirectory();
    const logs = Array.from({ length: 60 }, () => basename(plantLog(root)));
    const takers = Array.from({ length: 4 }, () => plantLog(root, { owner: { ...deadOwner, ...self } }));
    const isTaker = (path: string): boolean => takers.includes(path);
    const alive = async (path: string): Promise<Liveness> => (isTaker(path) ? 'alive' : 'dead');
    const rounds = await Promise.all(takers.map((own) => adoptOrphans({ ...stage().deps, root, own, alive })));
    expect(rounds.flatMap(({ adopted }) => adopted.map((path) => basename(path))).sort()).toEqual([...logs].sort());
  });
});

describe('D23 a crowd', () => {
  test('is looked at 200 at a time, and each gets its turn', async () => {
    const asked = new Set<string>();
    const { root, adopt } = stage({
      alive: async (path) => {
        asked.add(path);
        return 'unknown';
      },
    });
    for (let count = 0; count < 1000; count += 1) mkdirSync(join(root, newLogId()));
    expect(await adopt()).toEqual({ adopted: [], hasMore: false });
    expect(asked.size).toBe(200);
    for (let round = 0; round < 60; round += 1) await adopt();
    expect(asked.size).toBe(1000);
  });

  test('of orphans is taken in as many rounds as it needs', async () => {
    const { root, adopt, shelf } = stage();
    for (let count = 0; count < 250; count += 1) plantLog(root);
    const first = await adopt();
    expect([first.adopted.length, first.hasMore]).toEqual([200, true]);
    const second = await adopt();
    expect([second.adopted.length, second.hasMore]).toEqual([50, false]);
    expect(readdirSync(shelf()).length).toBe(250);
  });
});

describe('trouble', () => {
  test.each(['EIO', 'EACCES', 'EROFS', 'ENOSPC'])('with a rename (%s) is told, and leaves the log', async (code) => {
    const { root, troubles, adopt } = stage({ files: { ...backgroundFiles, rename: failWith(code) } });
    const log = plantLog(root);
    expect(await adopt()).toEqual({ adopted: [], hasMore: false });
    expect([existsSync(log), troubles]).toEqual([true, [expect.objectContaining({ code })]]);
  });

  test('with one log does not keep the others from being taken', async () => {
    const { root, deps, troubles } = stage();
    const bad = plantLog(root);
    for (let count = 0; count < 3; count += 1) plantLog(root);
    const rename = (from: unknown, to: unknown): Promise<void> =>
      from === bad ? failWith('EIO')() : backgroundFiles.rename(String(from), String(to));
    const { adopted } = await adoptOrphans({ ...deps, files: { ...backgroundFiles, rename } });
    expect([adopted.length, troubles.length, existsSync(bad)]).toEqual([3, 1, true]);
  });

  test('with syncing, reading or removing costs no log', async () => {
    const { root, deps, troubles, shelf } = stage();
    const log = basename(plantLog(root));
    const broken = { open: failWith('EINVAL'), readdir: failWith('EIO'), readFile: failWith('EIO'), unlink: failWith('EIO') };
    const { adopted } = await adoptOrphans({ ...deps, files: { ...backgroundFiles, ...broken } });
    expect([adopted, troubles, readdirSync(shelf(log)).includes(SEGMENT)]).toEqual([[shelf(log)], [], true]);
  });

  test('that the own log is gone is for the caller, and leaves all others', async () => {
    const { root, deps } = stage();
    const log = plantLog(root);
    await expect(adoptOrphans({ ...deps, own: join(root, 'zzzzzzzzzzzzzzzz') })).rejects.toMatchObject({ code: 'ENOENT' });
    expect(existsSync(log)).toBe(true);
  });

  test('that the spool is gone is for the caller', async () => {
    const { deps } = stage();
    await expect(adoptOrphans({ ...deps, root: join(deps.root, 'gone') })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
