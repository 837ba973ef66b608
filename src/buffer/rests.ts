import { isEmpty, type Lane, QUIET } from './lane.js';
import { createRestHeap } from './rest-heap.js';

/** The lanes that rest, each until its moment. */
export type Rests = {
  /** Has a lane rest until then; one that rests already, until the later of both. */
  begin(lane: Lane, until: number): void;
  /** Lanes whose moment has come, one after the other. */
  wake(now: number): Lane | undefined;
  /** When the next one wakes. */
  nextAt(): number | undefined;
  /** Tells that a resting lane was filled or emptied. */
  changed(lane: Lane): void;
  /** Ends the rest of a lane that holds nothing, if there is one. */
  wakeEmpty(): Lane | undefined;
  readonly count: number;
  /** Of these, lanes that hold nothing. */
  readonly emptyCount: number;
};

export const createRests = (): Rests => {
  const heap = createRestHeap<Lane>();
  const empty = new Set<Lane>();
  let count = 0;

  const begin = (lane: Lane, until: number): void => {
    const later = lane.place.at === 'resting' ? Math.max(lane.place.until, until) : until;
    if (lane.place.at !== 'resting') count += 1;
    lane.place = { at: 'resting', until: later };
    heap.push(later, lane);
    changed(lane);
  };

  const changed = (lane: Lane): void => {
    if (isEmpty(lane)) empty.add(lane);
    else empty.delete(lane);
  };

  const end = (lane: Lane): Lane => {
    count -= 1;
    empty.delete(lane);
    lane.place = QUIET;
    return lane;
  };

  /** The first entry that is still true: a lane may have been rested again, or woken, since it was pushed. */
  const top = (): { readonly until: number; readonly item: Lane } | undefined => {
    for (let entry = heap.peek(); entry !== undefined; entry = heap.peek()) {
      const { place } = entry.item;
      if (place.at === 'resting' && place.until === entry.until) return entry;
      heap.pop();
    }
    return undefined;
  };

  const wake = (now: number): Lane | undefined => {
    const entry = top();
    if (entry === undefined || entry.until > now) return undefined;
    heap.pop();
    return end(entry.item);
  };

  const wakeEmpty = (): Lane | undefined => {
    const lane = empty.values().next().value;
    return lane && end(lane);
  };

  return {
    begin,
    wake,
    nextAt: () => top()?.until,
    changed,
    wakeEmpty,
    get count() {
      return count;
    },
    get emptyCount() {
      return empty.size;
    },
  };
};
