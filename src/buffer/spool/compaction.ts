import { dirname, join } from 'node:path';
import { type BackgroundFiles, syncDirectory } from './background-files.js';
import type { Entry, KeptLog } from './entry.js';
import type { Files } from './files.js';
import type { Frame } from './frame.js';
import { COMPACTED } from './log-names.js';
import { removeFile } from './remove-file.js';
import type { Range, Segment } from './segment-book.js';
import { closeNow, NEW_FILE, OWNER_ONLY, writeWhole } from './segment-file.js';
import { createSingleRun } from './single-run.js';
import type { ReadSlabs } from './walk.js';

/**
 * Takes out of segments what is needed no more, so that a group that cannot be delivered for days keeps its own records on disk, and not
 * all that the others logged meanwhile:
 *
 *     0000000000000007.seg    [head][group a][a 0][group b][b 0] ... [b 9999]    a waits, b was delivered
 *     compacted.new           [head][group a][a 0]                               the same bytes, synced
 *     0000000000000007.seg    [head][group a][a 0]                               renamed over the old one, in one step
 *
 * Frames are copied as they are: with the segment's number their sums and seals stay right. Whoever dies on the way leaves the old file whole.
 * A gap that arises is one that the side log explains.
 */
export type Compaction = {
  /** Looks for segments of which little is needed, and makes them small, one after the other. */
  kick(): void;
  /** Resolves when nothing is being copied. */
  stop(): Promise<void>;
};

export type CompactionDeps = {
  readonly files: Files;
  readonly backgroundFiles: Pick<BackgroundFiles, 'open'>;
  /** Those of which every segment was read. */
  readonly logs: () => Iterable<KeptLog>;
  readonly read: ReadSlabs;
  /** The group's records below this number are needed no more. */
  readonly firstNeeded: (entry: Entry) => number;
  /** Runs this at a moment at which no segment is being read. */
  readonly whenStill: (run: () => void) => Promise<void>;
  /** What lay in the segment lies farther to the front now. */
  readonly moved: (log: KeptLog, segment: number) => void;
};

/** A segment of which less than this is needed is worth being copied: then no record is copied more than once for each three that go. */
const WORTHWHILE = 1 / 4;
const LEAST_BYTES = 16 * 1024;

export const createCompaction = (deps: CompactionDeps): Compaction => {
  const { files, backgroundFiles, logs, read, firstNeeded, whenStill, moved } = deps;
  const unreadable = new WeakSet<Segment>();

  const run = async (): Promise<void> => {
    for (let next = candidate(); next !== undefined && !runs.isStopped(); next = candidate()) if (!(await compact(next))) return;
  };

  const candidate = (): Job | undefined => {
    for (const log of logs())
      for (const segment of log.book.segments.values()) if (isWorthwhile(segment) && !unreadable.has(segment)) return { log, segment };
    return undefined;
  };

  /** False when it came to nothing for now. */
  const compact = async (job: Job): Promise<boolean> => {
    const path = job.log.pathOf(job.segment.number);
    const copy = join(dirname(path), COMPACTED);
    try {
      const ranges = await rangesToKeep(job);
      if (ranges === undefined) {
        unreadable.add(job.segment);
        return true;
      }
      const bytes = await copyRanges(files, { path, copy, ranges });
      if (await settle(job, { path, copy, bytes })) return true;
    } catch {
      // The disk is full, or in trouble: the segment stays as it is.
    }
    removeFile(files, copy);
    return false;
  };

  const rangesToKeep = async ({ log, segment }: Job): Promise<readonly Range[] | undefined> => {
    const needed = new Map([...segment.entries].map((entry) => [entry.number, firstNeeded(entry)]));
    const ranges: Growing[] = [];
    const slabs = read(log, segment.number, 0);
    let step = await slabs.next();
    for (; !step.done; step = await slabs.next()) keepNeeded(ranges, step.value.frames, needed);
    return step.value === 'end' && !runs.isStopped() ? ranges : undefined;
  };

  const settle = async ({ log, segment }: Job, { path, copy, bytes }: { path: string; copy: string; bytes: number }): Promise<boolean> => {
    let isSettled = false;
    await whenStill(() => {
      if (runs.isStopped() || log.book.segments.get(segment.number) !== segment) return;
      files.renameSync(copy, path);
      log.book.shrunk(segment.number, bytes);
      moved(log, segment.number);
      isSettled = true;
    });
    // Until that is done a power cut may bring the old file back, which is as good.
    if (isSettled) void syncDirectory(dirname(path), backgroundFiles);
    return isSettled;
  };

  const runs = createSingleRun(run);

  return { kick: runs.kick, stop: runs.stop };
};

type Job = { readonly log: KeptLog; readonly segment: Segment };

const isWorthwhile = ({ isOpen, live, records, bytes }: Segment): boolean =>
  !isOpen && live > 0 && live < records * WORTHWHILE && bytes > LEAST_BYTES;

type Growing = { readonly from: number; to: number };

/** The first range is the segment's head. */
const keepNeeded = (ranges: Growing[], frames: readonly Frame[], needed: ReadonlyMap<number, number>): void => {
  const [first] = frames;
  if (ranges.length === 0 && first !== undefined) ranges.push({ from: 0, to: first.offset });
  for (const frame of frames) if (isNeeded(frame, needed)) keep(ranges, frame);
};

const isNeeded = ({ type, group, seq }: Frame, needed: ReadonlyMap<number, number>): boolean => {
  const first = needed.get(group);
  return first !== undefined && (type === 'group' || seq >= first);
};

const keep = (ranges: Growing[], { offset, end }: Frame): void => {
  const last = ranges.at(-1);
  if (last?.to === offset) last.to = end;
  else ranges.push({ from: offset, to: end });
};

type Copying = { readonly path: string; readonly copy: string; readonly ranges: readonly Range[] };

const COPY_BYTES = 64 * 1024;

/** Answers how many bytes the copy has, once it is on the disk itself. */
const copyRanges = async (files: Files, { path, copy, ranges }: Copying): Promise<number> => {
  removeFile(files, copy);
  const source = await files.open(path, 0);
  const fd = files.openSync(copy, NEW_FILE, OWNER_ONLY);
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  let bytes = 0;
  try {
    for (const { from, to } of ranges) {
      for (let position = from; position < to; ) {
        const length = await files.read(source, { buffer, offset: 0, length: Math.min(COPY_BYTES, to - position), position });
        if (length === 0) throw new Error('the segment became shorter');
        writeWhole(files, { fd, bytes: buffer, length });
        position += length;
        bytes += length;
      }
    }
    await files.fdatasync(fd);
    return bytes;
  } finally {
    closeNow(files, fd);
    await files.close(source);
  }
};
