import type { Lease } from '../core/lease.js';
import type { Source } from './source.js';

/** Has every group that could be lent, or rests, rest until the time that `untilOf` says, in monotonic milliseconds. */
export const endRests = (source: Source, untilOf: (group: string) => number): void => {
  for (const lease of takeAll(source)) lease.settle([lease.chunk], untilOf(lease.chunk.group.name));
};

/** All leases are taken before the first is settled, or the first would be taken for ever. */
const takeAll = (source: Source): readonly Lease[] => {
  const leases: Lease[] = [];
  for (let lease = source.take(AT_THE_END); lease !== undefined; lease = source.take(AT_THE_END)) leases.push(lease);
  return leases;
};

const AT_THE_END = Number.POSITIVE_INFINITY;
