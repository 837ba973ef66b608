import type { Stats } from '../core/handler.js';
import type { Counters } from './counters.js';

type Account = { readonly waiting: number; readonly inFlight: number; readonly bytes: number };

export const statsOf = (counters: Counters, { waiting, inFlight, bytes }: Account, groups: number): Stats => {
  const { received, accepted, delivered, dropped, attempts, retries } = counters;
  return {
    received,
    accepted,
    delivered,
    dropped: { ...dropped },
    deadLettered: 0,
    spooled: 0,
    waiting,
    inFlight,
    bytes,
    groups,
    attempts,
    retries,
  };
};
