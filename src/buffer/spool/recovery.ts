import { basename } from 'node:path';
import type { Group } from '../../core/group.js';
import { type AdoptedLog, createAdoptedLog } from './adopted-log.js';
import { pathOfSegment, segmentsIn } from './file-names.js';
import type { Files } from './files.js';
import { createScan, type Fate } from './scan.js';
import type { SegmentBook } from './segment-book.js';
import type { SideLog } from './side-log.js';
import { createSingleRun } from './single-run.js';
import type { Stored } from './stored.js';
import type { ReadSlabs } from './walk.js';

/**
 * Takes over adopted logs, one after the other, each read only a little ahead of what is delivered: a start costs the same however much
 * lies on disk, and memory knows no more than what comes next.
 */
export type Recovery = {
  /** Adds logs that were adopted, oldest first. */
  add(paths: readonly string[]): void;
  /** There may be less to deliver than there was. */
  kick(): void;
  /** Gives up the oldest segment that was not read to its end yet: it is read all the same, soon, for its records are counted. False when all is read. */
  giveUpUnread(): boolean;
  stop(): Promise<void>;
  /** Logs of which something was read and is left, old to new. */
  readonly logs: ReadonlySet<AdoptedLog>;
  /** Nothing is left to be read. */
  isRead(): boolean;
  /** Bytes on disk that were not read yet. */
  unreadBytes(): number;
};

export type RecoveryDeps = {
  readonly files: Files;
  readonly read: ReadSlabs;
  readonly readFates: (path: string, name: string) => Promise<ReadonlyMap<number, Fate>>;
  readonly openSideLog: (path: string, name: string) => SideLog;
  readonly most: { readonly records: number; readonly bytes: number };
  readonly groupOf: (name: string) => Group | undefined;
  readonly found: (stored: Stored) => void;
  readonly damaged: (count: number, group: string | undefined) => void;
  /** A segment was read that is to be given up. */
  readonly evict: (log: AdoptedLog, segment: number) => void;
  /** A segment cannot be read, for this reason, and is left as it is. */
  readonly leftAlone: (reason: string) => void;
  /** Whether something of an adopted log could be delivered now, and enough is known of what follows to send it in whole chunks. */
  readonly knowsEnough: () => boolean;
};

type Unread = { readonly path: string; readonly number: number; readonly bytes: number; readonly writtenAt: number; isGivenUp: boolean };

export const createRecovery = (deps: RecoveryDeps): Recovery => {
  const { files, read, readFates, openSideLog, most, groupOf, found, damaged, evict, leftAlone, knowsEnough } = deps;
  const unread: Unread[] = [];
  const waiting: string[] = [];
  const logs = new Set<AdoptedLog>();
  /** The segment that is being read. */
  let current: { readonly segment: Unread; readonly book: SegmentBook } | undefined;
  let reading: AsyncGenerator<void> | undefined;
  let unreadBytes = 0;
  let givenUp = 0;

  const add = (paths: readonly string[]): void => {
    for (const path of paths) {
      for (const number of segmentsIn(files, path)) {
        const segment = { path, number, ...factsOf(files, pathOfSegment(path, number)), isGivenUp: false };
        unread.push(segment);
        unreadBytes += segment.bytes;
      }
      waiting.push(path);
    }
    runs.kick();
  };

  const run = async (): Promise<void> => {
    while (!runs.isStopped() && hasUnread() && (givenUp > 0 || !knowsEnough())) {
      reading ??= readLog(waiting.shift() ?? '');
      if ((await reading.next()).done) reading = undefined;
    }
  };

  const hasUnread = (): boolean => reading !== undefined || waiting.length > 0;

  /** Yields after each slab. */
  async function* readLog(path: string): AsyncGenerator<void, void, void> {
    const name = basename(path);
    const fates = await readFates(path, name);
    const log = createAdoptedLog(path, name, { files, sideLog: openSideLog(path, name), onEmpty: () => logs.delete(log) });
    logs.add(log);
    const scan = createScan({ log, fates, most, groupOf, found, damaged });
    for (let segment = unread[0]; segment?.path === path; segment = unread[0]) {
      unread.shift();
      current = { segment, book: log.book };
      unreadBytes -= segment.isGivenUp ? 0 : segment.bytes;
      log.book.begin(segment.number, segment.isGivenUp ? { ...segment, bytes: 0 } : segment);
      const why = yield* readAll(log, segment.number, scan.frames);
      if (why === 'end' || why === 'missing') log.book.close(segment.number);
      else leaveAlone(log, segment.number, why);
      current = undefined;
      if (segment.isGivenUp) {
        scan.end();
        givenUp -= 1;
        evict(log, segment.number);
      }
    }
    scan.end();
    log.finish();
  }

  async function* readAll(log: AdoptedLog, number: number, frames: ReturnType<typeof createScan>['frames']) {
    const slabs = read(log, number, 0);
    try {
      for (let step = await slabs.next(); ; step = await slabs.next()) {
        if (step.done) return step.value;
        frames(number, step.value.frames);
        yield;
      }
    } finally {
      await slabs.return('end');
    }
  }

  /** It takes none of the room of what can be read: it cannot be given up, for nobody knows what is in it. */
  const leaveAlone = ({ book }: AdoptedLog, number: number, why: string): void => {
    book.shrunk(number, 0);
    leftAlone(why);
  };

  const giveUpUnread = (): boolean => {
    const oldest = [...(current === undefined ? [] : [current.segment]), ...unread].find(({ isGivenUp }) => !isGivenUp);
    if (oldest === undefined) return false;
    oldest.isGivenUp = true;
    if (oldest === current?.segment) current.book.shrunk(oldest.number, 0);
    else unreadBytes -= oldest.bytes;
    givenUp += 1;
    runs.kick();
    return true;
  };

  const runs = createSingleRun(run);

  return {
    add,
    kick: runs.kick,
    giveUpUnread,
    stop: async () => {
      await runs.stop();
      await reading?.return(undefined);
      for (const log of logs) log.close();
    },
    logs,
    isRead: () => !hasUnread(),
    unreadBytes: () => unreadBytes,
  };
};

const factsOf = (files: Files, path: string): { readonly bytes: number; readonly writtenAt: number } => {
  try {
    const { size, mtimeMs } = files.statSync(path);
    return { bytes: size, writtenAt: mtimeMs };
  } catch {
    return { bytes: 0, writtenAt: 0 };
  }
};
