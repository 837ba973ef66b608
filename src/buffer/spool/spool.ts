import type { Clock } from '../../core/clock.js';
import type { Group } from '../../core/group.js';
import { createAdoption } from './adoption.js';
import { backgroundFiles } from './background-files.js';
import { type CompactionDeps, createCompaction } from './compaction.js';
import type { Encryption } from './encryption.js';
import type { Entry, Place } from './entry.js';
import { codeOf } from './error-code.js';
import { sideLogsIn } from './file-names.js';
import type { Files } from './files.js';
import { createHome } from './home.js';
import { isAlive } from './liveness.js';
import { createLoader, type LoaderDeps } from './loader.js';
import { newLogId } from './log-names.js';
import type { SpoolSettings } from './options.js';
import { createOwnLog } from './own-log.js';
import { selfReader } from './owner.js';
import { readSideLogs } from './read-side-log.js';
import { createRecovery, type RecoveryDeps } from './recovery.js';
import { createRetention, type RetentionDeps } from './retention.js';
import { prepareRoot } from './root.js';
import { readSegment } from './segment-reader.js';
import { createSideLog } from './side-log.js';
import { soon } from './soon.js';
import type { ReadSlabs } from './walk.js';
import type { LineBatch } from './write-batch.js';

/**
 * What is kept on disk, as one piece: the log that this engine writes, the logs that it adopted, what reads them back, and what keeps
 * them within their bounds.
 *
 *     write --> own log --loader--> lanes            <root>/<log>/             ours
 *               adopted logs --scan, loader--> lanes <root>/<log>/adopted/*    of those that died
 */
export type Spool = {
  readonly log: string;
  enrol(group: Group): Entry;
  /** Writes lines to the own log; undefined when the disk does not take them now. */
  write(entry: Entry, lines: LineBatch): Place | undefined;
  mayWrite(): boolean;
  /** What is not written now never will be. */
  lastChance(): void;
  /** Bytes on disk, of all logs that are this engine's. */
  bytes(): number;
  readonly maxBytes: number;
  /** The same as a part of `maxBytes`. */
  fill(): number;
  /** Makes room by giving up the oldest segment; false when nothing can be given up. */
  giveUpOldest(): boolean;
  /** There is room in memory, or something is wanted. */
  kick(): void;
  /** What lay there at the start was found and read, as far as it can be read. */
  isRead(): boolean;
  /** Bytes of adopted logs that were not looked at yet. */
  unreadBytes(): number;
  isAway(): boolean;
  /** Stops reading and adopting. */
  quiesce(): Promise<void>;
  close(): Promise<void>;
  /** The same for a process that exits: as much of it as can be done within the call. */
  leave(): void;
};

export type SpoolDeps = Pick<LoaderDeps, 'wanted' | 'hasRoom' | 'loaded' | 'split'> &
  Pick<RecoveryDeps, 'most' | 'groupOf' | 'found' | 'damaged' | 'leftAlone' | 'knowsEnough'> &
  Pick<RetentionDeps, 'giveUp'> &
  Pick<CompactionDeps, 'firstNeeded' | 'moved'> & {
    readonly files: Files;
    readonly clock: Clock;
    readonly encryption: Encryption | undefined;
    readonly onDisk: (state: 'away' | 'back', reason: string) => void;
    /** The disk was away: writes what it has not, if it takes it now. */
    readonly retry: () => void;
    /** All that was on disk of the own log is lost. */
    readonly onLost: () => void;
  };

/** @throws ConfigurationError for a directory that must not be used as it is. */
export const createSpool = (settings: SpoolSettings, deps: SpoolDeps): Spool => {
  const { files, clock, encryption, onDisk, retry, onLost } = deps;
  const self = selfReader(files);
  let lookSoon = (): void => {};
  const own = createOwnLog(newLogId(), {
    files,
    clock,
    onDisk: (state, reason) => {
      onDisk(state, reason);
      if (state === 'away') lookSoon();
    },
  });
  const onTrouble = (error: unknown): void => own.failed(codeOf(error));
  const root = prepareRoot(settings.directory, files);

  const read: ReadSlabs = (log, segment, from) =>
    readSegment({ files, path: log.pathOf(segment), log: log.directoryName, segment, from, encryption });

  const recovery = createRecovery({
    ...deps,
    read,
    readFates: (directory, log) => readSideLogs({ files, directory, log }),
    evict: (log, segment) => retention.evict(log, segment),
    openSideLog: (directory, log) =>
      createSideLog(
        { directory, log, firstFile: (sideLogsIn(files, directory).at(-1) ?? -1) + 1 },
        { files, onTrouble, mayTry: own.mayWrite },
      ),
  });

  const loader = createLoader({ ...deps, read });

  const bytes = (): number => {
    let sum = own.book.bytes + recovery.unreadBytes();
    for (const { book } of recovery.logs) sum += book.bytes;
    return sum;
  };

  const fill = (): number => bytes() / settings.maxBytes;

  const compaction = createCompaction({
    ...deps,
    backgroundFiles,
    read,
    logs: () => (recovery.isRead() ? [own, ...recovery.logs] : [own]),
    whenStill: loader.whenStill,
  });

  const retention = createRetention(settings, { own, adopted: recovery.logs, giveUp: deps.giveUp });

  const home = createHome(settings, {
    root,
    own,
    files,
    clock,
    self,
    encryption,
    onTrouble,
    onLost,
    tick: () => {
      retention.expire(clock.wallTime());
      if (own.isAway()) retry();
      if (fill() > COMPACT_FROM) compaction.kick();
      kick();
    },
  });
  lookSoon = home.lookSoon;

  const adoption = createAdoption({
    root: root.path,
    get own() {
      return home.path;
    },
    files: backgroundFiles,
    clock,
    alive: (path) => isAlive(path, { files: backgroundFiles, clock, self: self() }),
    // Where a directory cannot be looked at there is nothing to adopt; that of our own shows when it is written to.
    onTrouble: () => {},
  });
  adoption.start(recovery.add);

  const kick = (): void => {
    loader.kick();
    recovery.kick();
  };

  const quiesce = async (): Promise<void> => {
    void adoption.stop();
    await soon(Promise.all([loader.stop(), recovery.stop(), compaction.stop()]), clock);
  };

  return {
    log: own.name,
    enrol: own.enrol,
    write: own.write,
    mayWrite: own.mayWrite,
    lastChance: own.lastChance,
    bytes,
    maxBytes: settings.maxBytes,
    fill,
    giveUpOldest: () => recovery.giveUpUnread() || retention.giveUpOldest(),
    kick,
    isRead: () => adoption.hasLooked() && recovery.isRead(),
    unreadBytes: recovery.unreadBytes,
    isAway: own.isAway,
    quiesce,
    close: home.close,
    leave: home.leave,
  };
};

/** Of the quota. Below it, there is room enough for what is needed no more. */
const COMPACT_FROM = 1 / 4;
