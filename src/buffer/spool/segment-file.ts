import { constants } from 'node:fs';
import { createSeal, type Encryption, type Seal } from './encryption.js';
import { pathOfSegment, segmentName } from './file-names.js';
import type { Files } from './files.js';
import { saltOf } from './frame.js';
import { encodeSegmentHeader } from './segment-header.js';
import { syncDirectoryNow } from './sync-directory.js';

/** A segment that is being written, by us alone. */
export type SegmentFile = {
  readonly number: number;
  readonly path: string;
  readonly fd: number;
  readonly salt: number;
  readonly seal: Seal | undefined;
  /** The groups that have their frame in this segment, with their key's text. */
  readonly names: Map<number, string>;
  /** Of these, the groups that have it twice. */
  readonly namedTwice: Set<number>;
  /** Where the last whole frame ends. */
  bytes: number;
  /** Up to here it is known to be on the disk itself. */
  syncedBytes: number;
};

export type Place = {
  readonly files: Files;
  readonly directory: string;
  readonly log: string;
  readonly fsync: 'never' | 'interval' | 'always';
  readonly encryption?: Encryption | undefined;
};

/** Makes the file and writes its head. Throws what the system throws, and then leaves no file. */
export const beginSegment = (place: Place, number: number, createdMs: number): SegmentFile => {
  const { files, directory, log, fsync, encryption } = place;
  const path = pathOfSegment(directory, number);
  const sealed = encryption && createSeal(encryption);
  const head = encodeSegmentHeader({ log, segment: number, createdMs, seal: sealed?.facts });
  const fd = files.openSync(path, fsync === 'always' ? NEW_FILE | EACH_WRITE_TO_DISK : NEW_FILE, OWNER_ONLY);
  const segment: SegmentFile = {
    number,
    path,
    fd,
    salt: saltOf(log, segmentName(number)),
    seal: sealed?.seal,
    names: new Map(),
    namedTwice: new Set(),
    bytes: head.length,
    syncedBytes: 0,
  };
  try {
    writeWhole(files, { fd, bytes: head, length: head.length });
    if (fsync === 'always') syncDirectoryNow(files, directory);
    return segment;
  } catch (error) {
    removeSegment(files, segment);
    throw error;
  }
};

export const OWNER_ONLY = 0o600;
/** A file of an earlier run is never touched, nor one that a link leads to. */
export const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
const EACH_WRITE_TO_DISK = constants.O_DSYNC ?? constants.O_SYNC ?? 0;

/** The kernel may take less than it is given, without an error: on a disk that gets full it does. */
export const writeWhole = (
  files: Files,
  { fd, bytes, length }: { readonly fd: number; readonly bytes: Buffer; readonly length: number },
): void => {
  let written = 0;
  while (written < length) {
    const taken = files.writeSync(fd, bytes, written, length - written);
    if (taken === 0) throw new Error('the file system took nothing of a write');
    written += taken;
  }
};

export const removeSegment = (files: Files, segment: SegmentFile): void => {
  closeNow(files, segment.fd);
  try {
    files.unlinkSync(segment.path);
  } catch {
    // Then a file without frames stays, in which nobody finds anything.
  }
};

export const closeNow = (files: Files, fd: number): void => {
  try {
    files.closeSync(fd);
  } catch {
    // All that was written is with the kernel.
  }
};
