import type { Group } from '../../core/group.js';
import { createRanges, type Ranges } from './ranges.js';
import type { SegmentBook } from './segment-book.js';

/** Where a frame begins: in which segment of its log, and how many bytes in. */
export type Place = { readonly segment: number; readonly offset: number };

/** A group in a log: its number there, and what of it lies in which segment. */
export type Entry = {
  readonly group: Group;
  readonly number: number;
  readonly log: KeptLog;
  /** The number that the group's next record gets. */
  nextSeq: number;
  /** Records below this are on disk, or gone. */
  savedTo: number;
  /** Records that were gone before they were ever on disk. */
  readonly goneUnsaved: Ranges;
  /** Old to new. One whose records are all gone is taken out. */
  readonly spans: Span[];
};

/** Records `from` to `to` (exclusive) of a group lie in this segment; `live` of them are still needed. */
export type Span = { readonly segment: number; from: number; to: number; live: number };

/** A log on disk, as those see it who send its records: this engine's own, or an adopted one. */
export type KeptLog = {
  /** What its records are named by. */
  readonly name: string;
  /** The name of its directory, which its files are made with: another only where the directory had to be made again. */
  readonly directoryName: string;
  readonly book: SegmentBook;
  pathOf(segment: number): string;
  /** These records are about to go out under one id. */
  sending(entry: Entry, mark: Mark): void;
  /** These records are needed no more. A segment of which none is needed is deleted. */
  done(entry: Entry, from: number, to: number): void;
};

/** A range of records that went out as one request: the chunk's id is made of `base`, and of the range where it was a part. */
export type Mark = { readonly base: number; readonly from: number; readonly to: number; readonly isPart: boolean };

export const createEntry = (log: KeptLog, group: Group, number: number): Entry => ({
  group,
  number,
  log,
  nextSeq: 0,
  savedTo: 0,
  goneUnsaved: createRanges(),
  spans: [],
});
