import { ADOPTED } from '../../core/events.js';
import type { Group } from '../../core/group.js';
import type { AdoptedLog } from './adopted-log.js';
import { createEntry, type Entry, type Mark, type Place } from './entry.js';
import type { Frame } from './frame.js';
import type { Ranges } from './ranges.js';
import type { Stored } from './stored.js';

/** What the side logs say of a group: which records are gone, and what went out without an answer. */
export type Fate = { readonly done: Ranges; readonly sent: readonly Mark[] };

export type ScanDeps = {
  readonly log: AdoptedLog;
  readonly fates: ReadonlyMap<number, Fate>;
  readonly most: { readonly records: number; readonly bytes: number };
  /** Makes a group of its canonical name; undefined when that is none. */
  readonly groupOf: (name: string) => Group | undefined;
  /** Records were found, the next of their group. */
  readonly found: (stored: Stored) => void;
  /** So many records of the group are not readable any more. */
  readonly damaged: (count: number, group: string | undefined) => void;
};

/** Neighbours of one group on their way to become a stored chunk. */
type Run = { readonly mark: Mark | undefined; readonly from: number; to: number; bytes: number; readonly place: Place };

/** A group of the log that is read. `next`: the number that its next record must have. */
type Found = { readonly entry: Entry; next: number; lastSegment: number; run: Run | undefined };

/**
 * Goes through the frames of an adopted log and tells which records are still to be delivered, as the chunks that they went out as,
 * where they did. Records are numbered in their group without gaps, so a gap that no side log explains is what damage cost, exactly.
 */
export const createScan = ({ log, fates, most, groupOf, found, damaged }: ScanDeps) => {
  const groups = new Map<number, Found>();
  let segmentNow = -1;
  /** From this segment to the one that is read none is missing. */
  let wholeFrom = 0;

  const frames = (segment: number, all: readonly Frame[]): void => {
    if (segment > segmentNow + 1) wholeFrom = segment;
    segmentNow = segment;
    for (const frame of all) {
      if (frame.type === 'group') meet(segment, frame);
      else if (frame.type === 'record') record(segment, frame);
    }
    for (const one of groups.values()) if (one.run?.mark === undefined) flush(one);
  };

  /** A group frame stands before the group's first record in a segment, and has that record's number. */
  const meet = (segment: number, { group: number, seq, bytes }: Frame): void => {
    const known = groups.get(number);
    if (known === undefined) {
      const group = groupOf(bytes.toString());
      if (group === undefined) return;
      groups.set(number, { entry: createEntry(log, group, number), next: seq, lastSegment: segment, run: undefined });
      return;
    }
    if (known.lastSegment >= wholeFrom) miss(known, seq);
    else known.next = Math.max(known.next, seq);
    known.lastSegment = segment;
  };

  const miss = (one: Found, upTo: number): void => {
    const lost = countMissing(fates.get(one.entry.number)?.done, one.next, upTo);
    one.next = Math.max(one.next, upTo);
    if (lost > 0) damaged(lost, one.entry.group.name);
  };

  const record = (segment: number, { group, seq, bytes, offset }: Frame): void => {
    const one = groups.get(group);
    if (one === undefined) {
      if (!fates.get(group)?.done.has(seq)) damaged(1, undefined);
      return;
    }
    if (seq < one.next) return;
    miss(one, seq);
    one.next = seq + 1;
    one.lastSegment = segment;
    const fate = fates.get(group);
    if (fate?.done.has(seq)) {
      log.book.passed(segment, 1);
      return;
    }
    log.book.add(one.entry, segment, { from: seq, to: seq + 1 });
    const mark = fate?.sent.find(({ from, to }) => seq >= from && seq < to);
    if (!extend(one, { seq, bytes: bytes.length, mark })) {
      flush(one);
      one.run = { mark, from: seq, to: seq + 1, bytes: bytes.length, place: { segment, offset } };
    }
  };

  const extend = ({ run }: Found, { seq, bytes, mark }: { seq: number; bytes: number; mark: Mark | undefined }): boolean => {
    if (run === undefined || run.mark !== mark || run.to !== seq) return false;
    if (mark === undefined && (seq - run.from >= most.records || run.bytes + bytes > most.bytes)) return false;
    run.to = seq + 1;
    run.bytes += bytes;
    return true;
  };

  const flush = (one: Found): void => {
    const { entry, run } = one;
    one.run = undefined;
    if (run === undefined) return;
    const { mark, from, to, bytes, place } = run;
    const isWhole = mark !== undefined && mark.from === from && mark.to === to;
    // The name of a whole says nothing of its end. A whole that began here may have gone out before, and been refused: as a part it has a name of its own.
    const named = mark === undefined ? { base: from, isPart: true } : { base: mark.base, isPart: mark.isPart || !isWhole };
    found({ ...named, from, to, entry, group: entry.group, order: ADOPTED, reason: 'close', bytes, wasSent: isWhole, place });
  };

  const end = (): void => {
    for (const one of groups.values()) flush(one);
  };

  return { frames, end };
};

/** Numbers of the range that are not in the set: range by range, for a group may have had a milliard of records that were never on disk. */
const countMissing = (done: Ranges | undefined, from: number, to: number): number => {
  if (done === undefined) return Math.max(0, to - from);
  let count = 0;
  for (let gap = done.firstGap(from, to); gap !== undefined; gap = done.firstGap(gap.to, to)) count += gap.to - gap.from;
  return count;
};
