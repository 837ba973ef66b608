import { closeSync, constants, fstatSync, ftruncateSync, openSync, truncateSync, writeSync } from 'node:fs';
import { type Files, systemFiles } from '../../src/buffer/spool/files.js';

type Name = keyof Files;

/** One kind of trouble: calls number `from` to `from + times - 1` of that operation, counted from now, fail with that code. */
export type Fault = {
  readonly code: string;
  /** Default 1: the next one. */
  readonly from?: number;
  /** Default 1. */
  readonly times?: number;
  /** Of the calls for that file; default: all of the operation. */
  readonly when?: (path: string) => boolean;
};

/** A real file system (of a temporary directory, in tests) that fails when it is told to. */
export const createFaultyFiles = () => {
  const faults: (Fault & { readonly name: Name; seen: number })[] = [];
  const counts = new Map<Name, number>();
  const open = new Map<number, string>();
  /** Path -> what of it would be there after a power failure. */
  const disk = new Map<string, Disk>();
  let mostPerWrite = Number.POSITIVE_INFINITY;
  let space = Number.POSITIVE_INFINITY;
  let onCall: (name: Name) => void = () => {};

  const pathIn = ([first]: readonly unknown[]): string => (typeof first === 'number' ? (open.get(first) ?? '') : String(first));
  const before = (name: Name, args: readonly unknown[]): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    onCall(name);
    for (const fault of faults) {
      if (fault.name !== name || fault.when?.(pathIn(args)) === false) continue;
      fault.seen += 1;
      const { from = 1, times = 1 } = fault;
      if (fault.seen >= from && fault.seen < from + times) throw codeError(fault.code, name);
    }
  };
  const opened = (fd: number, path: string, flags: number): number => {
    open.set(fd, path);
    if ((flags & constants.O_CREAT) !== 0) disk.set(path, { synced: 0, holes: [], isDirect: (flags & constants.O_DSYNC) !== 0 });
    return fd;
  };
  const onDisk = (fd: number): Disk | undefined => disk.get(open.get(fd) ?? '');
  const sync = (fd: number, run: () => void): void => {
    const file = onDisk(fd);
    try {
      run();
      if (file) file.synced = fstatSync(fd).size;
    } catch (error) {
      // The kernel drops what it could not write and calls it clean.
      if (file) {
        const { size } = fstatSync(fd);
        file.holes.push([file.synced, size]);
        file.synced = size;
      }
      throw error;
    }
  };

  const special: Partial<Files> = {
    openSync: (path, flags, mode) => opened(systemFiles.openSync(path, flags, mode), String(path), Number(flags)),
    // Over within the turn that asked, so that a fake clock need not wait for libuv's threads.
    open: async (path, flags) => opened(systemFiles.openSync(path, flags), path, flags),
    read: async (fd, { buffer, offset, length, position }) => systemFiles.readSync(fd, buffer, offset, length, position),
    closeSync: (fd) => {
      systemFiles.closeSync(fd);
      open.delete(fd);
    },
    close: async (fd) => {
      systemFiles.closeSync(fd);
      open.delete(fd);
    },
    writeSync: ((fd: number, bytes: Buffer, offset: number, length: number) => {
      const taken = Math.min(length, mostPerWrite, space);
      if (taken === 0) throw codeError('ENOSPC', 'writeSync');
      space -= taken;
      const written = systemFiles.writeSync(fd, bytes, offset, taken);
      const file = onDisk(fd);
      if (file?.isDirect) file.synced = fstatSync(fd).size;
      return written;
    }) as Files['writeSync'],
    ftruncateSync: (fd, length) => {
      space += fstatSync(fd).size - Number(length);
      systemFiles.ftruncateSync(fd, length);
    },
  };
  const wrap = (name: Name) => {
    const run = (special[name] ?? systemFiles[name]) as (...args: unknown[]) => unknown;
    const isAsync = name === 'open' || name === 'read' || name === 'close' || name === 'fdatasync';
    const guarded = (...args: unknown[]): unknown => {
      if (name === 'fdatasyncSync') return sync(Number(args[0]), () => before(name, args));
      before(name, args);
      return run(...args);
    };
    const guardedSync = async (...args: unknown[]): Promise<void> => sync(Number(args[0]), () => before(name, args));
    if (name === 'fdatasync') return guardedSync;
    return isAsync ? async (...args: unknown[]) => guarded(...args) : guarded;
  };

  return {
    files: Object.fromEntries((Object.keys(systemFiles) as Name[]).map((name) => [name, wrap(name)])) as unknown as Files,
    fail: (name: Name, fault: Fault) => void faults.push({ ...fault, name, seen: 0 }),
    /** No write takes more than so many bytes; the rest must be asked for again. */
    shorten: (bytes: number) => {
      mostPerWrite = bytes;
    },
    /** The disk takes so many bytes more, then `ENOSPC`. */
    limitSpace: (bytes: number) => {
      space = bytes;
    },
    /** Runs before each call: to move a fake clock, say. */
    beforeEach: (run: (name: Name) => void) => {
      onCall = run;
    },
    heal: () => {
      faults.length = 0;
      mostPerWrite = Number.POSITIVE_INFINITY;
      space = Number.POSITIVE_INFINITY;
    },
    calls: (name: Name) => counts.get(name) ?? 0,
    openFds: () => open.size,
    /** What was not synced is gone from the files that were made here: cut off, or zeros where a failed sync left a hole. */
    losePower: () => {
      for (const [path, { synced, holes }] of disk) if (systemFiles.existsSync(path)) loseUnsynced(path, synced, holes);
    },
  };
};

type Disk = { synced: number; readonly holes: (readonly [from: number, to: number])[]; readonly isDirect: boolean };

const loseUnsynced = (path: string, synced: number, holes: Disk['holes']): void => {
  truncateSync(path, synced);
  const fd = openSync(path, 'r+');
  for (const [from, to] of holes) writeSync(fd, Buffer.alloc(to - from), 0, to - from, from);
  ftruncateSync(fd, synced);
  closeSync(fd);
};

const codeError = (code: string, name: string): Error => Object.assign(new Error(`${code}: planted in ${name}`), { code });
