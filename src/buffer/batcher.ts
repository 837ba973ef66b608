import type { Chunk, CutReason } from '../core/chunk.js';
import type { Group } from '../core/group.js';
import type { LineFacts } from '../core/line.js';
import type { Saved } from './age-list.js';
import { append, isTooLoose, openPage, type Page, seal, sizeOf, type Writing, weigh, writeLoose } from './page.js';
import type { Entry } from './spool/entry.js';

export type BatcherSettings = {
  readonly capacity: number;
  readonly chunkSize: number;
  readonly maxChunkBytes: number;
  readonly flushIntervalMs: number;
};

/**
 * Gathers lines by group and says when a group's lines have become a chunk. It owns no timer and no queue:
 *
 *  - a group is cut by `count` (it has `chunkSize` lines), by `bytes` (the next line would pass `maxChunkBytes`),
 *    or by `age` (its first line is `flushIntervalMs` old);
 *  - all groups are cut by `capacity` (open lines of all groups together reach it), and by `flush` or `close`.
 *
 * Open groups stand in the order in which they were opened, so the oldest is always the first.
 */
export type Batcher = {
  /** Takes a line that its newline closes. Answers what it weighs, or 0 when `welcome` refuses its group. */
  add(group: Group, line: string, facts: LineFacts): number;
  cutDue(now: number): void;
  cutAll(reason: CutReason): void;
  /** Cuts the group that was opened first; false when none is open. */
  cutOldest(reason: CutReason): boolean;
  nextDueAt(): number | undefined;
  /** The number of the group that was opened first; infinite when none is open. */
  oldestOrder(): number;
  /** The number that the next page will get. */
  nextOrder(): number;
  has(groupName: string): boolean;
  readonly pages: Iterable<Page>;
};

export type BatcherDeps = {
  readonly writing: Writing;
  /** Lines were found to weigh this much more (or less) than `add` said. */
  readonly reweigh: (bytes: number) => void;
  /** Chunk ids begin with it. */
  readonly idPrefix: string;
  readonly put: (chunk: Chunk, saved: Saved) => void;
  /** Whether a group without an open page may have one, and its entry in the spool's log, where there is one. */
  readonly welcome: (group: Group) => { readonly entry: Entry | undefined } | undefined;
  /** Where records go to disk as they come: writes the lines of a page that are not there yet. */
  readonly journal: ((page: Page) => void) | undefined;
  /** Monotonic milliseconds; asked once a page. */
  readonly now: () => number;
};

export const createBatcher = (
  settings: BatcherSettings,
  { writing, reweigh, idPrefix, put, welcome, journal, now }: BatcherDeps,
): Batcher => {
  const { capacity, chunkSize, maxChunkBytes, flushIntervalMs } = settings;
  const open = new Map<string, Page>();
  const expectedBytes = new Map<string, number>();
  let order = 0;
  let openRecords = 0;

  const add = (group: Group, line: string, facts: LineFacts): number => {
    const page = pageFor(group, line);
    if (page === undefined) return 0;
    append(page, line, facts);
    if (journal !== undefined) {
      write(page);
      journal(page);
    }
    openRecords += 1;
    const weight = weigh(line.length, 1, page.ends.length === 1);
    if (page.ends.length >= chunkSize) cut(page, 'count');
    else if (sizeOf(page) >= maxChunkBytes) cut(page, 'bytes');
    else if (isTooLoose(page)) write(page);
    if (openRecords >= capacity) cutAll('capacity');
    return weight;
  };

  const pageFor = (group: Group, line: string): Page | undefined => {
    const page = open.get(group.name);
    if (page !== undefined && hasRoomFor(page, line)) return page;
    if (page !== undefined) cut(page, 'bytes');
    const lane = welcome(group);
    return lane && start(group, lane.entry, line.length);
  };

  /** Near the limit bytes are counted exactly. */
  const hasRoomFor = (page: Page, line: string): boolean => {
    if ((sizeOf(page) + line.length) * MOST_BYTES_PER_UNIT <= maxChunkBytes) return true;
    write(page);
    return page.written + Buffer.byteLength(line) <= maxChunkBytes;
  };

  const write = (page: Page): void => {
    const beyond = writeLoose(page, writing);
    if (beyond !== 0) reweigh(beyond);
  };

  const start = (group: Group, entry: Entry | undefined, length: number): Page => {
    const page = openPage({ order, group, entry, openedAt: now(), expectedBytes: expectedBytes.get(group.name) ?? length });
    order += 1;
    open.set(group.name, page);
    return page;
  };

  const cut = (page: Page, reason: CutReason): void => {
    const { name } = page.group;
    open.delete(name);
    openRecords -= page.ends.length;
    write(page);
    if (expectedBytes.size >= REMEMBERED_GROUPS && !expectedBytes.has(name)) expectedBytes.clear();
    expectedBytes.set(name, Math.min(page.written + page.written / 16, maxChunkBytes));
    put(seal(page, reason, idPrefix), { saved: page.saved, place: page.place, wasSent: false });
  };

  const cutAll = (reason: CutReason): void => {
    for (const page of [...open.values()]) cut(page, reason);
  };

  const cutDue = (now: number): void => {
    for (const page of [...open.values()]) {
      if (page.openedAt + flushIntervalMs > now) return;
      cut(page, 'age');
    }
  };

  const oldest = (): Page | undefined => open.values().next().value;

  const cutOldest = (reason: CutReason): boolean => {
    const page = oldest();
    if (page === undefined) return false;
    cut(page, reason);
    return true;
  };

  const nextDueAt = (): number | undefined => {
    const page = oldest();
    return page === undefined ? undefined : page.openedAt + flushIntervalMs;
  };

  return {
    add,
    cutDue,
    cutAll,
    cutOldest,
    nextDueAt,
    oldestOrder: () => oldest()?.order ?? Number.POSITIVE_INFINITY,
    nextOrder: () => order,
    has: (name) => open.has(name),
    pages: { [Symbol.iterator]: () => open.values() },
  };
};

const MOST_BYTES_PER_UNIT = 3;

/** Chunk sizes are remembered so that a group's next page starts at the right size. */
const REMEMBERED_GROUPS = 1024;
