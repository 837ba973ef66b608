import type { Clock } from '../../core/clock.js';
import { createDiskTrouble } from '../spool/disk-trouble.js';
import type { Encryption } from '../spool/encryption.js';
import { codeOf } from '../spool/error-code.js';
import type { Files } from '../spool/files.js';
import { readSelf } from '../spool/owner.js';
import { prepareRoot } from '../spool/root.js';
import { type LetterLog, type LetterToWrite, openLetterLog } from './letter-log.js';
import type { DeadLettersSettings } from './options.js';
import { type Deleted, makeRoom } from './quota.js';

/** The disk under the dead letters: opened with the first of them, left in peace for a while when it fails, kept within its quota. */
export type LetterBox = {
  /** Whether the letter stands on disk now. */
  put(letter: LetterToWrite): boolean;
  close(): void;
};

export type LetterBoxDeps = {
  readonly files: Files;
  readonly clock: Clock;
  readonly encryption?: Encryption | undefined;
  /** A letter could not be kept: a short word such as `ENOSPC`. */
  readonly onTrouble: (reason: string) => void;
  /** Older letters were deleted to make room. */
  readonly onDeleted: (deleted: Deleted) => void;
};

export const createLetterBox = ({ directory, maxBytes }: DeadLettersSettings, deps: LetterBoxDeps): LetterBox => {
  const { files, clock, encryption, onDeleted } = deps;
  const segmentBytes = Math.min(LARGEST_FILE_BYTES, Math.ceil(maxBytes / FILES));
  const disk = createDiskTrouble();
  let log: LetterLog | undefined;
  let cancelSync: (() => void) | undefined;
  let isClosed = false;

  const onTrouble = (error: unknown): void => deps.onTrouble(codeOf(error));

  const put = (letter: LetterToWrite): boolean => {
    const startedAt = clock.monotonic();
    if (isClosed || letter.line.length > maxBytes || !disk.mayTry(startedAt)) return false;
    const isKept = write(letter);
    const now = clock.monotonic();
    if (isKept) disk.succeeded(now, now - startedAt);
    else disk.failed(now);
    if (isKept) syncLater();
    return isKept;
  };

  const write = (letter: LetterToWrite): boolean => {
    try {
      log ??= open();
      const fate = log?.append(letter);
      if (fate !== 'gone') return fate === 'kept';
      log?.close();
      log = open();
      return log?.append(letter) === 'kept';
    } catch (error) {
      onTrouble(error);
      return false;
    }
  };

  const open = (): LetterLog | undefined => {
    const root = prepareRoot(directory, files);
    if (!root.ok) {
      deps.onTrouble(root.reason);
      return undefined;
    }
    const onSegment = (active: string): void => {
      const deleted = makeRoom(root.path, { maxBytes: maxBytes - segmentBytes, active, files });
      if (deleted.files > 0) onDeleted(deleted);
    };
    return openLetterLog({ root: root.path, segmentBytes, encryption }, { files, clock, self: readSelf(files), onTrouble, onSegment });
  };

  const syncLater = (): void => {
    cancelSync ??= clock.setTimer(SYNC_AFTER_MS, () => {
      cancelSync = undefined;
      void log?.sync();
    });
  };

  const close = (): void => {
    isClosed = true;
    cancelSync?.();
    log?.close();
    log = undefined;
  };

  return { put, close };
};

/** The quota is kept by whole files: this many of them, none so large that deleting one costs too many letters. */
const FILES = 8;
const LARGEST_FILE_BYTES = 8 * 1024 * 1024;

const SYNC_AFTER_MS = 1000;
