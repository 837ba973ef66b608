import { type Chunk, type CutReason, countOf } from '../core/chunk.js';
import type { Clock } from '../core/clock.js';
import type { DropReason, HandlerEvent } from '../core/events.js';
import type { Group } from '../core/group.js';
import type { Lease } from '../core/lease.js';
import type { LineFacts } from '../core/line.js';
import { lossesOf } from '../core/losses.js';
import type { Saved } from './age-list.js';
import { createAgeTimer } from './age-timer.js';
import { createBatcher } from './batcher.js';
import { createEnding } from './ending.js';
import { createLedger, type Ledger } from './ledger.js';
import { createMakingRoom } from './making-room.js';
import { createMemoryStore } from './memory-store.js';
import type { BufferSettings } from './options.js';
import { createPageMemory } from './page-memory.js';
import type { Room } from './room.js';
import { type Disk, diskOf } from './spool/disk.js';
import { createStorage, type StorageDeps, type StorageSettings } from './storage.js';

/**
 * The room where records wait, as one piece: batcher and lanes over one ledger, with one timer for the age of open groups.
 *
 *     admit --> batcher (open groups) --cut--> lanes --take--> lease --settle--> gone, or back into its lane
 *                      |                        ^
 *                      +-------> spool <--------+      where there is one: on disk from the start, or when memory is short
 *
 * Room is made before a record enters, so nothing behind this door is ever refused.
 */
export type RecordBuffer = {
  readonly ledger: Ledger;
  readonly room: Room;
  /** Takes a line, closed by its newline, into its group, or says why not. */
  admit(group: Group, line: string, facts: LineFacts): 'accepted' | DropReason;
  cutAll(reason: CutReason): void;
  take(now: number): Lease | undefined;
  nextReadyAt(): number | undefined;
  /** Puts everything that waits on disk, and gives up what it does not take. */
  abandon(): void;
  /** The collector is away: what is in memory may have to wait for long. */
  secure(): void;
  /** For the exit of the process: what can be done within the call so that nothing is lost. */
  saveNow(): void;
  /** Ends reading from disk, before what is lent comes back for good; then lets go of the disk. */
  readonly disk: Disk | undefined;
  /** The number that the next chunk will get: everything accepted so far has a lower one, once it is cut. */
  nextOrder(): number;
  groups(): number;
  restingGroups(): number;
  stopTimer(): void;
};

export type RecordBufferDeps = Pick<StorageDeps, 'collectorIsAway' | 'files' | 'groupOf' | 'isFlushing' | 'setAside'> & {
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

export type RecordBufferSettings = BufferSettings & {
  readonly spool?: StorageSettings['spool'] | undefined;
  readonly encryptionKey?: StorageSettings['encryptionKey'];
};

/** @throws ConfigurationError for a spool's directory that must not be used as it is. */
export const createRecordBuffer = (settings: RecordBufferSettings, deps: RecordBufferDeps): RecordBuffer => {
  const { clock, idPrefix, oneLine, sendsCopies, observe, onReady, setAside } = deps;
  const isJournal = settings.spool?.mode === 'journal';
  const ledger = createLedger();
  const memory = createPageMemory();
  const store = createMemoryStore(settings, {
    ledger,
    isOpen: (name) => batcher.has(name),
    enrol: (group) => storage?.spool.enrol(group),
    onGone: ({ lines: { bytes } }) => {
      if (sendsCopies()) memory.give(bytes);
    },
    onRest: (lane) => storage?.rested(lane),
    onWant: (lane) => storage?.want(lane),
  });
  let readied = false;

  const put = (chunk: Chunk, saved: Saved): void => {
    const held = store.put(chunk, saved);
    const lane = store.lanes.get(chunk.group.name);
    if (lane !== undefined) storage?.settleIn(lane, held);
    readied = true;
    observe({ type: 'cut', count: countOf(chunk), bytes: chunk.lines.ends[chunk.to - 1] ?? 0, reason: chunk.reason });
  };

  const batcher = createBatcher(settings, {
    writing: { oneLine, memory },
    reweigh: ledger.reweigh,
    idPrefix,
    put,
    welcome: store.welcome,
    journal: isJournal ? (page) => storage?.journal(page) : undefined,
    now: clock.monotonic,
  });

  const storage =
    settings.spool &&
    createStorage(
      { ...settings, spool: settings.spool },
      { ...deps, ledger, store, pages: batcher.pages, cutAll: () => batcher.cutAll('capacity') },
    );

  const admit = (group: Group, line: string, facts: LineFacts): 'accepted' | DropReason => {
    const refusal = makeRoom(line.length, facts.severity);
    if (refusal !== undefined) return refusal;
    const weight = batcher.add(group, line, facts);
    if (weight === 0) return 'too-many-groups';
    ledger.enter(weight);
    tell();
    age.watch();
    return 'accepted';
  };

  const { makeRoom, room } = createMakingRoom(settings, {
    clock,
    ledger,
    store,
    storage,
    /** Gives up the oldest record in memory; false when all is in flight. */
    giveUpOldest: () => {
      if (batcher.oldestOrder() < store.oldestOrder()) batcher.cutOldest('capacity');
      const chunk = store.giveUpOldest();
      if (chunk !== undefined) drop(chunk, 'evicted');
      return chunk !== undefined;
    },
    cutOldest: () => batcher.cutOldest('capacity'),
    cutAll: () => cutAll('capacity'),
  });

  const drop = (chunk: Chunk, reason: DropReason): void => {
    for (const event of lossesOf(chunk, reason, setAside(chunk, reason))) observe(event);
  };

  const tell = (): void => {
    if (!readied) return;
    readied = false;
    onReady();
  };

  const age = createAgeTimer({
    clock,
    nextDueAt: batcher.nextDueAt,
    onDue: (now) => {
      batcher.cutDue(now);
      tell();
    },
  });

  const ending = createEnding({ batcher, store, storage, ledger, drop });

  const cutAll = (reason: CutReason): void => {
    batcher.cutAll(reason);
    tell();
  };

  const take = (now: number): Lease | undefined => {
    const lease = store.take(now);
    if (lease === undefined) return lease;
    const settle: Lease['settle'] = (rest, notBefore) => {
      lease.settle(rest, notBefore);
      storage?.freed();
      room.changed();
    };
    return { ...lease, settle };
  };

  return {
    ledger,
    room,
    admit,
    cutAll,
    abandon: ending.abandon,
    secure: () => {
      if (!isJournal) storage?.saveAll();
    },
    saveNow: ending.saveNow,
    disk: storage && diskOf(storage.spool),
    take,
    nextReadyAt: store.nextReadyAt,
    nextOrder: batcher.nextOrder,
    groups: store.groups,
    restingGroups: store.restingGroups,
    stopTimer: () => {
      age.stop();
      room.close();
    },
  };
};
