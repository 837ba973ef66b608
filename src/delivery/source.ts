import type { Lease } from '../core/lease.js';

/** All that the dispatcher asks of whoever keeps the chunks. `now` and the answer of `nextReadyAt` are monotonic milliseconds. */
export type Source = {
  take(now: number): Lease | undefined;
  nextReadyAt(): number | undefined;
};
