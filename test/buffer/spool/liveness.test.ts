import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backgroundFiles } from '../../../src/buffer/spool/background-files.js';
import { openLiveSocket } from '../../../src/buffer/spool/live-socket.js';
import { isAlive, type LivenessDeps, type Place, placeOf, type Signs, verdictOf } from '../../../src/buffer/spool/liveness.js';
import { type Owner, parseProcessStat, type Self } from '../../../src/buffer/spool/owner.js';
import { createFakeClock } from '../../kit/fake-clock.js';
import { deadOwner, plantLog, SEGMENT, self, tempDirectory } from './logs.js';

const here: Self = { pid: 7, tid: 0, startTicks: '70', bootId: 'boot', pidNamespace: 'ns', machineId: 'machine', hostname: 'host' };
const card = (change: Partial<Owner> = {}): Owner => ({ ...here, formatVersion: 1, createdMs: 0, hasSocket: true, ...change });
const mac: Self = { pid: 7, tid: 0, hostname: 'mac' };

describe('where an owner ran', () => {
  test.each<[owner: string, change: Partial<Owner>, place: Place]>([
    ['the same process', {}, 'this-process'],
    ['another thread of it', { tid: 3 }, 'this-process'],
    ['a process that had the same pid', { startTicks: '60' }, 'this-namespace'],
    ['another process', { pid: 8 }, 'this-namespace'],
    ['pid 7 of another container', { pidNamespace: 'other' }, 'this-kernel'],
    [
      'a container with a machine id and a name of its own',
      { pidNamespace: 'other', machineId: 'other', hostname: 'other' },
      'this-kernel',
    ],
    ['this machine before it was booted', { bootId: 'earlier' }, 'before-boot'],
    ['another machine', { bootId: 'other', machineId: 'other' }, 'elsewhere'],
    ['a machine without an id', { bootId: 'other', machineId: undefined }, 'unclear'],
    ['a machine that does not know its boot', { bootId: undefined }, 'unclear'],
  ])('%s', (_owner, change, place) => {
    expect(placeOf(card(change), here)).toBe(place);
  });

  test.each<[owner: string, change: Partial<Owner>, place: Place]>([
    ['the same process', {}, 'this-process'],
    ['another process', { pid: 8 }, 'this-namespace'],
    ['another host', { hostname: 'other' }, 'unclear'],
  ])('a system that knows no boot: %s', (_owner, change, place) => {
    expect(placeOf({ ...mac, formatVersion: 1, createdMs: 0, hasSocket: true, ...change }, mac)).toBe(place);
  });

  test('nothing is told of who left no card', () => {
    expect(placeOf(undefined, here)).toBe('unclear');
  });
});

const sign: Signs = { place: 'this-namespace', answer: 'absent', hasSocket: true, run: 'perhaps' };
const answers = (names: readonly Signs['answer'][], change: Partial<Signs>): readonly Signs[] =>
  names.map((answer) => ({ ...sign, ...change, answer }));
const places: readonly Signs['place'][] = ['this-process', 'this-kernel', 'unclear'];

describe('when nobody answers', () => {
  test.each<[verdict: ReturnType<typeof verdictOf>, why: string, signs: readonly Signs[]]>([
    ['alive', 'its very process runs', answers(['refused', 'absent', 'unclear'], { run: 'runs' })],
    ['dead', 'its process is gone', answers(['refused', 'absent', 'unclear'], { run: 'gone' })],
    ['alive', 'a process has its pid, and a socket may be lost', [{ ...sign, answer: 'absent' }]],
    ['dead', 'another process has its pid', [{ ...sign, answer: 'refused' }]],
    ['dead', 'a thread of ours closed its socket', answers(['refused', 'absent'], { place: 'this-process' })],
    ['alive', 'a thread of ours never had a socket', answers(['refused', 'absent'], { place: 'this-process', hasSocket: false })],
    ['dead', 'a container left its socket behind', [{ ...sign, place: 'this-kernel', answer: 'refused' }]],
    ['by-age', 'a container has no socket', [{ ...sign, place: 'this-kernel', answer: 'absent' }]],
    ['by-age', 'nothing is known of it', answers(['refused', 'absent'], { place: 'unclear' })],
    ['unknown', 'it could not be asked', places.map((place) => ({ ...sign, place, answer: 'unclear' }))],
  ])('it is %s: %s', (verdict, _why, signs) => {
    expect(signs.map(verdictOf)).toEqual(signs.map(() => verdict));
  });
});

const clock = createFakeClock({ wallTime: Date.now() });
const deps: LivenessDeps = { files: backgroundFiles, clock, self };
const parentStart = parseProcessStat(readFileSync(`/proc/${process.ppid}/stat`, 'utf8'))?.startTicks;
const minutesAgo = (minutes: number): Date => new Date(clock.wallTime() - minutes * 60_000);
const other: Partial<Owner> = { bootId: 'other', machineId: 'other' };

describe('a log', () => {
  test.each<[liveness: string, owner: string, change: Partial<Owner>]>([
    ['dead', 'a process that is gone', {}],
    ['dead', 'a process before the last boot', { bootId: 'earlier', machineId: 'm' }],
    ['alive', 'a process that runs, though its socket is lost', { pid: process.ppid, startTicks: parentStart, hasSocket: false }],
    ['unknown', 'another machine', other],
    ['unknown', 'a process that wrote a newer format', { formatVersion: 2 }],
    ['unknown', 'a container without a socket that wrote just now', { pidNamespace: 'other' }],
  ])('is %s when it belongs to %s', async (liveness, _owner, change) => {
    const log = plantLog(tempDirectory(), { owner: { ...deadOwner, machineId: 'm', ...change } });
    expect(await isAlive(log, { ...deps, self: { ...self, machineId: 'm' } })).toBe(liveness);
  });

  test('of another thread of this process is alive while its socket is open, and dead as soon as it is not', async () => {
    const owner: Owner = { ...deadOwner, ...self, tid: 99 };
    const log = plantLog(tempDirectory(), { owner });
    const socket = openLiveSocket(log);
    expect(await isAlive(log, deps)).toBe('alive');
    await socket.close();
    expect(await isAlive(log, deps)).toBe('dead');
  });

  test.each([{}, other])('that its owner let go of is dead, wherever that was: %j', async (change) => {
    const log = plantLog(tempDirectory(), { owner: null });
    writeFileSync(join(log, 'released.json'), JSON.stringify({ ...deadOwner, ...self, ...change }));
    expect(await isAlive(log, deps)).toBe('dead');
  });

  test('of a newer format is not taken, though its owner let go of it', async () => {
    const log = plantLog(tempDirectory(), { owner: null });
    writeFileSync(join(log, 'released.json'), JSON.stringify({ ...deadOwner, formatVersion: 2 }));
    expect(await isAlive(log, deps)).toBe('unknown');
  });

  test.each<[liveness: string, directory: number, segment: number]>([
    ['unknown', 0, 11],
    ['unknown', 11, 0],
    ['unknown', 9, 9],
    ['dead', 11, 11],
  ])('without a card is %s when it changed %i minutes ago, and its segment %i', async (liveness, directory, segment) => {
    const log = plantLog(tempDirectory(), { owner: null });
    utimesSync(join(log, SEGMENT), minutesAgo(segment), minutesAgo(segment));
    utimesSync(log, minutesAgo(directory), minutesAgo(directory));
    expect(await isAlive(log, deps)).toBe(liveness);
  });

  test('without a card, whose owner answers, is alive at any age', async () => {
    const log = plantLog(tempDirectory(), { owner: null, files: [] });
    const socket = openLiveSocket(log);
    utimesSync(join(log, 'live.sock'), minutesAgo(60), minutesAgo(60));
    utimesSync(log, minutesAgo(60), minutesAgo(60));
    expect(await isAlive(log, deps)).toBe('alive');
    await socket.close();
  });

  test('that is gone is unknown', async () => {
    const log = plantLog(tempDirectory());
    rmSync(log, { recursive: true });
    expect(await isAlive(log, deps)).toBe('unknown');
  });

  test.each(['EACCES', 'EIO', 'EMFILE'])('whose card cannot be read for %s is unknown at any age', async (code) => {
    const log = plantLog(tempDirectory());
    utimesSync(join(log, SEGMENT), minutesAgo(60), minutesAgo(60));
    const readFile = Object.assign(async (): Promise<never> => {
      throw Object.assign(new Error(code), { code });
    });
    expect(await isAlive(log, { ...deps, files: { ...backgroundFiles, readFile } })).toBe('unknown');
  });

  test('of a process that died and that nobody asked for is dead', async () => {
    const log = plantLog(tempDirectory(), { owner: { ...deadOwner, startTicks: '5', pid: 4242 } });
    const readFile = Object.assign(async (path: string) =>
      path === '/proc/4242/stat' ? `4242 (node) Z ${'0 '.repeat(18)}5 0` : backgroundFiles.readFile(path, 'utf8'),
    );
    expect(await isAlive(log, { ...deps, files: { ...backgroundFiles, readFile } })).toBe('dead');
  });

  test('of a process on a system that tells no starts is alive as long as the pid is taken', async () => {
    const ownerOf = (pid: number): Owner => ({ ...deadOwner, startTicks: undefined, pid });
    expect(await isAlive(plantLog(tempDirectory(), { owner: ownerOf(process.ppid) }), deps)).toBe('alive');
    expect(await isAlive(plantLog(tempDirectory(), { owner: ownerOf(2 ** 22 + 1) }), deps)).toBe('dead');
  });
});
