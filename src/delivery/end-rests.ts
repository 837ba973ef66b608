import type { Lease } from '../core/lease.js';
import type { Source } from './source.js';
import type { TroubledLanes } from './troubled-lanes.js';

/** Ends the rest of every group that rests after a fault; what was asked to wait, or is held, rests on as before. */
export const endRests = (source: Source, lanes: TroubledLanes, now: number): void => {
  for (const lease of takeAll(source)) {
    const lane = lanes.get(lease.chunk.group.name);
    lease.settle([lease.chunk], lane === undefined || lane.cause === 'fault' ? now : lane.until);
  }
};

/** All leases are taken before the first is settled, or the first would be taken for ever. */
const takeAll = (source: Source): readonly Lease[] => {
  const leases: Lease[] = [];
  for (let lease = source.take(AT_THE_END); lease !== undefined; lease = source.take(AT_THE_END)) leases.push(lease);
  return leases;
};

const AT_THE_END = Number.POSITIVE_INFINITY;
