import { copyFrames } from './copy-frames.js';
import { closeNow, type Place, removeSegment, type SegmentFile } from './segment-file.js';
import { syncDirectory } from './sync-directory.js';

/** What it needs of the writer. */
export type FsyncDeps = {
  begin(): SegmentFile;
  /** Ends the active segment; it comes here by `retire`. */
  leave(): void;
  active(): SegmentFile | undefined;
  onTrouble(error: unknown): void;
  onSegment(segment: number): void;
};

export type Fsync = {
  retire(segment: SegmentFile): void;
  sync(): Promise<boolean>;
  close(): void;
};

/**
 * Brings segments from the kernel to the disk. After an fsync that failed the kernel forgets what it could not write, and says yes to the next
 * one (https://wiki.postgresql.org/wiki/Fsync_Errors): so such a file is never asked again. All frames that are not known to be on the disk,
 * in later segments too, for a group's records must stand in order, are copied to a segment that holds nothing else; when that one is
 * synced, all is well again. When it cannot be, it is removed, so that a disk that stays broken is not filled with copies, and the next
 * call tries again. Until a power failure the old files can be read all the same.
 */
export const createFsync = (place: Place, writer: FsyncDeps): Fsync => {
  const { files, directory } = place;
  /** Oldest first: segments that are written and not synced; those of which a sync failed, and what was written after them. */
  const retired: SegmentFile[] = [];
  const suspect: SegmentFile[] = [];
  let lastTurn: Promise<unknown> = Promise.resolve();
  let queued: Promise<boolean> | undefined;
  let isBusy = false;
  let isClosed = false;

  const sync = (): Promise<boolean> => {
    if (place.fsync !== 'interval') return Promise.resolve(true);
    queued ??= lastTurn.then(turn);
    lastTurn = queued;
    return queued;
  };
  const turn = async (): Promise<boolean> => {
    queued = undefined;
    if (isClosed) return false;
    isBusy = true;
    try {
      return suspect.length === 0 && (await syncAll()) ? true : await saveAgain();
    } catch (error) {
      writer.onTrouble(error);
      return false;
    } finally {
      isBusy = false;
      if (isClosed) closeAll();
    }
  };

  const syncAll = async (): Promise<boolean> => {
    const active = writer.active();
    const due = [...retired, ...(active === undefined ? [] : [active])].filter((segment) => segment.syncedBytes < segment.bytes);
    if (due.some(({ syncedBytes }) => syncedBytes === 0)) await syncDirectory(files, directory);
    for (const segment of due) {
      const { bytes } = segment;
      if (!(await isSynced(segment))) return false;
      segment.syncedBytes = bytes;
    }
    closeSynced();
    return true;
  };
  const isSynced = async ({ fd }: SegmentFile): Promise<boolean> => {
    try {
      await files.fdatasync(fd);
      return true;
    } catch (error) {
      writer.onTrouble(error);
      return false;
    }
  };
  const closeSynced = (): void => {
    for (const segment of retired.splice(0)) {
      if (segment.syncedBytes < segment.bytes) retired.push(segment);
      else closeNow(files, segment.fd);
    }
  };

  const saveAgain = async (): Promise<boolean> => {
    writer.leave();
    suspect.push(...retired.splice(0));
    const copy = writer.begin();
    try {
      await copyFrames(place, suspect, copy);
      if (await isSynced(copy)) return await settle(copy);
    } catch (error) {
      writer.onTrouble(error);
    }
    removeSegment(files, copy);
    return false;
  };
  const settle = async (copy: SegmentFile): Promise<boolean> => {
    await syncDirectory(files, directory);
    closeNow(files, copy.fd);
    for (const segment of suspect.splice(0)) closeNow(files, segment.fd);
    writer.onSegment(copy.number);
    return true;
  };

  const closeAll = (): void => {
    for (const { fd } of [...retired.splice(0), ...suspect.splice(0)]) closeNow(files, fd);
  };
  return {
    retire: (segment) => {
      if (place.fsync === 'interval') retired.push(segment);
      else closeNow(files, segment.fd);
    },
    sync,
    close: () => {
      isClosed = true;
      if (!isBusy) closeAll();
    },
  };
};
