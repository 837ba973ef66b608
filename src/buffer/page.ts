import { type Chunk, type CutReason, type Kept, nameOf } from '../core/chunk.js';
import type { Group } from '../core/group.js';
import type { LineFacts } from '../core/line.js';
import type { PageMemory } from './page-memory.js';
import type { Entry, Place } from './spool/entry.js';

/** Memory that a page's own objects take besides its lines: charged with its first record, so that many small pages count. */
export const PAGE_OVERHEAD_BYTES = 1280;
/** Memory that a record's end, time and severity take. */
export const RECORD_OVERHEAD_BYTES = 32;

/**
 * A group's lines while more may come: the open end of a chunk (core/chunk.ts says how its bytes lie).
 *
 * A few lines at a time are written as bytes: until then they are one growing text, `loose`. Writing sixteen lines at once
 * costs 320 ns a line, each by itself 445 (Node 20.20, 300-byte lines from Pino), for a text that was made by joining others
 * is joined only once. Until a line is written it is taken to have as many bytes as UTF-16 units, which is right for ASCII;
 * `writeLoose` answers by how much it was wrong.
 */
export type Page = {
  readonly order: number;
  readonly group: Group;
  readonly openedAt: number;
  readonly expectedBytes: number;
  /** Its group's entry in a spool's log, and the number that its first line has there. */
  readonly entry: Entry | undefined;
  readonly firstSeq: number;
  readonly ends: number[];
  readonly times: number[];
  readonly severities: number[];
  bytes: Buffer;
  written: number;
  loose: string;
  looseLines: number;
  /** Lines that are on disk, from the first on. */
  saved: number;
  /** Where the first one lies there. */
  place: Place | undefined;
};

export type PageStart = Pick<Page, 'order' | 'group' | 'openedAt' | 'expectedBytes' | 'entry'>;

const NO_BYTES = Buffer.alloc(0);

export const openPage = ({ order, group, openedAt, expectedBytes, entry }: PageStart): Page => ({
  order,
  group,
  openedAt,
  expectedBytes,
  entry,
  firstSeq: entry?.nextSeq ?? 0,
  ends: [],
  times: [],
  severities: [],
  bytes: NO_BYTES,
  written: 0,
  loose: '',
  looseLines: 0,
  saved: 0,
  place: undefined,
});

/** Adds one line, which its newline closes. */
export const append = (page: Page, line: string, { time, severity }: LineFacts): void => {
  page.loose += line;
  page.looseLines += 1;
  page.ends.push(page.written + page.loose.length);
  page.times.push(time);
  page.severities.push(severity);
  if (page.entry !== undefined) page.entry.nextSeq += 1;
};

/** Bytes of the page, where loose lines count as if they were ASCII. */
export const sizeOf = (page: Page): number => page.written + page.loose.length;

const MOST_LOOSE_LINES = 16;
const MOST_LOOSE_UNITS = 16 * 1024;

export const isTooLoose = (page: Page): boolean => page.looseLines >= MOST_LOOSE_LINES || page.loose.length >= MOST_LOOSE_UNITS;

export type Writing = { readonly oneLine: (text: string) => string; readonly memory: PageMemory };

/** Makes bytes of the loose lines; answers how many bytes they have beyond one for each UTF-16 unit. */
export const writeLoose = (page: Page, { oneLine, memory }: Writing): number => {
  if (page.looseLines === 0) return 0;
  const units = page.loose.length;
  const text = oneLine(page.loose);
  makeRoom(page, text, memory);
  const written = page.bytes.write(text, page.written);
  if (written !== units) findEnds(page, page.written);
  page.written += written;
  page.loose = '';
  page.looseLines = 0;
  return written - units;
};

const MOST_BYTES_PER_UNIT = 3;

/** A page grows in two or three steps to what its group's last one needed, for a group that was busy once may have little to say now. */
const GROWTH = 8;

const makeRoom = (page: Page, text: string, memory: PageMemory): void => {
  if (page.written + text.length * MOST_BYTES_PER_UNIT <= page.bytes.length) return;
  const needed = page.written + Buffer.byteLength(text);
  if (needed <= page.bytes.length) return;
  const wanted = needed < page.expectedBytes ? Math.min(page.expectedBytes, needed * GROWTH) : page.bytes.length * 2;
  const larger = memory.take(Math.max(needed, wanted));
  page.bytes.copy(larger, 0, 0, page.written);
  page.bytes = larger;
};

const NEWLINE = 0x0a;

/** Each line has one newline, at its end: so the true ends of the last `looseLines` lines are found in the bytes from `start` on. */
const findEnds = ({ bytes, ends, looseLines }: Page, start: number): void => {
  let at = start;
  for (let index = ends.length - looseLines; index < ends.length; index += 1) {
    at = bytes.indexOf(NEWLINE, at) + 1;
    ends[index] = at;
  }
};

const TOLERATED_SLACK = 1 / 8;
const SMALL_SLACK_BYTES = 1024;

/** Closes a page whose lines are all written. Memory that it did not need is given back. */
export const seal = (page: Page, reason: CutReason, idPrefix: string): Chunk => {
  const { order, group, ends, times, severities, bytes, written } = page;
  const slack = bytes.length - written;
  const fitting = slack > SMALL_SLACK_BYTES && slack > bytes.length * TOLERATED_SLACK ? Buffer.from(bytes.subarray(0, written)) : bytes;
  const lines = { bytes: fitting, ends: fitted(ends), times: fitted(times), severities: fitted(severities), kept: keptOf(page) };
  const id = lines.kept === undefined ? `${idPrefix}-${order}` : nameOf(lines.kept.log, lines.kept.group, page.firstSeq);
  return { id, order, group, lines, from: 0, to: ends.length, reason };
};

const keptOf = ({ entry, firstSeq, ends }: Page): Kept | undefined =>
  entry && { log: entry.log.name, group: entry.number, seqs: ends.map((_, index) => firstSeq + index) };

/** The first number pushed onto a list makes room for seventeen: much, where most chunks hold one line. */
const fitted = (numbers: readonly number[]): readonly number[] => (numbers.length < SMALL_LIST ? numbers.slice() : numbers);

const SMALL_LIST = 12;

/** What a part of a chunk weighs in the handler's memory, as the ledger counts it. */
export const weigh = (bytes: number, count: number, withFirst: boolean): number =>
  bytes + count * RECORD_OVERHEAD_BYTES + (withFirst ? PAGE_OVERHEAD_BYTES : 0);
