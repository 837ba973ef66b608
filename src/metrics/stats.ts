import type { Stats } from '../core/handler.js';
import type { Counters } from './counters.js';

/** What a handler holds, and where. */
export type Account = {
  readonly waiting: number;
  readonly inFlight: number;
  readonly spooled: number;
  readonly bytes: number;
  readonly groups: number;
};

export const statsOf = (counters: Counters, { waiting, inFlight, spooled, bytes, groups }: Account): Stats => {
  const { received, accepted, recovered, delivered, dropped, deadLettered, attempts, retries } = counters;
  return {
    received,
    accepted,
    recovered,
    delivered,
    dropped: { ...dropped },
    deadLettered,
    spooled,
    waiting,
    inFlight,
    bytes,
    groups,
    attempts,
    retries,
  };
};
