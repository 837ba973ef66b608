import { constants } from 'node:fs';
import type { Files } from './files.js';

export type Opened = { readonly fd: number; readonly size: number } | 'missing' | 'refused' | 'unreadable';

/** Whoever can write to the directory must not make us follow a link, wait for a pipe, or read a device: only a plain file is opened. */
export const openToRead = async (files: Files, path: string): Promise<Opened> => {
  try {
    const fd = await files.open(path, PLAIN);
    try {
      const stat = files.fstatSync(fd);
      if (stat.isFile()) return { fd, size: stat.size };
    } catch {
      // Then it cannot be read either.
    }
    await closeQuietly(files, fd);
    return 'refused';
  } catch (error) {
    return REFUSALS.get((error as NodeJS.ErrnoException).code ?? '') ?? 'unreadable';
  }
};

const PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** A link gives ELOOP; FreeBSD says EMLINK. A socket cannot be opened: ENXIO. */
const REFUSALS: ReadonlyMap<string, Opened> = new Map([
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['ELOOP', 'refused'],
  ['EMLINK', 'refused'],
  ['ENXIO', 'refused'],
]);

export const closeQuietly = async (files: Files, fd: number): Promise<void> => {
  try {
    await files.close(fd);
  } catch {
    // Nothing was written to it.
  }
};
