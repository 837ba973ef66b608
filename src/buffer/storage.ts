import type { Chunk } from '../core/chunk.js';
import type { Clock } from '../core/clock.js';
import type { DropReason, HandlerEvent } from '../core/events.js';
import type { Group } from '../core/group.js';
import type { Held } from './age-list.js';
import { type Lane, wantsLoad } from './lane.js';
import type { Ledger } from './ledger.js';
import type { Page } from './page.js';
import { createPlacing } from './placing.js';
import { createDiskTier } from './spool/disk-tier.js';
import type { Encryption } from './spool/encryption.js';
import { createEviction } from './spool/eviction.js';
import { type Files, systemFiles } from './spool/files.js';
import { createForget } from './spool/lost-disk.js';
import type { SpoolSettings } from './spool/options.js';
import { createReturns } from './spool/returns.js';
import { createSpool, type Spool } from './spool/spool.js';
import { rangeOf } from './spool/stored.js';
import { createWhereabouts } from './spool/whereabouts.js';
import type { MemoryStore } from './store.js';

/** Brings lanes and spool together: which chunks go to disk, when they leave memory, and how they come back. */
export type Storage = {
  readonly spool: Spool;
  /** Writes the lines of a page that are not on disk yet. */
  journal(page: Page): void;
  /** A chunk was put into its lane: to disk with it, and out of memory, where it is time. */
  settleIn(lane: Lane, held: Held): void;
  /** A lane rests from now on. */
  rested(lane: Lane): void;
  /** What comes next in the lane is on disk only. */
  want(lane: Lane): void;
  /** Memory is free again. */
  freed(): void;
  /** Frees memory by one chunk; false when nothing can leave it. */
  stowOne(): boolean;
  /** Has all that is in memory on disk too, as far as the disk takes it. */
  saveAll(): void;
  /** The same, and out of memory. */
  stowAll(): void;
};

export type StorageSettings = {
  readonly spool: SpoolSettings;
  readonly encryptionKey?: Encryption | undefined;
  readonly chunkSize: number;
  readonly maxChunkBytes: number;
  readonly maxBufferBytes: number;
};

export type StorageDeps = {
  readonly clock: Clock;
  readonly files?: Files | undefined;
  readonly ledger: Ledger;
  readonly store: MemoryStore;
  readonly pages: Iterable<Page>;
  /** Cuts every open page. */
  readonly cutAll: () => void;
  readonly observe: (event: HandlerEvent) => void;
  /** Keeps what is given up, where somebody can look at it; answers how many lines are kept for good, from the first on. */
  readonly setAside: (chunk: Chunk, reason: DropReason) => number;
  readonly groupOf: (name: string) => Group | undefined;
  readonly collectorIsAway: () => boolean;
  /** Chunks can be taken that could not before. */
  readonly onReady: () => void;
  readonly isFlushing: () => boolean;
};

/** What is read back may fill memory up to this part of it. */
const LOAD_UP_TO = 0.75;

export const createStorage = (settings: StorageSettings, deps: StorageDeps): Storage => {
  const {
    clock,
    files = systemFiles,
    ledger,
    store,
    pages,
    cutAll,
    observe,
    setAside,
    groupOf,
    collectorIsAway,
    onReady,
    isFlushing,
  } = deps;
  const { chunkSize, maxChunkBytes, maxBufferBytes } = settings;
  const isJournal = settings.spool.mode === 'journal';
  const most = { records: chunkSize, bytes: maxChunkBytes };
  const wanted = new Set<Lane>();

  const write = (lane: Lane, run: Chunk) => {
    const { bytes, ends, times, severities } = run.lines;
    const [firstSeq] = rangeOf(run);
    const { entry } = lane;
    if (entry === undefined) return undefined;
    const { number: group } = entry;
    return spool.write(entry, { group, name: entry.group.name, firstSeq, bytes, ends, times, severities, from: run.from, to: run.to });
  };

  const tier = createDiskTier({ ledger, most, write, forget: store.forget, changed: store.changed, mayMerge: () => !isFlushing() });
  const { firstNeeded, moved } = createWhereabouts({ store, pages });
  const returns = createReturns({ ledger, store, observe, most, onReady });
  const { giveUp } = createEviction({ ledger, store, pages, cutAll, observe, setAside });

  const wantedLanes = function* (): Iterable<Lane> {
    for (const lane of wanted) {
      if (wantsLoad(lane)) yield lane;
      else wanted.delete(lane);
    }
  };

  const isIdle = (): boolean => ledger.lentBytes === 0 && store.nextReadyAt() !== Number.NEGATIVE_INFINITY;

  const spool = createSpool(settings.spool, {
    files,
    clock,
    encryption: settings.encryptionKey,
    most,
    wanted: wantedLanes,
    hasRoom: (bytes) => ledger.bytes + bytes < maxBufferBytes * LOAD_UP_TO || isIdle(),
    loaded: returns.loaded,
    split: returns.split,
    groupOf,
    found: returns.found,
    damaged: returns.damaged,
    leftAlone: (reason) => observe({ type: 'left-alone', reason }),
    knowsEnough: returns.knowsEnough,
    giveUp,
    firstNeeded,
    moved,
    onDisk: (state, reason) => {
      observe({ type: 'disk', state, reason });
      // Later, for this comes out of a write whose own lines are not counted yet.
      if (state === 'back' && isJournal) queueMicrotask(saveAll);
    },
    retry: () => saveAll(),
    onLost: () => {
      createForget({ ledger, store, pages, observe })(spool.log);
      if (isJournal) saveAll();
    },
  });

  const { journal, settleIn, stowOne, saveAll, stowAll } = createPlacing({
    ledger,
    store,
    pages,
    tier,
    spool,
    isJournal,
    maxBufferBytes,
    collectorIsAway,
  });

  return {
    spool,
    journal,
    settleIn,
    rested: (lane) => {
      if (!isJournal) tier.save(lane);
    },
    want: (lane) => {
      wanted.add(lane);
      spool.kick();
    },
    freed: spool.kick,
    stowOne,
    saveAll,
    stowAll,
  };
};
