import type { Clock } from '../../core/clock.js';
import type { Group } from '../../core/group.js';
import { createDiskWatch } from './disk-watch.js';
import { createEntry, type Entry, type KeptLog, type Place } from './entry.js';
import { pathOfSegment } from './file-names.js';
import type { Files } from './files.js';
import { removeFile } from './remove-file.js';
import { createSegmentBook, type Range, type Segment } from './segment-book.js';
import type { SegmentWriter, Written } from './segment-writer.js';
import type { SideLog } from './side-log.js';
import type { LineBatch } from './write-batch.js';

/**
 * The log that this engine writes. Its name is there from the start, its directory as soon as the disk allows: until then, and
 * whenever the disk fails, `write` answers undefined, at once, and the records stay in memory.
 */
export type OwnLog = KeptLog & {
  enrol(group: Group): Entry;
  write(entry: Entry, lines: LineBatch): Place | undefined;
  /** Whether writing may be tried now. */
  mayWrite(): boolean;
  /** What is not written now never will be: the disk is tried once more, whatever it did before. */
  lastChance(): void;
  isAway(): boolean;
  /** A segment was begun; one that holds nothing but copies of older ones is kept as long as any of these. */
  begun(segment: number): void;
  /** Where the log lies from now on; undefined: nowhere, all that was on disk is lost. */
  moveTo(home: Home | undefined): void;
  /** Where this segment is being written: begins a new one, so that it may be let go of. */
  rollFrom(segment: number): void;
  /** Where nothing of the segment that is written is needed any more, lets go of it: nothing that was delivered need stay on disk. */
  tidy(): void;
  sync(): Promise<void>;
  /** Tells it of trouble that others met at its place. */
  failed(reason: string): void;
  close(): void;
};

/** A directory with what writes in it. */
export type Home = { readonly name: string; readonly path: string; readonly writer: SegmentWriter; readonly sideLog: SideLog };

export type OwnLogDeps = {
  readonly files: Files;
  readonly clock: Clock;
  /** The disk takes nothing any more, or again. */
  readonly onDisk: (state: 'away' | 'back', reason: string) => void;
};

export const createOwnLog = (name: string, { files, clock, onDisk }: OwnLogDeps): OwnLog => {
  const disk = createDiskWatch({ clock, onDisk });
  let home: Home | undefined;
  let groups = 0;
  let writing: number | undefined;
  const copies = new Set<number>();

  const letGo = ({ number }: Segment): void => {
    if (home === undefined) return;
    removeFile(files, pathOfSegment(home.path, number));
    letGoCopies(home.path);
    home.sideLog.segmentGone(number);
  };

  /** Segments stand in the order of their numbers: the first is the oldest. */
  const letGoCopies = (path: string): void => {
    const [oldest = Number.POSITIVE_INFINITY] = book.segments.keys();
    for (const copy of copies) if (copy < oldest && copies.delete(copy)) removeFile(files, pathOfSegment(path, copy));
  };

  const begun = (segment: number): void => {
    if (home !== undefined && home.writer.active?.segment !== segment) copies.add(segment);
  };
  let book = createSegmentBook(letGo);

  const write = (entry: Entry, lines: LineBatch): Place | undefined => {
    const startedAt = clock.monotonic();
    if (home === undefined || !disk.mayTry(startedAt)) return undefined;
    const { firstSeq, from, to } = lines;
    const written = home.writer.append(lines);
    if (written === undefined) return undefined;
    const now = clock.monotonic();
    note(entry, written, { from: firstSeq, to: firstSeq + to - from });
    disk.worked(now, now - startedAt);
    return { segment: written.segment, offset: written.offset };
  };

  const note = (entry: Entry, { segment, offset, bytes }: Written, range: Range): void => {
    if (segment !== writing) begin(segment, offset);
    book.grew(segment, bytes);
    book.add(entry, segment, range);
    if (entry.savedTo < range.from) home?.sideLog.done({ group: entry.number, from: entry.savedTo, to: range.from }, [segment]);
    entry.savedTo = range.to;
    if (entry.goneUnsaved.overlaps(range.from, range.to)) forgetLate(entry, range);
  };

  /** Its head is there before its first frame. */
  const begin = (segment: number, headBytes: number): void => {
    const before = writing;
    writing = segment;
    book.begin(segment, { bytes: headBytes, writtenAt: 0 });
    if (before !== undefined) book.close(before, clock.wallTime());
  };

  /** A chunk was in flight, or given up in part, before it was written as a whole. */
  const forgetLate = (entry: Entry, { from, to }: { from: number; to: number }): void => {
    for (const gone of entry.goneUnsaved) {
      const [start, end] = [Math.max(gone.from, from), Math.min(gone.to, to)];
      if (start < end) forgetSaved(entry, start, end);
    }
  };

  const done = (entry: Entry, from: number, to: number): void => {
    if (to > entry.savedTo) entry.goneUnsaved.add(Math.max(from, entry.savedTo), to);
    if (from < entry.savedTo) forgetSaved(entry, from, Math.min(to, entry.savedTo));
  };

  const forgetSaved = (entry: Entry, from: number, to: number): void => {
    const segments = entry.spans.filter((span) => span.from < to && span.to > from).map(({ segment }) => segment);
    home?.sideLog.done({ group: entry.number, from, to }, segments);
    book.done(entry, { from, to });
  };

  const moveTo = (next: Home | undefined): void => {
    home?.writer.close();
    home?.sideLog.close();
    home = next;
    disk.forgive();
    writing = undefined;
    book = createSegmentBook(letGo);
  };

  const rollFrom = (segment: number): void => {
    if (segment !== writing) return;
    home?.writer.roll();
    writing = undefined;
    book.close(segment, clock.wallTime());
  };

  const tidy = (): void => {
    if (writing !== undefined && book.segments.get(writing)?.live === 0) rollFrom(writing);
  };

  const log: OwnLog = {
    name,
    get directoryName() {
      return home?.name ?? name;
    },
    get book() {
      return book;
    },
    pathOf: (segment) => pathOfSegment(home?.path ?? '', segment),
    enrol: (group) => {
      groups += 1;
      return createEntry(log, group, groups);
    },
    write,
    lastChance: disk.forgive,
    mayWrite: () => home !== undefined && disk.mayTry(),
    isAway: disk.isAway,
    sending: (entry, mark) => home?.sideLog.sending({ group: entry.number, ...mark }),
    done,
    moveTo,
    rollFrom,
    begun,
    sync: async () => {
      await home?.writer.sync();
    },
    failed: disk.failed,
    tidy,
    close: () => {
      tidy();
      home?.writer.close();
      home?.sideLog.close();
    },
  };
  return log;
};
