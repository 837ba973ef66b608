import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';

/** The calls of `node:fs`, so that a test can be the disk that fails. */
export type TrailDisk = Pick<typeof import('node:fs'), 'closeSync' | 'fstatSync' | 'openSync' | 'readSync' | 'writeSync'>;

export const systemDisk: TrailDisk = { closeSync, fstatSync, openSync, readSync, writeSync };

/** The file of checkpoints, appended to by all processes that were given it. */
export type TrailFile = {
  /** Writes a line, and those that could not be written before. Never throws. */
  append(line: string): void;
  /** Undefined where there is none, or none can be read. */
  lastLine(): string | undefined;
};

/**
 * It is opened for each write, so whoever moves it away finds a new one. The system puts what is appended behind whatever is there, as a
 * whole: no lock is needed. What a full disk took of a line stays, closed by the next write's newline, and readers skip it.
 */
export const createTrailFile = (path: string, onTrouble: (reason: string) => void, disk: TrailDisk = systemDisk): TrailFile => {
  const unwritten: string[] = [];
  let unwrittenUnits = 0;
  let isTorn = false;

  const append = (line: string): void => {
    unwritten.push(line);
    unwrittenUnits += line.length;
    try {
      withFile(disk, { path, flags: TO_APPEND }, writeAll);
    } catch (error) {
      onTrouble(codeOf(error));
      // The trail has a hole where older ones are given up, and whoever verifies it is told.
      while (unwrittenUnits > MOST_UNWRITTEN_UNITS) forgetOldest();
    }
  };

  const writeAll = (fd: number): void => {
    for (let line = unwritten[0]; line !== undefined; line = unwritten[0]) {
      const bytes = Buffer.from(`${isTorn ? '\n' : ''}${line}\n`);
      isTorn = true;
      for (let at = 0; at < bytes.length; ) at += disk.writeSync(fd, bytes, at, bytes.length - at);
      isTorn = false;
      forgetOldest();
    }
  };

  const forgetOldest = (): void => {
    unwrittenUnits -= unwritten.shift()?.length ?? 0;
  };

  const lastLine = (): string | undefined => {
    try {
      return withFile(disk, { path, flags: TO_READ }, (fd) => readLastLine(disk, fd));
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') onTrouble(codeOf(error));
      return undefined;
    }
  };

  return { append, lastLine };
};

/** Of lines that wait for a disk. */
const MOST_UNWRITTEN_UNITS = 4 * 1024 * 1024;
const OWNER_ONLY = 0o600;
/** A symbolic link might lead to a file of somebody else's. Windows has no such flag. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const TO_READ = constants.O_RDONLY | NO_FOLLOW;
const TO_APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | NO_FOLLOW;

type Opening = { readonly path: string; readonly flags: number };

const withFile = <Result>(disk: TrailDisk, { path, flags }: Opening, use: (fd: number) => Result): Result => {
  const fd = disk.openSync(path, flags, OWNER_ONLY);
  try {
    return use(fd);
  } finally {
    disk.closeSync(fd);
  }
};

const FIRST_LOOK_BYTES = 8 * 1024;
const NEWLINE = 0x0a;

/** Looks at more and more of the file's end, until a whole line is in sight. */
const readLastLine = (disk: TrailDisk, fd: number): string | undefined => {
  const { size } = disk.fstatSync(fd);
  for (let length = Math.min(size, FIRST_LOOK_BYTES); length > 0; length = Math.min(size, 2 * length)) {
    const line = lastLineOf(readEnd(disk, fd, { size, length }), length === size);
    if (line !== undefined || length === size) return line;
  }
  return undefined;
};

const readEnd = (disk: TrailDisk, fd: number, { size, length }: { readonly size: number; readonly length: number }): Buffer => {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, disk.readSync(fd, bytes, 0, length, size - length));
};

/** What follows the last newline is torn, or being written. */
const lastLineOf = (bytes: Buffer, isWholeFile: boolean): string | undefined => {
  const end = bytes.lastIndexOf(NEWLINE);
  const start = end <= 0 ? -1 : bytes.lastIndexOf(NEWLINE, end - 1);
  if (end < 0 || (start < 0 && !isWholeFile)) return undefined;
  return bytes.toString('utf8', start + 1, end);
};

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';
