import { type Chunk, countOf } from '../../src/core/chunk.js';
import type { Lease } from '../../src/core/lease.js';
import { textOf } from './scripted-send.js';

/** Chunks in lanes, one lane a group, one chunk of a lane out at a time, lanes in turn: the smallest store that keeps the rules. */
export type FakeSource = {
  take(now: number): Lease | undefined;
  nextReadyAt(): number | undefined;
  put(...chunks: readonly Chunk[]): void;
  /** Records that were ever put. */
  readonly received: number;
  /** Records that are not settled away, those on loan included. */
  readonly held: number;
  readonly lent: number;
  /** Until when the lane of this group rests. */
  restsUntil(group: string): number;
  /** What waits of this group, in order. */
  waiting(group: string): readonly Chunk[];
  /** Lines that are gone for good, in the order in which the source was told. */
  readonly done: readonly string[];
};

type Lane = { queue: Chunk[]; out: Chunk | undefined; until: number; servedAt: number };

export const createFakeSource = (): FakeSource => {
  const lanes = new Map<string, Lane>();
  const sentIds = new Set<string>();
  const done: string[] = [];
  let turns = 0;
  let received = 0;

  const laneOf = (group: string): Lane => {
    const lane = lanes.get(group) ?? { queue: [], out: undefined, until: Number.NEGATIVE_INFINITY, servedAt: 0 };
    lanes.set(group, lane);
    return lane;
  };

  const lendable = (): Lane[] => [...lanes.values()].filter(({ queue, out }) => queue.length > 0 && out === undefined);

  const take = (now: number): Lease | undefined => {
    const lane = lendable()
      .filter(({ until }) => until <= now)
      .sort((a, b) => a.servedAt - b.servedAt)[0];
    const chunk = lane?.queue.shift();
    if (lane === undefined || chunk === undefined) return undefined;
    turns += 1;
    lane.servedAt = turns;
    lane.out = chunk;
    let isSettled = false;
    return {
      chunk,
      wasSent: sentIds.has(chunk.id),
      sending: ({ id }) => sentIds.add(id),
      done: (slice) => done.push(...textOf(slice)),
      settle: (rest, notBefore = Number.NEGATIVE_INFINITY) => {
        if (isSettled) return;
        isSettled = true;
        lane.out = undefined;
        lane.queue.unshift(...rest);
        lane.until = notBefore;
      },
    };
  };

  const sum = (chunks: readonly Chunk[]): number => chunks.reduce((total, chunk) => total + countOf(chunk), 0);

  return {
    take,
    nextReadyAt: () => {
      const ready = lendable().map(({ until }) => until);
      return ready.length === 0 ? undefined : Math.min(...ready);
    },
    put: (...chunks) => {
      received += sum(chunks);
      for (const chunk of chunks) laneOf(chunk.group.name).queue.push(chunk);
    },
    get received() {
      return received;
    },
    get held() {
      return sum([...lanes.values()].flatMap(({ queue, out }) => [...queue, ...(out === undefined ? [] : [out])]));
    },
    get lent() {
      return sum([...lanes.values()].flatMap(({ out }) => (out === undefined ? [] : [out])));
    },
    restsUntil: (group) => laneOf(group).until,
    waiting: (group) => laneOf(group).queue,
    done,
  };
};
