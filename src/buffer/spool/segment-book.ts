import type { Entry, Span } from './entry.js';

/** A segment, and who still needs it. */
export type Segment = {
  readonly number: number;
  bytes: number;
  /** Records in it. */
  records: number;
  /** Of these, records that are still needed. */
  live: number;
  /** More records will come, or may be found: it is written or read. */
  isOpen: boolean;
  /** When it was last known to be written, in milliseconds since the Unix epoch. */
  writtenAt: number;
  readonly entries: Set<Entry>;
};

/**
 * The account of one log's segments, old to new. A segment that nobody needs is let go of at once, wherever it stands: a group
 * that cannot be delivered keeps the segments where its own records lie, and no others.
 */
export type SegmentBook = {
  begin(number: number, known?: { readonly bytes: number; readonly writtenAt: number }): void;
  /** Bytes were written to it that are no records. */
  grew(number: number, bytes: number): void;
  /** Records `from` to `to` of the group lie in this segment. */
  add(entry: Entry, number: number, range: Range): void;
  /** So many records that are needed no more lie in it too. */
  passed(number: number, count: number): void;
  /** Nothing more will be added to it; with `now`, it was written until then. */
  close(number: number, now?: number): void;
  /** These records are needed no more; answers which segments they lay in. */
  done(entry: Entry, range: Range): readonly number[];
  /** Was made smaller. */
  shrunk(number: number, bytes: number): void;
  readonly segments: ReadonlyMap<number, Segment>;
  readonly bytes: number;
};

export type Range = { readonly from: number; readonly to: number };

export const createSegmentBook = (letGo: (segment: Segment) => void): SegmentBook => {
  const segments = new Map<number, Segment>();
  let bytes = 0;

  const begin: SegmentBook['begin'] = (number, known) => {
    const size = known?.bytes ?? 0;
    const writtenAt = known?.writtenAt ?? 0;
    segments.set(number, { number, bytes: size, records: 0, live: 0, isOpen: true, writtenAt, entries: new Set() });
    bytes += size;
  };

  const grew = (number: number, more: number): void => {
    const segment = segments.get(number);
    if (segment === undefined) return;
    segment.bytes += more;
    bytes += more;
  };

  const add = (entry: Entry, number: number, { from, to }: Range): void => {
    const segment = segments.get(number);
    if (segment === undefined) return;
    segment.records += to - from;
    segment.live += to - from;
    const last = entry.spans.at(-1);
    if (last?.segment === number) {
      last.to = to;
      last.live += to - from;
    } else {
      entry.spans.push({ segment: number, from, to, live: to - from });
      segment.entries.add(entry);
    }
  };

  const passed = (number: number, count: number): void => {
    const segment = segments.get(number);
    if (segment !== undefined) segment.records += count;
  };

  const done = (entry: Entry, { from, to }: Range): readonly number[] => {
    const touched = entry.spans.filter((span) => overlap(span, from, to) > 0);
    for (const span of touched) {
      const gone = Math.min(span.live, overlap(span, from, to));
      span.live -= gone;
      const segment = segments.get(span.segment);
      if (segment === undefined) continue;
      segment.live -= gone;
      if (span.live === 0) forget(entry, span, segment);
      check(segment);
    }
    return touched.map(({ segment }) => segment);
  };

  /** The last span of a segment that is still written stays: more of the group may come. */
  const forget = (entry: Entry, span: Span, segment: Segment): void => {
    if (segment.isOpen && entry.spans.at(-1) === span) return;
    entry.spans.splice(entry.spans.indexOf(span), 1);
    segment.entries.delete(entry);
  };

  const close = (number: number, now?: number): void => {
    const segment = segments.get(number);
    if (segment === undefined) return;
    segment.writtenAt = now ?? segment.writtenAt;
    segment.isOpen = false;
    for (const entry of segment.entries) {
      const span = entry.spans.find((one) => one.segment === number);
      if (span?.live === 0) forget(entry, span, segment);
    }
    check(segment);
  };

  const check = (segment: Segment): void => {
    if (segment.isOpen || segment.live > 0 || !segments.delete(segment.number)) return;
    bytes -= segment.bytes;
    letGo(segment);
  };

  const shrunk = (number: number, size: number): void => {
    const segment = segments.get(number);
    if (segment === undefined) return;
    bytes += size - segment.bytes;
    segment.bytes = size;
    segment.records = segment.live;
  };

  return {
    begin,
    grew,
    add,
    passed,
    close,
    done,
    shrunk,
    segments,
    get bytes() {
      return bytes;
    },
  };
};

const overlap = (span: Span, from: number, to: number): number => Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
