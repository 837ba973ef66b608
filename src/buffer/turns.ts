import type { Lane } from './lane.js';

/** The lanes that can lend, in the order in which they take turns. A lane may stand in it twice, or when it can lend no more: it is asked. */
export type Turns = {
  join(lane: Lane): void;
  /** The lane whose turn it is, taken out. */
  next(): Lane | undefined;
  /** A lane in it was emptied: it can lend no more. */
  emptied(): void;
  /** Whether any lane can lend. */
  any(): boolean;
};

/** Served lanes are cut off once they are this many and more than half of all. */
const LONGEST_TAIL = 1024;

export const createTurns = (canLend: (lane: Lane) => boolean): Turns => {
  let lanes: Lane[] = [];
  let served = 0;
  let stale = 0;

  const next = (): Lane | undefined => {
    while (served < lanes.length) {
      const lane = lanes[served] as Lane;
      served += 1;
      forgetServed();
      if (canLend(lane)) return lane;
    }
    return undefined;
  };

  const forgetServed = (): void => {
    if (served < lanes.length && (served < LONGEST_TAIL || served * 2 < lanes.length)) return;
    lanes = lanes.slice(served);
    served = 0;
  };

  /** A lane that is emptied and filled again joins again; without this the list would grow with every time. */
  const emptied = (): void => {
    stale += 1;
    if (stale < LONGEST_TAIL || stale * 2 < lanes.length - served) return;
    lanes = [...new Set(lanes.slice(served))].filter(canLend);
    served = 0;
    stale = 0;
  };

  const any = (): boolean => {
    for (let index = served; index < lanes.length; index += 1) if (canLend(lanes[index] as Lane)) return true;
    return false;
  };

  return {
    join: (lane) => {
      lanes.push(lane);
    },
    next,
    emptied,
    any,
  };
};
