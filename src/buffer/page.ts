import type { Chunk, CutReason } from '../core/chunk.js';
import type { Group } from '../core/group.js';
import type { LineFacts } from '../core/line.js';

/** Memory that a page's own objects take besides its lines: charged with its first record, so that many small pages count. */
export const PAGE_OVERHEAD_BYTES = 768;
/** Memory that a record's end, time and severity take. */
export const RECORD_OVERHEAD_BYTES = 32;

/** A group's lines while more may come: the open end of a chunk. Lines are written as bytes on arrival (core/chunk.ts says why). */
export type Page = {
  readonly order: number;
  readonly group: Group;
  readonly openedAt: number;
  readonly ends: number[];
  readonly times: number[];
  readonly severities: number[];
  bytes: Buffer;
  size: number;
};

const SMALLEST_PAGE_BYTES = 1024;

export type PageStart = Pick<Page, 'order' | 'group' | 'openedAt'> & { readonly expectedBytes: number };

export const openPage = ({ order, group, openedAt, expectedBytes }: PageStart): Page => ({
  order,
  group,
  openedAt,
  ends: [],
  times: [],
  severities: [],
  bytes: Buffer.allocUnsafe(Math.max(SMALLEST_PAGE_BYTES, expectedBytes)),
  size: 0,
});

const NEWLINE = 0x0a;
const MOST_BYTES_PER_UNIT = 3;

/** Adds one line (a trailing newline is kept, else added) and answers its bytes, newline included. */
export const append = (page: Page, line: string, { time, severity }: LineFacts): number => {
  const start = page.size;
  if (start + line.length * MOST_BYTES_PER_UNIT + 1 > page.bytes.length) makeRoom(page, Buffer.byteLength(line) + 1);
  let end = start + page.bytes.write(line, start);
  if (page.bytes[end - 1] !== NEWLINE || end === start) {
    page.bytes[end] = NEWLINE;
    end += 1;
  }
  page.size = end;
  page.ends.push(end);
  page.times.push(time);
  page.severities.push(severity);
  return end - start;
};

const makeRoom = (page: Page, needed: number): void => {
  if (page.size + needed <= page.bytes.length) return;
  const larger = Buffer.allocUnsafe(Math.max(page.bytes.length * 2, page.size + needed));
  page.bytes.copy(larger, 0, 0, page.size);
  page.bytes = larger;
};

const TOLERATED_SLACK = 1 / 8;

/** Closes a page. Memory that it did not need is given back. */
export const seal = (page: Page, reason: CutReason, idPrefix: string): Chunk => {
  const { order, group, ends, times, severities, bytes, size } = page;
  const slack = bytes.length - size;
  const kept = slack > SMALLEST_PAGE_BYTES && slack > bytes.length * TOLERATED_SLACK ? Buffer.from(bytes.subarray(0, size)) : bytes;
  return { id: `${idPrefix}-${order}`, order, group, lines: { bytes: kept, ends, times, severities }, from: 0, to: ends.length, reason };
};

/** What a part of a chunk weighs in the handler's memory, as the ledger counts it. */
export const weigh = (bytes: number, count: number, withFirst: boolean): number =>
  bytes + count * RECORD_OVERHEAD_BYTES + (withFirst ? PAGE_OVERHEAD_BYTES : 0);
