import { type Chunk, countOf, part } from '../../core/chunk.js';
import { type Held, isSaved, remaining } from '../age-list.js';
import type { Lane } from '../lane.js';
import { type Ledger, weightOf } from '../ledger.js';
import { markOnDisk } from './bookkeeping.js';
import type { Place } from './entry.js';
import { merged, rangeOf, runsOf, type Stored, storedOf } from './stored.js';

/**
 * Moves what lanes hold between memory and disk. On disk the records of a group stand in the order of their numbers: before anything
 * of a lane is written, everything older is.
 *
 *     save    memory -> memory and disk          stow   memory and disk -> disk          load   disk -> memory and disk
 */
export type DiskTier = {
  /** Has all chunks that the lane holds in memory on disk; false when the disk does not take them. */
  save(lane: Lane): boolean;
  /** Lets go of a chunk's memory, the last of its lane's queue or the first behind; false when the disk does not take it. */
  stow(lane: Lane, held: Held): boolean;
};

export type DiskTierDeps = {
  readonly ledger: Ledger;
  readonly most: { readonly records: number; readonly bytes: number };
  /** Writes lines to the group's log; undefined when the disk does not take them. */
  readonly write: (lane: Lane, lines: Chunk) => Place | undefined;
  readonly forget: (lane: Lane, held: Held) => void;
  readonly changed: (lane: Lane) => void;
  /** Whether two neighbours may be told as one: nobody waits for the first without the second. */
  readonly mayMerge: () => boolean;
};

export const createDiskTier = ({ ledger, most, write, forget, changed, mayMerge }: DiskTierDeps): DiskTier => {
  const save = (lane: Lane): boolean => {
    if (lane.entry === undefined) return false;
    for (const held of [...inOrder(lane), ...lane.behind]) if (!saveHeld(lane, held)) return false;
    return true;
  };

  const saveHeld = (lane: Lane, held: Held): boolean => {
    if (isSaved(held)) return true;
    const { chunk, saved } = held;
    const from = Math.max(saved, chunk.from + held.skip) - chunk.from;
    for (const run of runsOf(part(chunk, from, countOf(chunk)))) {
      const place = write(lane, run);
      if (place === undefined) return false;
      held.place ??= place;
      held.saved = run.to;
    }
    const last = held.loan?.last ?? (held.wasSent ? chunk : undefined);
    if (last !== undefined) markOnDisk(lane.entry, last);
    return true;
  };

  const stow = (lane: Lane, held: Held): boolean => {
    if (!save(lane) || lane.entry === undefined || held.place === undefined) return false;
    const chunk = remaining(held);
    const wasSent = held.wasSent && held.skip === 0;
    const isInQueue = lane.queue.includes(held);
    const all = storedOf({ entry: lane.entry, chunk, wasSent, place: held.place });
    if (isInQueue) lane.stored.unshift(...all);
    else for (const one of all) append(lane.stored, one);
    ledger.stow(countOf(chunk), weightOf(chunk));
    forget(lane, held);
    changed(lane);
    return true;
  };

  const append = (stored: Stored[], one: Stored): void => {
    const last = stored.at(-1);
    const both = last && mayMerge() ? merged(last, one, most) : undefined;
    if (both === undefined) stored.push(one);
    else stored[stored.length - 1] = both;
  };

  return { save, stow };
};

/** Where several of a lane's chunks may be out, what is out may be newer than what came back. */
const inOrder = ({ lent, queue }: Lane): readonly Held[] =>
  lent.length === 0 ? queue : [...lent, ...queue].sort((a, b) => firstSeqOf(a) - firstSeqOf(b));

const firstSeqOf = ({ chunk }: Held): number => rangeOf(chunk)[0];
