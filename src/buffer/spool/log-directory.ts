import { join } from 'node:path';
import { codeOf } from './error-code.js';
import type { Files } from './files.js';
import { openLiveSocket } from './live-socket.js';
import { ADOPTED, isSpent, newLogId, OWNER, RELEASED } from './log-names.js';
import { FORMAT_VERSION, type Owner, type Self } from './owner.js';

/** The directory of one log, which this engine alone writes. */
export type LogDirectory = {
  /** The log's id, which is the directory's name. */
  readonly log: string;
  readonly path: string;
  /** Whether `path` still is the directory that was made: it may have been deleted, or taken by a process that thought this one dead. */
  isIntact(): boolean;
  /**
   * Nobody owns the log any more: who finds it, on whatever machine, takes it. A log that keeps nothing is removed. All of that
   * happens within the call, so it may be made while the process exits; the promise only says when the socket's end is over.
   * Whatever writes to the log, or adopts into it, must have ended before.
   */
  close(): Promise<void>;
};

export type LogDirectoryDeps = {
  /** The log's id, where it had one before: close what had it first, for an end unlinks the socket at its path. Default: a new one. */
  readonly log?: string;
  readonly files: ClosingFiles & Pick<Files, 'lstatSync' | 'mkdirSync' | 'writeFileSync'>;
  readonly self: Self;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  /** Told why there is no log. That there is no socket is no trouble: the owner's card says so, and others look at its pid. */
  readonly onTrouble: (error: unknown) => void;
};

/** Makes a new log in the spool's directory. Undefined where the disk does not let it, of which `onTrouble` was told. */
export const createLogDirectory = (
  root: string,
  { log = newLogId(), files, self, now, onTrouble }: LogDirectoryDeps,
): LogDirectory | undefined => {
  const path = join(root, log);
  const made = attempt(() => make(path, files), onTrouble);
  if (made === undefined) return undefined;
  const socket = openLiveSocket(path);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    if (closing === undefined && isAt(path, made, files)) letGo(path, files);
    closing ??= socket.close();
    return closing;
  };
  const owner: Owner = { ...self, formatVersion: FORMAT_VERSION, createdMs: now, hasSocket: socket.isListening };
  // After the socket is open: who reads this may ask at once.
  const isSigned = attempt(() => sign(path, owner, files), onTrouble);
  if (isSigned) return { log, path, isIntact: () => isAt(path, made, files), close };
  void close();
  return undefined;
};

const attempt = <Value>(run: () => Value, onTrouble: (error: unknown) => void): Value | undefined => {
  try {
    return run();
  } catch (error) {
    onTrouble(error);
    return undefined;
  }
};

type Inode = { readonly ino: number; readonly dev: number };

const make = (path: string, files: Pick<Files, 'lstatSync' | 'mkdirSync'>): Inode => {
  files.mkdirSync(path, { mode: 0o700 });
  return files.lstatSync(path);
};

const sign = (path: string, owner: Owner, files: Pick<Files, 'writeFileSync'>): true => {
  files.writeFileSync(join(path, OWNER), JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
  return true;
};

/** A disk that cannot answer has not lost the directory; that trouble shows where it is written to. */
const isAt = (path: string, made: Inode, files: Pick<Files, 'lstatSync'>): boolean => {
  try {
    const { ino, dev } = files.lstatSync(path);
    return ino === made.ino && dev === made.dev;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR', 'ESTALE'].includes(codeOf(error));
  }
};

type ClosingFiles = Pick<Files, 'readdirSync' | 'renameSync' | 'rmdirSync' | 'unlinkSync'>;

/** What cannot be done here is left to those who look for orphans: they find out that the owner is gone. */
const letGo = (path: string, files: ClosingFiles): void => {
  try {
    if (isSpent(files.readdirSync(path)) && removeSpent(path, files)) return;
    files.renameSync(join(path, OWNER), join(path, RELEASED));
  } catch {
    // See above.
  }
};

/**
 * Name by name and never recursively: a log that is being adopted into this one at this very moment makes the first step fail,
 * or finds no place to go to. Nothing is lost either way.
 */
const removeSpent = (path: string, files: ClosingFiles): boolean => {
  try {
    const names = files.readdirSync(path);
    if (names.includes(ADOPTED)) files.rmdirSync(join(path, ADOPTED));
    for (const name of names) if (name !== ADOPTED) files.unlinkSync(join(path, name));
    files.rmdirSync(path);
    return true;
  } catch {
    return false;
  }
};
