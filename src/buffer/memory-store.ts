import { type Chunk, countOf, part } from '../core/chunk.js';
import type { Group } from '../core/group.js';
import type { Lease } from '../core/lease.js';
import { createAgeList, type Held, remaining } from './age-list.js';
import { createLane, isEmpty, type Lane, putBack, QUIET, READY } from './lane.js';
import { type Ledger, weightOf } from './ledger.js';
import { createRestHeap } from './rest-heap.js';
import { createTurns } from './turns.js';

export type MemoryStoreSettings = { readonly maxGroups: number; readonly ordering: 'strict' | 'relaxed' };

/**
 * Keeps chunks in lanes, one lane a group, and lends them. Room is made before a record is accepted, so `put` never fails.
 * Lanes that can lend take turns; a resting lane costs nothing until it wakes.
 */
export type MemoryStore = {
  put(chunk: Chunk): void;
  take(now: number): Lease | undefined;
  nextReadyAt(): number | undefined;
  /** Gives up the oldest record that is not in flight; answers undefined when there is none. */
  giveUpOldest(): Chunk | undefined;
  /** Gives up everything that is not in flight, chunk by chunk. */
  giveUpAll(giveUp: (chunk: Chunk) => void): void;
  /** The number of the chunk that would be given up next; infinite when there is none. */
  oldestOrder(): number;
  /** Opens a lane for the group; false when `maxGroups` lanes all hold records. */
  welcome(group: Group): boolean;
  groups(): number;
  restingGroups(): number;
};

export type MemoryStoreDeps = {
  readonly ledger: Ledger;
  /** Whether the group has an open page. */
  readonly isOpen: (groupName: string) => boolean;
  /** A whole chunk was lent and came back with nothing left. */
  readonly onGone: (chunk: Chunk) => void;
};

export const createMemoryStore = (
  { maxGroups, ordering }: MemoryStoreSettings,
  { ledger, isOpen, onGone }: MemoryStoreDeps,
): MemoryStore => {
  const lanes = new Map<string, Lane>();
  const ages = createAgeList();
  const resting = createRestHeap<Lane>();
  const perLane = ordering === 'strict' ? 1 : Number.POSITIVE_INFINITY;
  const turns = createTurns((lane) => lane.place.at === 'ready' && lane.queue.length > 0 && lane.out < perLane);
  let restingCount = 0;

  const laneOf = (group: Group): Lane => {
    const known = lanes.get(group.name);
    if (known !== undefined) return known;
    const lane = createLane(group);
    lanes.set(group.name, lane);
    return lane;
  };

  const welcome = (group: Group): boolean => {
    if (!lanes.has(group.name) && lanes.size >= maxGroups) return false;
    laneOf(group);
    return true;
  };

  const put = (chunk: Chunk): void => {
    const lane = laneOf(chunk.group);
    lane.queue.push(ages.push(chunk));
    if (lane.place.at === 'quiet') seat(lane);
  };

  /** A lane that can lend joins the ring; a lane with nothing at all is forgotten. */
  const seat = (lane: Lane): void => {
    if (lane.queue.length > 0 && lane.out < perLane) {
      lane.place = READY;
      turns.join(lane);
      return;
    }
    lane.place = QUIET;
    if (isEmpty(lane) && !isOpen(lane.group.name)) lanes.delete(lane.group.name);
  };

  const rest = (lane: Lane, notBefore: number): void => {
    const until = lane.place.at === 'resting' ? Math.max(lane.place.until, notBefore) : notBefore;
    if (lane.place.at !== 'resting') restingCount += 1;
    lane.place = { at: 'resting', until };
    resting.push(until, lane);
  };

  const wake = (now: number): void => {
    for (let top = resting.peek(); top !== undefined && top.until <= now; top = resting.peek()) {
      resting.pop();
      const { place } = top.item;
      if (place.at !== 'resting' || place.until !== top.until) continue;
      restingCount -= 1;
      seat(top.item);
    }
  };

  const take = (now: number): Lease | undefined => {
    wake(now);
    const lane = turns.next();
    const held = lane?.queue.shift();
    if (lane === undefined || held === undefined) return undefined;
    held.out = true;
    lane.out += 1;
    seat(lane);
    const chunk = remaining(held);
    ledger.lend(countOf(chunk));
    return { chunk, settle: settleOnce(lane, held, chunk) };
  };

  const settleOnce = (lane: Lane, held: Held, lent: Chunk): Lease['settle'] => {
    let settled = false;
    return (left, notBefore) => {
      if (settled) return;
      settled = true;
      lane.out -= 1;
      putBack(lane, ages.replace(held, left));
      ledger.giveBack(left.reduce((sum, chunk) => sum + countOf(chunk), 0));
      ledger.leave('inFlight', 0, weightOf(lent) - left.reduce((sum, chunk) => sum + weightOf(chunk), 0));
      if (left.length === 0 && countOf(lent) === lent.lines.ends.length) onGone(lent);
      if (notBefore !== undefined && lane.queue.length > 0) rest(lane, notBefore);
      else if (lane.place.at === 'quiet') seat(lane);
    };
  };

  const nextReadyAt = (): number | undefined => {
    if (turns.any()) return Number.NEGATIVE_INFINITY;
    for (let top = resting.peek(); top !== undefined; top = resting.peek()) {
      const { place } = top.item;
      if (place.at === 'resting' && place.until === top.until) return top.until;
      resting.pop();
    }
    return undefined;
  };

  const oldestWaiting = (): Held | undefined => {
    let held = ages.oldest();
    while (held?.out) held = held.newer;
    return held;
  };

  const giveUpOldest = (): Chunk | undefined => {
    const held = oldestWaiting();
    if (held === undefined) return undefined;
    const given = part(held.chunk, held.skip, held.skip + 1);
    held.skip += 1;
    if (held.skip === countOf(held.chunk)) forget(held);
    ledger.leave('waiting', 1, weightOf(given));
    return given;
  };

  const forget = (held: Held): void => {
    const lane = lanes.get(held.chunk.group.name);
    ages.replace(held, []);
    lane?.queue.splice(lane.queue.indexOf(held), 1);
    if (lane?.queue.length === 0) unseat(lane);
  };

  const unseat = (lane: Lane): void => {
    if (lane.place.at === 'resting') restingCount -= 1;
    lane.place = QUIET;
    if (isEmpty(lane) && !isOpen(lane.group.name)) lanes.delete(lane.group.name);
  };

  const giveUpAll = (giveUp: (chunk: Chunk) => void): void => {
    for (let held = oldestWaiting(); held !== undefined; held = oldestWaiting()) {
      const chunk = remaining(held);
      forget(held);
      ledger.leave('waiting', countOf(chunk), weightOf(chunk));
      giveUp(chunk);
    }
  };

  return {
    put,
    take,
    nextReadyAt,
    giveUpOldest,
    giveUpAll,
    oldestOrder: () => oldestWaiting()?.chunk.order ?? Number.POSITIVE_INFINITY,
    welcome,
    groups: () => lanes.size,
    restingGroups: () => restingCount,
  };
};
