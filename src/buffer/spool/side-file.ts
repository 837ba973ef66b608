import { pathOfSideLog, sideLogName } from './file-names.js';
import type { Files } from './files.js';
import { saltOf } from './frame.js';
import { closeNow, NEW_FILE, OWNER_ONLY, writeWhole } from './segment-file.js';
import type { Sending } from './side-entry.js';

/** One file of a side log, and why it must stay. */
export type SideFile = {
  readonly path: string;
  readonly salt: number;
  fd: number | undefined;
  bytes: number;
  /** Segments with lines that are done by its word. */
  readonly segments: Set<number>;
  /** What went out by its word, and is not done. */
  readonly sent: Set<Sending>;
};

/** Throws what the system throws. */
export const beginSideFile = (files: Files, place: { readonly directory: string; readonly log: string }, number: number): SideFile => {
  const path = pathOfSideLog(place.directory, number);
  const salt = saltOf(place.log, sideLogName(number));
  return { path, salt, fd: files.openSync(path, NEW_FILE, OWNER_ONLY), bytes: 0, segments: new Set(), sent: new Set() };
};

/** Appends an entry. Throws what the system throws; then the file ends with its last whole entry, or takes no more. */
export const appendToSideFile = (files: Files, file: SideFile, entry: Buffer): void => {
  const { fd } = file;
  if (fd === undefined) throw new Error('the side log is closed');
  try {
    writeWhole(files, { fd, bytes: entry, length: entry.length });
    file.bytes += entry.length;
  } catch (error) {
    cutBack(files, file, fd);
    throw error;
  }
};

const cutBack = (files: Files, file: SideFile, fd: number): void => {
  try {
    files.ftruncateSync(fd, file.bytes);
  } catch {
    closeSideFile(files, file);
  }
};

export const closeSideFile = (files: Files, file: SideFile): void => {
  if (file.fd !== undefined) closeNow(files, file.fd);
  file.fd = undefined;
};

/** Whether it is closed and nothing depends on it. */
export const isSpent = ({ fd, segments, sent }: SideFile): boolean => fd === undefined && segments.size === 0 && sent.size === 0;
