import type { Lease } from '../core/lease.js';
import { type Held, isSaved, remaining } from './age-list.js';
import type { Lane } from './lane.js';
import { forgetOnDisk, markOnDisk } from './spool/bookkeeping.js';

/** A chunk goes out on loan. What is told of it meanwhile is noted on disk, as far as it is there. */
export const begin = (lane: Lane, held: Held): Omit<Lease, 'settle'> => {
  const ids = new Set<string>();
  const loan: NonNullable<Held['loan']> = { last: undefined, ids, done: [] };
  held.out = true;
  held.loan = loan;
  return {
    chunk: remaining(held),
    wasSent: held.wasSent && held.skip === 0,
    sending: (slice) => {
      loan.last = slice;
      ids.add(slice.id);
      if (isSaved(held)) markOnDisk(lane.entry, slice);
    },
    done: (slice) => {
      loan.done.push(slice);
      forgetOnDisk(lane.entry, slice);
    },
  };
};
