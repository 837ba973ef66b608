import type { Files } from './files.js';
import { createOutstanding } from './outstanding.js';
import { type DoneRange, encodeSideEntry, type Sending, type SideEntry } from './side-entry.js';
import { appendToSideFile, beginSideFile, closeSideFile, isSpent, type SideFile } from './side-file.js';

/** Remembers beside a log's segments what became of its lines, so that a recovery need not read them to know. Never throws. */
export type SideLog = {
  /** A request with these lines goes out now. */
  sending(chunk: Sending): void;
  /** These lines left for good. `segments`: where they stand. */
  done(range: DoneRange, segments: readonly number[]): void;
  /** A segment was deleted: nobody will ask for its lines. */
  segmentGone(segment: number): void;
  /** The next entry begins a new file. */
  roll(): void;
  close(): void;
};

export type SideLogPlace = {
  readonly directory: string;
  readonly log: string;
  /** Number of the first file: above those that an earlier owner wrote. Default 0. */
  readonly firstFile?: number | undefined;
};

export type SideLogDeps = {
  readonly files: Files;
  onTrouble(error: unknown): void;
  /** Whether the disk may be asked now; else entries wait. Default: always. */
  mayTry?(): boolean;
};

const FILE_BYTES = 256 * 1024;
/** What waits for a disk that is away. What comes beyond it is forgotten: after a crash those lines would be sent once more. */
const MOST_KEPT = 64 * 1024;

type Kept = { readonly entry: SideEntry; readonly segments: readonly number[] };

/**
 * One file after another. A file is deleted when no segment is left of whose lines it says that they are done,
 * and none of its `sending` is the last word on its lines: then no recovery could need it.
 */
export const createSideLog = (place: SideLogPlace, deps: SideLogDeps): SideLog => {
  const { files, onTrouble, mayTry = () => true } = deps;
  const outstanding = createOutstanding();
  const all = new Set<SideFile>();
  const kept: Kept[] = [];
  /** Segments that were deleted while entries about them wait. */
  const gone = new Set<number>();
  let active: SideFile | undefined;
  let nextNumber = place.firstFile ?? 0;
  let isClosed = false;

  const take = (next: Kept): void => {
    if (isClosed) return;
    writeKept();
    if (kept.length === 0 && mayTry() && isWritten(next)) return;
    if (kept.length < MOST_KEPT) kept.push(next);
  };
  const writeKept = (): void => {
    if (kept.length === 0 || !mayTry()) return;
    const failedAt = kept.findIndex((next) => !isWritten(next));
    kept.splice(0, failedAt < 0 ? kept.length : failedAt);
    if (kept.length === 0) gone.clear();
  };
  const isWritten = (next: Kept): boolean => {
    try {
      const file = fileWithRoom();
      appendToSideFile(files, file, encodeSideEntry(next.entry, file.salt));
      remember(file, next);
      return true;
    } catch (error) {
      onTrouble(error);
      return false;
    }
  };
  const fileWithRoom = (): SideFile => {
    if (active !== undefined && (active.fd === undefined || active.bytes >= FILE_BYTES)) roll();
    if (active === undefined) {
      nextNumber += 1;
      active = beginSideFile(files, place, nextNumber - 1);
      all.add(active);
    }
    return active;
  };
  const remember = (file: SideFile, { entry, segments }: Kept): void => {
    for (const segment of segments) if (!gone.has(segment)) file.segments.add(segment);
    const released = entry.type === 'done' ? outstanding.end(entry) : outstanding.replace(entry, file);
    for (const other of released) deleteSpent(other);
  };

  const roll = (): void => {
    if (active === undefined) return;
    closeSideFile(files, active);
    deleteSpent(active);
    active = undefined;
  };
  const deleteSpent = (file: SideFile): void => {
    if (!isSpent(file) || !all.delete(file)) return;
    try {
      files.unlinkSync(file.path);
    } catch {
      // It stays and says what is still true.
    }
  };
  return {
    sending: (chunk) => take({ entry: { type: 'sending', ...chunk }, segments: [] }),
    done: (range, segments) => take({ entry: { type: 'done', ...range }, segments }),
    segmentGone: (segment) => {
      if (kept.length > 0) gone.add(segment);
      for (const file of all) {
        if (file.segments.delete(segment)) deleteSpent(file);
      }
    },
    roll,
    close: () => {
      writeKept();
      isClosed = true;
      roll();
    },
  };
};
