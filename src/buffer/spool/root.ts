import type { Stats } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '../../core/errors.js';
import { codeOf } from './error-code.js';
import type { Files } from './files.js';

/** The spool's directory, or why it cannot be had now: a disk may come back, so that is for another try. */
export type Root = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly path: string; readonly reason: string };

export type RootFiles = Pick<Files, 'lstatSync' | 'mkdirSync'>;

/**
 * Makes the spool's directory where it is not there yet, for this user alone, and looks at it as a stranger would: whoever else
 * may write in it could plant logs that are sent under this app's name, and whoever may replace it could read what is kept.
 * Whether there is room in it shows when a log is made in it.
 * @throws ConfigurationError for a directory that must not be used as it is.
 */
export const prepareRoot = (directory: string, files: RootFiles): Root => {
  const path = resolve(directory);
  try {
    const problem = flawOf(lookAt(path, files));
    if (problem === undefined) return { ok: true, path };
    throw refusal(path, problem);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    if (codeOf(error) === 'ENOTDIR') throw refusal(path, 'a part of this path is a file; name another place');
    return { ok: false, path, reason: codeOf(error) };
  }
};

const lookAt = (path: string, files: RootFiles): Stats => {
  const found = files.lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined) return found;
  files.mkdirSync(path, { recursive: true, mode: 0o700 });
  return files.lstatSync(path);
};

const OTHERS_MAY_WRITE = 0o022;

/** Windows has neither owners by number nor these modes; there the directory's access list, inherited from its parent, decides. */
const flawOf = (stats: Stats): string | undefined => {
  if (stats.isSymbolicLink()) return 'it is a symbolic link, which another may turn elsewhere; name the directory itself';
  if (!stats.isDirectory()) return 'it is not a directory; name another place';
  const user = process.geteuid?.();
  if (user === undefined) return undefined;
  if (stats.uid !== user)
    return `it belongs to user ${stats.uid} and this process runs as user ${user}; chown it, or name a directory of its own`;
  if ((stats.mode & OTHERS_MAY_WRITE) !== 0) return 'other users may write in it; `chmod 700` it, or name a directory of its own inside it';
  return undefined;
};

const refusal = (path: string, problem: string): ConfigurationError =>
  new ConfigurationError(`option \`spool.directory\`: ${JSON.stringify(path)} cannot be used: ${problem}`, {
    context: { option: 'spool.directory' },
  });
