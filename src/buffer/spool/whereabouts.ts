import { remaining } from '../age-list.js';
import type { Lane } from '../lane.js';
import type { Page } from '../page.js';
import type { MemoryStore } from '../store.js';
import type { Entry, KeptLog, Place } from './entry.js';
import { rangeOf } from './stored.js';

/** What is still needed of a log, and where it lies, as those know it who keep chunks. */
export const createWhereabouts = ({ store, pages }: { readonly store: MemoryStore; readonly pages: Iterable<Page> }) => {
  /** The group's records below this number are needed no more; 0 where nothing is known of it. */
  const firstNeeded = (entry: Entry): number => {
    const lane = store.laneOf(entry);
    let first = Number.POSITIVE_INFINITY;
    for (const seq of lane === undefined ? [] : firstsOf(lane)) first = Math.min(first, seq);
    return Number.isFinite(first) ? first : 0;
  };

  /** What lay in this segment lies farther to the front now. */
  const moved = (log: KeptLog, segment: number): void => {
    for (const lane of store.lanes.values()) if (lane.entry?.log === log) movedIn(lane, segment);
    for (const page of pages) if (page.entry?.log === log && page.place?.segment === segment) page.place = frontOf(segment);
  };

  return { firstNeeded, moved };
};

const frontOf = (segment: number): Place => ({ segment, offset: 0 });

const movedIn = ({ lent, queue, behind, stored }: Lane, segment: number): void => {
  const place = frontOf(segment);
  for (const held of [...lent, ...queue, ...behind]) if (held.place?.segment === segment) held.place = place;
  for (const [index, one] of stored.entries()) if (one.place.segment === segment) stored[index] = { ...one, place };
};

const firstsOf = function* ({ lent, queue, behind, stored }: Lane): Iterable<number> {
  for (const held of [...lent, ...queue, ...behind]) yield rangeOf(remaining(held))[0];
  for (const { from } of stored) yield from;
};
