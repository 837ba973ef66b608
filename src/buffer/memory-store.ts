import { type Chunk, countOf, part } from '../core/chunk.js';
import type { Group } from '../core/group.js';
import type { Lease } from '../core/lease.js';
import { createAgeList, type Held, type Saved } from './age-list.js';
import { createLane, isEmpty, type Lane, putBack, QUIET, READY, wantsLoad } from './lane.js';
import { weightOf } from './ledger.js';
import { begin } from './loan.js';
import { createRests } from './rests.js';
import { forgetOnDisk } from './spool/bookkeeping.js';
import type { Entry } from './spool/entry.js';
import type { MemoryStore, MemoryStoreDeps, MemoryStoreSettings } from './store.js';
import { createTurns } from './turns.js';

export const createMemoryStore = ({ maxGroups, ordering }: MemoryStoreSettings, deps: MemoryStoreDeps): MemoryStore => {
  const { ledger, isOpen, enrol, onGone, onRest, onWant } = deps;
  const lanes = new Map<string, Lane>();
  /** Lanes of logs that were adopted are bounded by what is on disk. */
  let ownLanes = 0;
  const ages = createAgeList();
  const rests = createRests();
  const perLane = ordering === 'strict' ? 1 : Number.POSITIVE_INFINITY;
  const turns = createTurns((lane) => lane.place.at === 'ready' && lane.queue.length > 0 && lane.lent.length < perLane);

  const open = (name: string, group: Group, entry: Entry | undefined): Lane => {
    const lane = createLane(name, group, entry);
    lanes.set(name, lane);
    return lane;
  };

  const laneFor = (group: Group): Lane => lanes.get(group.name) ?? openOwn(group);

  const openOwn = (group: Group): Lane => {
    ownLanes += 1;
    return open(group.name, group, enrol(group));
  };

  const adopt = (entry: Entry): Lane => {
    const name = adoptedName(entry);
    return lanes.get(name) ?? open(name, entry.group, entry);
  };

  const laneOf = (entry: Entry): Lane | undefined =>
    [lanes.get(entry.group.name), lanes.get(adoptedName(entry))].find((lane) => lane?.entry === entry);

  const welcome = (group: Group): Lane | undefined => {
    const known = lanes.get(group.name);
    if (known === undefined && ownLanes >= maxGroups && !forgetResting()) return undefined;
    return known ?? laneFor(group);
  };

  const put = (chunk: Chunk, saved?: Saved): Held => {
    const lane = laneFor(chunk.group);
    const held = ages.push(chunk, saved);
    (lane.stored.length > 0 ? lane.behind : lane.queue).push(held);
    changed(lane);
    return held;
  };

  const putFirst = (lane: Lane, chunk: Chunk, saved: Saved): void => {
    lane.queue.push(ages.push(chunk, saved));
    changed(lane);
  };

  const changed = (lane: Lane): void => {
    if (lane.stored.length === 0) lane.queue.push(...lane.behind.splice(0));
    if (lane.place.at === 'quiet') seat(lane);
    else if (lane.place.at === 'resting') rests.changed(lane);
  };

  /** A lane that can lend joins the ring; a lane with nothing at all is forgotten. */
  const seat = (lane: Lane): void => {
    if (lane.queue.length > 0 && lane.lent.length < perLane) {
      lane.place = READY;
      turns.join(lane);
      return;
    }
    settleDown(lane);
  };

  const settleDown = (lane: Lane): void => {
    lane.place = QUIET;
    if (isEmpty(lane) && !isOpen(lane.name)) close(lane);
    else if (wantsLoad(lane)) onWant(lane);
  };

  const close = (lane: Lane): void => {
    if (lanes.delete(lane.name) && lane.name === lane.group.name) ownLanes -= 1;
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
    return lend(lane, held);
  };

  const lend = (lane: Lane, held: Held): Lease => {
    lane.lent.push(held);
    const loan = begin(lane, held);
    seat(lane);
    ledger.lend(countOf(loan.chunk), weightOf(loan.chunk));
    return { ...loan, settle: settleOnce(lane, held, loan.chunk) };
  };

  const settleOnce = (lane: Lane, held: Held, lent: Chunk): Lease['settle'] => {
    let settled = false;
    return (left, notBefore) => {
      if (settled) return;
      settled = true;
      lane.lent.splice(lane.lent.indexOf(held), 1);
      putBack(lane, ages.replace(held, left));
      ledger.giveBack(
        left.reduce((sum, chunk) => sum + countOf(chunk), 0),
        weightOf(lent),
      );
      ledger.leave('inFlight', 0, weightOf(lent) - left.reduce((sum, chunk) => sum + weightOf(chunk), 0));
      if (left.length === 0 && countOf(lent) === lent.lines.ends.length) onGone(lent);
      if (notBefore !== undefined && lane.queue.length > 0) {
        rests.begin(lane, notBefore);
        onRest(lane);
      } else if (lane.place.at === 'quiet') seat(lane);
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
    const lane = laneHolding(held);
    const given = part(held.chunk, held.skip, held.skip + 1);
    held.skip += 1;
    if (held.skip === countOf(held.chunk) && lane !== undefined) forget(lane, held);
    forgetOnDisk(lane?.entry, given);
    ledger.leave('waiting', 1, weightOf(given));
    return given;
  };

  const laneHolding = ({ chunk }: Held): Lane | undefined => {
    const { kept } = chunk.lines;
    const own = lanes.get(chunk.group.name);
    return kept === undefined || own?.entry?.log.name === kept.log ? own : lanes.get(`${kept.log}/${kept.group}`);
  };

  const forget = (lane: Lane, held: Held): void => {
    ages.replace(held, []);
    const place = lane.queue.includes(held) ? lane.queue : lane.behind;
    place.splice(place.indexOf(held), 1);
    if (lane.queue.length === 0) unseat(lane);
  };

  /** A lane has nothing to lend any more. One that rests goes on resting: what comes next must not go out before its time. */
  const unseat = (lane: Lane): void => {
    if (lane.place.at === 'ready') turns.emptied();
    if (lane.place.at === 'resting') rests.changed(lane);
    else settleDown(lane);
  };

  return {
    put,
    putFirst,
    take,
    nextReadyAt,
    giveUpOldest,
    forget,
    oldestOrder: () => oldestWaiting()?.chunk.order ?? Number.POSITIVE_INFINITY,
    welcome,
    adopt,
    changed,
    laneOf,
    lanes,
    groups: () => lanes.size - rests.emptyCount,
    restingGroups: () => rests.count - rests.emptyCount,
  };
};

const adoptedName = ({ log, number }: Entry): string => `${log.name}/${number}`;
