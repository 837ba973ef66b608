import type { Clock } from '../../core/clock.js';
import type { Encryption } from '../spool/encryption.js';
import { pathOfSegment } from '../spool/file-names.js';
import type { Files } from '../spool/files.js';
import { createLogDirectory } from '../spool/log-directory.js';
import { newLogId } from '../spool/log-names.js';
import type { Self } from '../spool/owner.js';
import { createSegmentWriter } from '../spool/segment-writer.js';
import { aboutOf, type Letter } from './letter.js';

/** A letter as it is to be written; `line` with its newline. */
export type LetterToWrite = Letter & {
  /** Canonical text of its group's key; absent where it has none. */
  readonly group?: string | undefined;
  readonly time: number;
  readonly severity: number;
};

/** One log of dead letters: a directory with segments, made and written by one engine. */
export type LetterLog = {
  /** `gone`: its file was deleted meanwhile, and the letter with it. This log is of no use any more. */
  append(letter: LetterToWrite): 'kept' | 'failed' | 'gone';
  sync(): Promise<boolean>;
  close(): void;
};

export type LetterLogSettings = { readonly root: string; readonly segmentBytes: number; readonly encryption: Encryption | undefined };

export type LetterLogDeps = {
  readonly files: Files;
  readonly clock: Clock;
  readonly self: Self;
  readonly onTrouble: (error: unknown) => void;
  /** A new file was begun. */
  readonly onSegment: (path: string) => void;
};

/** Undefined where the disk does not let it, of which `onTrouble` was told. */
export const openLetterLog = (settings: LetterLogSettings, deps: LetterLogDeps): LetterLog | undefined => {
  const { files, clock, onTrouble } = deps;
  const log = newLogId();
  const directory = createLogDirectory(settings.root, { ...deps, log, now: clock.wallTime() });
  if (directory === undefined) return undefined;
  const { path } = directory;
  const writer = createSegmentWriter(
    { ...settings, directory: path, log, fsync: 'interval' },
    { files, onTrouble, now: clock.wallTime, onSegment: (segment) => deps.onSegment(pathOfSegment(path, segment)) },
  );
  const numberOf = createNumbers();

  /** A `purge` may delete any file at any time. Whether it did is asked after the write, so that no letter falls between. */
  const append = ({ group = NO_GROUP, time, severity, line, ...letter }: LetterToWrite): 'kept' | 'failed' | 'gone' => {
    const written = writer.appendDead({ group: numberOf(group), name: group, time, severity, line, about: aboutOf(letter) });
    if (written === undefined) return 'failed';
    return files.existsSync(pathOfSegment(path, written.segment)) ? 'kept' : 'gone';
  };

  const close = (): void => {
    void writer.sync().finally(writer.close);
    void directory.close();
  };

  return { append, sync: writer.sync, close };
};

/** The name of a group on disk that stands for having none: no key has this text. */
export const NO_GROUP = '';

/** Numbers groups as they come. Names that were forgotten get a new number, which costs a frame. */
const createNumbers = (): ((name: string) => number) => {
  const numbers = new Map<string, number>();
  let next = 0;
  return (name) => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    if (numbers.size >= MOST_NAMES) numbers.clear();
    numbers.set(name, next);
    next += 1;
    return next - 1;
  };
};

const MOST_NAMES = 10_000;
