import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { backgroundFiles } from '../buffer/spool/background-files.js';
import { readOwner } from '../buffer/spool/liveness.js';
import { ADOPTED, isLogId } from '../buffer/spool/log-names.js';
import type { Owner } from '../buffer/spool/owner.js';
import { ConfigurationError } from '../core/errors.js';

/** A log as it lies on disk; `home` is the directory of the log whose process sends it: its own, or that of the process that adopted it. */
export type StoredLog = {
  readonly id: string;
  readonly path: string;
  readonly home: string;
  readonly segments: readonly StoredSegment[];
  /** What its maker wrote down of itself; a log that lost this is a log all the same. */
  readonly owner: Owner | undefined;
};

export type StoredSegment = { readonly number: number; readonly path: string; readonly bytes: number; readonly writtenAt: number };

/** Logs in this directory, those first that were written first. Throws a `ConfigurationError` where there are none to be found. */
export const findLogs = async (directory: string, id?: string): Promise<readonly StoredLog[]> => {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigurationError(`cannot read the directory ${directory} (${error.code})`, { cause: error });
  });
  const homes = names.filter(isLogId).map((name) => join(directory, name));
  const found = (await Promise.all(homes.map(logsOfHome))).flat();
  const logs = id === undefined ? found : found.filter((log) => log.id === id);
  if (id !== undefined && logs.length === 0)
    throw new ConfigurationError(`there is no log ${id} in ${directory}; \`ls\` shows those there are`);
  return logs.sort((a, b) => firstWrite(a) - firstWrite(b));
};

export const bytesOf = ({ segments }: Pick<StoredLog, 'segments'>): number => segments.reduce((sum, { bytes }) => sum + bytes, 0);

const logsOfHome = (home: string): Promise<readonly StoredLog[]> => logsFrom(home, home);

/** The log at this path, and those that it adopted; one that was adopted may have adopted others before. */
const logsFrom = async (path: string, home: string): Promise<readonly StoredLog[]> => {
  const folder = join(path, ADOPTED);
  const names = await readdir(folder).catch(() => []);
  const adopted = await Promise.all(names.filter(isLogId).map((name) => logsFrom(join(folder, name), home)));
  const log = await logAt(path, home);
  return log === undefined ? [] : [log, ...adopted.flat()];
};

/** Undefined for what is no directory. */
const logAt = async (path: string, home: string): Promise<StoredLog | undefined> => {
  const names = await readdir(path).catch(() => undefined);
  if (names === undefined) return undefined;
  const segments = await Promise.all(names.flatMap((name) => segmentAt(path, name)));
  return {
    id: basename(path),
    path,
    home,
    segments: segments.filter((segment) => segment !== undefined).sort((a, b) => a.number - b.number),
    owner: (await readOwner(path, backgroundFiles).catch(() => undefined))?.owner,
  };
};

/** Also one that a `purge` had put aside when it was killed. */
const SEGMENT = /^([0-9a-f]{16})\.seg(\.purged)?$/;

const segmentAt = (folder: string, name: string): readonly Promise<StoredSegment | undefined>[] => {
  const [, digits] = SEGMENT.exec(name) ?? [];
  return digits === undefined ? [] : [measured(join(folder, name), Number.parseInt(digits, 16))];
};

/** Undefined for what is no file, or not there any more: its owner deletes what it has sent. */
const measured = async (path: string, number: number): Promise<StoredSegment | undefined> => {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isFile() ? { number, path, bytes: stats.size, writtenAt: stats.mtimeMs } : undefined;
};

const firstWrite = ({ segments }: StoredLog): number => segments[0]?.writtenAt ?? Number.POSITIVE_INFINITY;
