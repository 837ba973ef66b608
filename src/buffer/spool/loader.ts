import type { Lane } from '../lane.js';
import type { KeptLog, Place } from './entry.js';
import type { Frame } from './frame.js';
import type { ReadRecord } from './rebuild.js';
import { createSingleRun } from './single-run.js';
import type { Stored } from './stored.js';
import { type ReadSlabs, type Slab, walk } from './walk.js';

/**
 * Reads back what lanes want next. It goes through a log like a lift through a house: from the lowest place that any lane wants
 * upwards, and collects for all lanes on the way what it passes, so that ten thousand groups cost one reading, not ten thousand.
 * It gets off early, and has a chunk cut shorter, when memory is full or a chunk's next record is far away; but what went out once
 * is read to its end, for it must go out as it was.
 */
export type Loader = {
  /** Something is wanted, or there is room again. */
  kick(): void;
  /** Runs this at a moment at which nothing is being read. */
  whenStill(run: () => void): Promise<void>;
  /** Resolves when nothing is being read. */
  stop(): Promise<void>;
};

export type LoaderDeps = {
  /** Lanes whose next chunk is on disk only. */
  readonly wanted: () => Iterable<Lane>;
  /** Whether so many bytes of lines may be held in memory besides what is there. */
  readonly hasRoom: (bytes: number) => boolean;
  readonly read: ReadSlabs;
  /** What was found of a lane's next chunk; records that are not there any more are missing. */
  readonly loaded: (lane: Lane, stored: Stored, records: readonly ReadRecord[]) => void;
  /** Cuts a lane's next chunk in two, before the record `at`: what was read of it by now, and the rest, which begins at `place` or behind it. */
  readonly split: (lane: Lane, at: number, place: Place) => Stored;
};

type Trip = { readonly targets: Map<number, Target>; finished: number; scannedBytes: number };

/** What is read for one lane. */
type Target = { readonly lane: Lane; stored: Stored; readonly records: ReadRecord[]; bytes: number };

const FARTHEST_SCAN_BYTES = 8 * 1024 * 1024;

export const createLoader = (deps: LoaderDeps): Loader => {
  const { wanted, hasRoom, read, loaded, split } = deps;
  /** Lanes whose next records cannot be read now. They are asked for again at the next kick, for a file that cannot be read is not lost. */
  const stuck = new Set<Lane>();

  const run = async (): Promise<void> => {
    stuck.clear();
    for (let log = nextLog(); log !== undefined && !runs.isStopped(); log = nextLog()) {
      const before = log;
      if (!(await ride(before))) return;
    }
  };

  /** The log of the first lane that wants something. */
  const nextLog = (): KeptLog | undefined => {
    for (const lane of wanted()) {
      const [stored] = lane.stored;
      if (stored !== undefined && !stuck.has(lane) && hasRoom(stored.bytes)) return stored.entry.log;
    }
    return undefined;
  };

  /** One ride through a log; false when nothing came of it. */
  const ride = async (log: KeptLog): Promise<boolean> => {
    const trip: Trip = { targets: new Map(), finished: 0, scannedBytes: 0 };
    board(trip.targets, log);
    const start = lowest(trip.targets);
    if (start === undefined) return false;
    for await (const slab of walk(read, { log, start, segments: segmentsFrom(log, start.segment) })) {
      if (runs.isStopped()) return false;
      if (isOver(trip, slab)) return true;
    }
    return missed(trip.targets) + trip.finished > 0;
  };

  /** Takes what a slab has; true when there is nothing to go on for. */
  const isOver = (trip: Trip, { frames, bytes, end, isBlind = false }: Slab): boolean => {
    const { targets } = trip;
    if (isBlind) leaveBehind(targets, end);
    for (const frame of frames) if (frame.type === 'record' && pick(targets, frame)) trip.finished += 1;
    trip.scannedBytes += bytes;
    if (trip.scannedBytes > FARTHEST_SCAN_BYTES || !hasRoom(bytesIn(targets))) trip.finished += getOff(targets, end);
    if (isBegun(targets)) return false;
    return trip.finished > 0 || isBefore({ ...end, offset: end.offset + NEAR_BYTES }, lowest(targets));
  };

  /** Of those that have records here, or may have, nothing can be said. */
  const leaveBehind = (targets: Map<number, Target>, { segment }: Place): void => {
    for (const [group, { lane, stored, records }] of targets) {
      if (records.length === 0 && stored.place.segment > segment) continue;
      targets.delete(group);
      stuck.add(lane);
    }
  };

  const board = (targets: Map<number, Target>, log: KeptLog): void => {
    for (const lane of wanted()) {
      const [stored] = lane.stored;
      if (stored?.entry.log === log && !stuck.has(lane)) targets.set(stored.entry.number, { lane, stored, records: [], bytes: 0 });
    }
  };

  /** True when this record completes a chunk. */
  const pick = (targets: Map<number, Target>, { group, seq, time, severity, bytes }: Frame): boolean => {
    const target = targets.get(group);
    if (target === undefined || seq < target.stored.from) return false;
    if (seq < target.stored.to && seq > (target.records.at(-1)?.seq ?? -1)) {
      target.records.push({ seq, time, severity, bytes });
      target.bytes += bytes.length;
    }
    if (seq < target.stored.to - 1) return false;
    finish(targets, target);
    return true;
  };

  const finish = (targets: Map<number, Target>, { lane, stored, records }: Target): void => {
    targets.delete(stored.entry.number);
    if (lane.stored[0] === stored) loaded(lane, stored, records);
  };

  const getOff = (targets: Map<number, Target>, place: Place): number => {
    let finished = 0;
    for (const target of [...targets.values()]) {
      const last = target.records.at(-1);
      if (last === undefined || target.stored.wasSent || target.lane.stored[0] !== target.stored) continue;
      target.stored = split(target.lane, last.seq + 1, place);
      finish(targets, target);
      finished += 1;
    }
    return finished;
  };

  /** The log was read to its end: what was not found is not there. */
  const missed = (targets: Map<number, Target>): number => {
    const all = [...targets.values()].filter(({ lane, stored }) => lane.stored[0] === stored);
    for (const target of all) finish(targets, target);
    return all.length;
  };

  const runs = createSingleRun(run);

  return {
    kick: runs.kick,
    whenStill: async (act) => {
      await runs.idle();
      act();
    },
    stop: runs.stop,
  };
};

/** Ascending. */
const segmentsFrom = ({ book }: KeptLog, first: number): readonly number[] =>
  [...book.segments.keys()].filter((segment) => segment >= first);

/** It is worth reading on to what lies no farther ahead than this. */
const NEAR_BYTES = 1024 * 1024;

const isBegun = (targets: ReadonlyMap<number, Target>): boolean => {
  for (const { records } of targets.values()) if (records.length > 0) return true;
  return false;
};

const bytesIn = (targets: ReadonlyMap<number, Target>): number => {
  let sum = 0;
  for (const { bytes } of targets.values()) sum += bytes;
  return sum;
};

/** Where the first of what nothing was read of yet begins. */
const lowest = (targets: ReadonlyMap<number, Target>): Place | undefined => {
  let place: Place | undefined;
  for (const { stored, records } of targets.values()) if (records.length === 0 && isBefore(stored.place, place)) place = stored.place;
  return place;
};

const isBefore = (place: Place, other: Place | undefined): boolean =>
  other === undefined || place.segment < other.segment || (place.segment === other.segment && place.offset < other.offset);
