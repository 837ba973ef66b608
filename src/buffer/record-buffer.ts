import { type Chunk, type CutReason, countOf } from '../core/chunk.js';
import type { Clock } from '../core/clock.js';
import type { DropReason, HandlerEvent } from '../core/events.js';
import type { Group } from '../core/group.js';
import type { Lease } from '../core/lease.js';
import type { LineFacts } from '../core/line.js';
import { createBatcher } from './batcher.js';
import { createLedger, type Ledger, weightOf } from './ledger.js';
import { createMemoryStore } from './memory-store.js';
import type { BufferSettings } from './options.js';
import { givesUpOldest, isShed } from './overflow.js';
import { PAGE_OVERHEAD_BYTES, RECORD_OVERHEAD_BYTES } from './page.js';
import { createPageMemory } from './page-memory.js';

/**
 * The room where records wait, as one piece: batcher and lanes over one ledger, with one timer for the age of open groups.
 *
 *     admit --> batcher (open groups) --cut--> lanes --take--> lease --settle--> gone, or back into its lane
 *
 * Room is made before a record enters, so nothing behind this door is ever refused.
 */
export type RecordBuffer = {
  readonly ledger: Ledger;
  /** Takes a line, closed by its newline, into its group, or says why not. */
  admit(group: Group, line: string, facts: LineFacts): 'accepted' | DropReason;
  cutAll(reason: CutReason): void;
  take(now: number): Lease | undefined;
  nextReadyAt(): number | undefined;
  /** Gives up everything that waits. */
  abandon(): void;
  /** The number that the next chunk will get: everything accepted so far has a lower one, once it is cut. */
  nextOrder(): number;
  groups(): number;
  restingGroups(): number;
  stopTimer(): void;
};

export type RecordBufferDeps = {
  readonly clock: Clock;
  readonly idPrefix: string;
  /** Leaves nothing in a text that any reader takes for a line break, but the newlines that close its lines. */
  readonly oneLine: (text: string) => string;
  /** Whether requests carry copies of lines, so that the lines' memory is free once they are delivered. */
  readonly sendsCopies: () => boolean;
  readonly observe: (event: HandlerEvent) => void;
  /** Called when chunks became ready to be taken, not more than once for a call into the buffer. */
  readonly onReady: () => void;
};

export const createRecordBuffer = (
  settings: BufferSettings,
  { clock, idPrefix, oneLine, sendsCopies, observe, onReady }: RecordBufferDeps,
): RecordBuffer => {
  const { overflow, maxBufferBytes, maxBufferRecords = Number.POSITIVE_INFINITY } = settings;
  const ledger = createLedger();
  const memory = createPageMemory();
  const store = createMemoryStore(settings, {
    ledger,
    isOpen: (name) => batcher.has(name),
    onGone: ({ lines: { bytes } }) => {
      if (sendsCopies()) memory.give(bytes);
    },
  });
  let readied = false;
  let cancelTimer: (() => void) | undefined;

  const put = (chunk: Chunk): void => {
    store.put(chunk);
    readied = true;
    observe({ type: 'cut', count: countOf(chunk), bytes: chunk.lines.ends[chunk.to - 1] ?? 0, reason: chunk.reason });
  };

  const batcher = createBatcher(settings, {
    writing: { oneLine, memory },
    reweigh: ledger.reweigh,
    idPrefix,
    put,
    welcome: store.welcome,
    now: clock.monotonic,
  });

  const admit = (group: Group, line: string, facts: LineFacts): 'accepted' | DropReason => {
    const refusal = makeRoom(line.length, facts.severity);
    if (refusal !== undefined) return refusal;
    const weight = batcher.add(group, line, facts);
    if (weight === 0) return 'too-many-groups';
    ledger.enter(weight);
    tell();
    if (cancelTimer === undefined) arm();
    return 'accepted';
  };

  const makeRoom = (length: number, severity: number): DropReason | undefined => {
    const { bytes, lentBytes, waiting, inFlight } = ledger;
    const fill = Math.max(bytes / maxBufferBytes, (waiting + inFlight) / maxBufferRecords);
    if (isShed(overflow, fill, severity)) return 'level';
    if (fits(length, bytes, waiting + inFlight)) return undefined;
    if (!givesUpOldest(overflow) || !fits(length, lentBytes, inFlight)) return 'full';
    while (!fits(length, ledger.bytes, ledger.waiting + ledger.inFlight)) if (!giveUpOldest()) return 'full';
    return undefined;
  };

  /**
   * Whether a line has room beside what is held. Its bytes are known once it is written: what they are more than its length is
   * found out then.
   */
  const fits = (length: number, bytes: number, records: number): boolean =>
    bytes + length + RECORD_OVERHEAD_BYTES + PAGE_OVERHEAD_BYTES <= maxBufferBytes && records < maxBufferRecords;

  const giveUpOldest = (): boolean => {
    if (batcher.oldestOrder() < store.oldestOrder()) batcher.cutOldest('capacity');
    const chunk = store.giveUpOldest();
    if (chunk === undefined) return false;
    drop(chunk, 'evicted');
    return true;
  };

  const drop = (chunk: Chunk, reason: DropReason): void =>
    observe({ type: 'dropped', order: chunk.order, count: countOf(chunk), bytes: weightOf(chunk), reason, group: chunk.group.name });

  const tell = (): void => {
    if (!readied) return;
    readied = false;
    onReady();
  };

  const arm = (): void => {
    const dueAt = batcher.nextDueAt();
    cancelTimer = dueAt === undefined ? undefined : clock.setTimer(dueAt - clock.monotonic(), onDue);
  };

  const onDue = (): void => {
    batcher.cutDue(clock.monotonic());
    tell();
    arm();
  };

  const cutAll = (reason: CutReason): void => {
    batcher.cutAll(reason);
    tell();
  };

  const abandon = (): void => {
    batcher.cutAll('close');
    store.giveUpAll((chunk) => drop(chunk, 'abandoned'));
  };

  return {
    ledger,
    admit,
    cutAll,
    abandon,
    take: store.take,
    nextReadyAt: store.nextReadyAt,
    nextOrder: batcher.nextOrder,
    groups: store.groups,
    restingGroups: store.restingGroups,
    stopTimer: () => cancelTimer?.(),
  };
};
