import { readdir, rename, rm, rmdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ADOPTED, isSpent } from '../buffer/spool/log-names.js';
import type { StoredLog, StoredSegment } from './find-logs.js';

/**
 * Deletes one segment of dead letters, unless it grew since it was found: its service may still be writing to it. It is put aside
 * under another name first. What is written to it before that shows in its size; a service that writes later sees that its
 * segment is not in its place any more, and writes the letter once more, elsewhere (buffer/dead-letters/letter-log.ts).
 */
export const removeSegment = async (segment: StoredSegment): Promise<boolean> => {
  const { path, bytes } = segment;
  const aside = path.endsWith(ASIDE) ? path : `${path}${ASIDE}`;
  try {
    await rename(path, aside);
    const isAsFound = (await stat(aside)).size === bytes;
    await (isAsFound ? unlink(aside) : rename(aside, path));
    return isAsFound;
  } catch (error) {
    return isMissing(error);
  }
};

const ASIDE = '.purged';

/** Deletes a log that nobody writes: its records first, then what is known of them. Logs that its owner had adopted stay. */
export const removeLog = async (log: StoredLog): Promise<void> => {
  await Promise.all(log.segments.map(({ path }) => rm(path, { force: true })));
  await removeEmpty(log);
};

/** Deletes what is left of a log without records, and of the one that had adopted it. */
export const removeEmpty = async ({ path, home }: StoredLog): Promise<void> => {
  await removeShell(path);
  if (home !== path) await removeShell(home);
};

/** A log that has records or adopted logs, or files that are none of ours, stays as it is. */
const removeShell = async (path: string): Promise<void> => {
  await rmdir(join(path, ADOPTED)).catch(() => {});
  const names: readonly string[] = await readdir(path).catch(() => []);
  if (names.includes(ADOPTED) || !isSpent(names)) return;
  await Promise.all(names.map((name) => rm(join(path, name), { force: true })));
  await rmdir(path).catch(() => {});
};

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';
