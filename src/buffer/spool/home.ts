import { join } from 'node:path';
import type { Clock } from '../../core/clock.js';
import { backgroundFiles, syncDirectory } from './background-files.js';
import type { Encryption } from './encryption.js';
import type { Files } from './files.js';
import { createLogDirectory, type LogDirectory } from './log-directory.js';
import { newLogId } from './log-names.js';
import type { SpoolSettings } from './options.js';
import type { OwnLog } from './own-log.js';
import type { Self } from './owner.js';
import { prepareRoot, type Root } from './root.js';
import { createSegmentWriter, type SegmentWriter } from './segment-writer.js';
import { createSideLog } from './side-log.js';
import { soon } from './soon.js';

/**
 * The directory of the own log: made at the start or, where the disk does not let it, as soon as it does; made anew where somebody took
 * it away; synced, and looked after, as long as the log lives.
 */
export type Home = {
  readonly path: string;
  /** The disk went away: it is looked at again sooner than it would have been. */
  lookSoon(): void;
  /** Syncs what was written, and lets go of the log: whoever finds it may adopt it. */
  close(): Promise<void>;
  /** The same for a process that exits, without the sync. */
  leave(): void;
};

export type HomeDeps = {
  readonly root: Root;
  readonly own: OwnLog;
  readonly files: Files;
  readonly clock: Clock;
  readonly self: () => Self;
  readonly encryption: Encryption | undefined;
  readonly onTrouble: (error: unknown) => void;
  /** What was on disk is not there any more. */
  readonly onLost: () => void;
  /** Does what is to be done every few seconds. */
  readonly tick: () => void;
};

const LOOK_AFTER_MS = 5000;
const LOOK_FOR_DISK_MS = 1000;
const SEGMENTS = 8;
const LARGEST_SEGMENT_BYTES = 8 * 1024 * 1024;

export const createHome = (settings: SpoolSettings, deps: HomeDeps): Home => {
  const { own, files, clock, self, encryption, onTrouble, onLost, tick } = deps;
  const { fsync, maxBytes } = settings;
  const segmentBytes = Math.min(LARGEST_SEGMENT_BYTES, Math.ceil(maxBytes / SEGMENTS));
  let directory: LogDirectory | undefined;
  let writer: SegmentWriter | undefined;
  let nextSegment = 0;
  let tries = 0;
  let isClosed = false;
  let cancelSync = (): void => {};
  let cancelLook = (): void => {};

  const settle = (root: Root): void => {
    if (!root.ok) {
      own.failed(root.reason);
      return;
    }
    // A name that was tried once may stand there still, half made, or with whoever took it away.
    const log = tries === 0 ? own.name : newLogId();
    tries += 1;
    directory = createLogDirectory(root.path, { log, files, self: self(), now: clock.wallTime(), onTrouble });
    if (directory === undefined) return;
    const { path } = directory;
    if (fsync !== 'never') void syncDirectory(root.path, backgroundFiles);
    writer = createSegmentWriter(
      { directory: path, log, segmentBytes, fsync, encryption, firstSegment: nextSegment },
      {
        files,
        onTrouble,
        now: clock.wallTime,
        onSegment: (segment) => {
          nextSegment = Math.max(nextSegment, segment + 1);
          own.begun(segment);
        },
      },
    );
    own.moveTo({ name: log, path, writer, sideLog: createSideLog({ directory: path, log }, { files, onTrouble, mayTry: own.mayWrite }) });
  };

  const lookAfter = (): void => {
    if (directory === undefined) settle(rootAgain());
    else if (!directory.isIntact() || writer?.isGone()) moveOut();
    own.tidy();
    tick();
    lookSoon();
  };

  const lookSoon = (): void => {
    cancelLook = clock.setTimer(directory === undefined || own.isAway() ? LOOK_FOR_DISK_MS : LOOK_AFTER_MS, lookAfter);
  };

  /** Somebody made the directory unusable meanwhile: that is no error of the app's options any more. */
  const rootAgain = (): Root => {
    try {
      return prepareRoot(settings.directory, files);
    } catch {
      return { ok: false, path: settings.directory, reason: 'refused' };
    }
  };

  const moveOut = (): void => {
    own.moveTo(undefined);
    void directory?.close();
    directory = undefined;
    settle(rootAgain());
    onLost();
  };

  const syncSoon = (): void => {
    cancelSync = clock.setTimer(settings.fsyncIntervalMs, () => {
      void own.sync().then(() => {
        if (!isClosed) syncSoon();
      });
    });
  };

  settle(deps.root);
  lookSoon();
  if (fsync === 'interval') syncSoon();

  const leave = async (): Promise<void> => {
    cancelLook();
    cancelSync();
    own.tidy();
    own.close();
    await directory?.close();
  };

  return {
    lookSoon: () => {
      cancelLook();
      if (!isClosed) lookSoon();
    },
    leave: () => void leave(),
    get path() {
      return directory?.path ?? join(deps.root.path, own.name);
    },
    close: async () => {
      isClosed = true;
      if (fsync !== 'never') await soon(own.sync(), clock);
      await leave();
    },
  };
};
