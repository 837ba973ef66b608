import type { Clock } from '../core/clock.js';
import type { DropReason } from '../core/events.js';
import type { Ledger } from './ledger.js';
import { givesUpOldest, isShed, type OverflowPolicy, SHED_DEBUG_FROM } from './overflow.js';
import { PAGE_OVERHEAD_BYTES, RECORD_OVERHEAD_BYTES } from './page.js';
import { createRoom, FULL_WITH_CREDIT, type Room } from './room.js';
import type { Storage } from './storage.js';
import type { MemoryStore } from './store.js';

export type MakeRoomSettings = {
  readonly overflow: OverflowPolicy;
  readonly maxBufferBytes: number;
  readonly maxBufferRecords?: number | undefined;
  readonly spool?: { readonly mode: 'journal' | 'spill' } | undefined;
};

export type MakeRoomDeps = {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly ledger: Ledger;
  readonly store: Pick<MemoryStore, 'nextReadyAt'>;
  readonly storage: Storage | undefined;
  readonly giveUpOldest: () => boolean;
  /** Cuts the page that was opened first, so that it can leave memory; false when none is open. */
  readonly cutOldest: () => boolean;
  readonly cutAll: () => void;
};

/** Where a line finds room, by the overflow policy: in memory or, where there is a spool whose disk is well, on disk. */
export type MakingRoom = {
  /** Makes room for a line of this length; or says why there is none. */
  makeRoom(length: number, severity: number): DropReason | undefined;
  /** Where those wait who would rather wait than lose. */
  readonly room: Room;
};

export const createMakingRoom = (settings: MakeRoomSettings, deps: MakeRoomDeps): MakingRoom => {
  const { overflow, maxBufferBytes, maxBufferRecords = Number.POSITIVE_INFINITY } = settings;
  const { clock, ledger, store, storage, giveUpOldest, cutOldest, cutAll } = deps;
  const isJournal = settings.spool?.mode === 'journal';
  const fullOnDisk = overflow === 'block' ? FULL_WITH_CREDIT : 1;
  const ampleBytes = Math.floor(maxBufferBytes * SHED_DEBUG_FROM) - RECORD_OVERHEAD_BYTES - PAGE_OVERHEAD_BYTES;
  const ampleRecords = Math.floor(maxBufferRecords * SHED_DEBUG_FROM);

  const inMemory = (length: number, severity: number): DropReason | undefined =>
    isAmple(length, ledger.bytes, ledger.waiting + ledger.inFlight) ? undefined : byPolicy(length, severity);

  /** Nobody is shed yet: said in whole numbers, for the fractions of the policy cost 60 ns a record. */
  const isAmple = (length: number, bytes: number, records: number): boolean => bytes + length < ampleBytes && records < ampleRecords;

  const byPolicy = (length: number, severity: number): DropReason | undefined => {
    const { bytes, lentBytes, waiting, inFlight } = ledger;
    const fill = memoryFill(bytes, waiting + inFlight);
    if (isShed(overflow, fill, severity)) return 'level';
    if (fits(length, bytes, waiting + inFlight) || hasCredit(length, fill)) return undefined;
    if (!givesUpOldest(overflow) || !fits(length, lentBytes, inFlight)) return 'full';
    while (!fits(length, ledger.bytes, ledger.waiting + ledger.inFlight)) if (!giveUpOldest()) return 'full';
    return undefined;
  };

  const hasCredit = (length: number, fill: number): boolean => overflow === 'block' && fill < FULL_WITH_CREDIT && fits(length, 0, 0);

  /** Memory is no bound where there is a disk: what does not fit leaves it. */
  const onDisk = (storage: Storage, length: number, severity: number): DropReason | undefined => {
    const fill = isJournal || ledger.bytes > maxBufferBytes / 2 ? storage.spool.fill() : 0;
    if (isShed(overflow, fill, severity)) return 'level';
    if (fill >= fullOnDisk && !isMadeOnDisk(storage)) return 'full';
    return isMemoryFreed(storage, length) ? undefined : inMemory(length, severity);
  };

  const isMadeOnDisk = ({ spool }: Storage): boolean => {
    if (!givesUpOldest(overflow)) return false;
    while (spool.fill() >= 1) if (!spool.giveUpOldest()) return false;
    return true;
  };

  const isMemoryFreed = ({ stowOne }: Storage, length: number): boolean => {
    while (!fits(length, ledger.bytes, ledger.waiting + ledger.inFlight)) if (!stowOne() && !cutOldest()) return false;
    return true;
  };

  /**
   * Whether a line has room beside what is held. Its bytes are known once it is written: what they are more than its length is
   * found out then.
   */
  const fits = (length: number, bytes: number, records: number): boolean =>
    bytes + length + RECORD_OVERHEAD_BYTES + PAGE_OVERHEAD_BYTES <= maxBufferBytes && records < maxBufferRecords;

  const memoryFill = (bytes: number, records: number): number => Math.max(bytes / maxBufferBytes, records / maxBufferRecords);

  /** How full that is which bounds what is held. Where the disk is well memory is no bound, but what is lent cannot leave it. */
  const fill = (): number => {
    const { bytes, lentBytes, waiting, inFlight } = ledger;
    if (storage === undefined || storage.spool.isAway()) return memoryFill(bytes, waiting + inFlight);
    return Math.max(storage.spool.fill(), memoryFill(lentBytes, inFlight));
  };

  const room = createRoom({
    clock,
    fill,
    isEmpty: () => ledger.waiting + ledger.inFlight + ledger.spooled === 0 && (storage?.spool.isRead() ?? true),
    stir: () => {
      if (ledger.inFlight === 0 && store.nextReadyAt() === undefined) cutAll();
    },
  });

  return {
    makeRoom: (length, severity) => (storage?.spool.mayWrite() ? onDisk(storage, length, severity) : inMemory(length, severity)),
    room,
  };
};
