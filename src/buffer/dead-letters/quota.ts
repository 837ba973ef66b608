import { join } from 'node:path';
import { pathOfSegment, segmentsIn } from '../spool/file-names.js';
import type { Files } from '../spool/files.js';
import { isLogId, isSpent } from '../spool/log-names.js';

export type Deleted = { readonly files: number; readonly bytes: number };

export type QuotaFiles = Pick<Files, 'lstatSync' | 'readdirSync' | 'rmdirSync' | 'unlinkSync'>;

/**
 * Deletes the oldest files of dead letters, whoever wrote them, until all together have no more than `maxBytes`; never `active`, which
 * is being written. (A neighbour that was writing the file sees that it is gone, and begins another.)
 */
export const makeRoom = (root: string, { maxBytes, active, files }: { maxBytes: number; active: string; files: QuotaFiles }): Deleted => {
  const all = lettersIn(root, files);
  const oldest = all.filter(({ path }) => path !== active).sort((one, other) => one.writtenAt - other.writtenAt);
  let excess = all.reduce((sum, { bytes }) => sum + bytes, 0) - maxBytes;
  let deleted: Deleted = { files: 0, bytes: 0 };
  for (const { path, log, bytes } of oldest) {
    if (excess <= 0) break;
    excess -= bytes;
    if (isUnlinked(path, files)) deleted = { files: deleted.files + 1, bytes: deleted.bytes + bytes };
    removeSpent(log, files);
  }
  return deleted;
};

type LetterFile = { readonly log: string; readonly path: string; readonly bytes: number; readonly writtenAt: number };

const lettersIn = (root: string, files: QuotaFiles): readonly LetterFile[] =>
  namesIn(root, files)
    .filter(isLogId)
    .map((name) => join(root, name))
    .flatMap((log) => segmentsIn(files, log).flatMap((segment) => measured(log, pathOfSegment(log, segment), files)));

const namesIn = (directory: string, files: QuotaFiles): readonly string[] => {
  try {
    return files.readdirSync(directory);
  } catch {
    return [];
  }
};

const measured = (log: string, path: string, files: QuotaFiles): readonly LetterFile[] => {
  const stats = files.lstatSync(path, { throwIfNoEntry: false });
  return stats === undefined ? [] : [{ log, path, bytes: stats.size, writtenAt: stats.mtimeMs }];
};

const isUnlinked = (path: string, files: QuotaFiles): boolean => {
  try {
    files.unlinkSync(path);
    return true;
  } catch {
    return false;
  }
};

/** A log without files says nothing to anybody. One that gets a new file at this very moment makes the `rmdir` fail, which is well. */
const removeSpent = (log: string, files: QuotaFiles): void => {
  const names = namesIn(log, files);
  if (!isSpent(names)) return;
  try {
    for (const name of names) files.unlinkSync(join(log, name));
    files.rmdirSync(log);
  } catch {
    // The next one tries again.
  }
};
