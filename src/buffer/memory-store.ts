import { type Chunk, countOf, part } from '../core/chunk.js';
import type { Group } from '../core/group.js';
import type { Lease } from '../core/lease.js';
import { createAgeList, type Held, remaining } from './age-list.js';
import { createLane, isEmpty, type Lane, putBack, QUIET, READY } from './lane.js';
import { type Ledger, weightOf } from './ledger.js';
import { createRests } from './rests.js';
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
  const rests = createRests();
  const perLane = ordering === 'strict' ? 1 : Number.POSITIVE_INFINITY;
  const turns = createTurns((lane) => lane.place.at === 'ready' && lane.queue.length > 0 && lane.out < perLane);

  const laneOf = (group: Group): Lane => {
    const known = lanes.get(group.name);
    if (known !== undefined) return known;
    const lane = createLane(group);
    lanes.set(group.name, lane);
    return lane;
  };

  const welcome = (group: Group): boolean => {
    if (!lanes.has(group.name) && lanes.size >= maxGroups && !forgetResting()) return false;
    laneOf(group);
    return true;
  };

  const put = (chunk: Chunk): void => {
    const lane = laneOf(chunk.group);
    lane.queue.push(ages.push(chunk));
    if (lane.place.at === 'quiet') seat(lane);
    else if (lane.place.at === 'resting') rests.changed(lane);
  };

  /** A lane that can lend joins the ring; a lane with nothing at all is forgotten. */
  const seat = (lane: Lane): void => {
    if (lane.queue.length > 0 && lane.out < perLane) {
      lane.place = READY;
      turns.join(lane);
      return;
    }
    settleDown(lane);
  };

  const settleDown = (lane: Lane): void => {
    lane.place = QUIET;
    if (isEmpty(lane) && !isOpen(lane.group.name)) lanes.delete(lane.group.name);
  };

  /** Where lanes are scarce one that rests and holds nothing makes room. */
  const forgetResting = (): boolean => {
    const lane = rests.wakeEmpty();
    if (lane !== undefined) settleDown(lane);
    return lane !== undefined;
  };

  const take = (now: number): Lease | undefined => {
    for (let lane = rests.wake(now); lane !== undefined; lane = rests.wake(now)) seat(lane);
    const lane = turns.next();
    const held = lane?.queue.shift();
    if (lane === undefined || held === undefined) return undefined;
    held.out = true;
    lane.out += 1;
    seat(lane);
    const chunk = remaining(held);
    ledger.lend(countOf(chunk), weightOf(chunk));
    return { chunk, settle: settleOnce(lane, held, chunk) };
  };

  const settleOnce = (lane: Lane, held: Held, lent: Chunk): Lease['settle'] => {
    let settled = false;
    return (left, notBefore) => {
      if (settled) return;
      settled = true;
      lane.out -= 1;
      putBack(lane, ages.replace(held, left));
      ledger.giveBack(
        left.reduce((sum, chunk) => sum + countOf(chunk), 0),
        weightOf(lent),
      );
      ledger.leave('inFlight', 0, weightOf(lent) - left.reduce((sum, chunk) => sum + weightOf(chunk), 0));
      if (left.length === 0 && countOf(lent) === lent.lines.ends.length) onGone(lent);
      if (notBefore !== undefined && lane.queue.length > 0) rests.begin(lane, notBefore);
      else if (lane.place.at === 'quiet') seat(lane);
    };
  };

  const nextReadyAt = (): number | undefined => (turns.any() ? Number.NEGATIVE_INFINITY : rests.nextAt());

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

  /** A lane has nothing to lend any more. One that rests goes on resting: what comes next must not go out before its time. */
  const unseat = (lane: Lane): void => {
    if (lane.place.at === 'ready') turns.emptied();
    if (lane.place.at === 'resting') rests.changed(lane);
    else settleDown(lane);
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
    groups: () => lanes.size - rests.emptyCount,
    restingGroups: () => rests.count - rests.emptyCount,
  };
};
