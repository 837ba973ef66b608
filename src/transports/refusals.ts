import { systemClock } from '../core/clock.js';
import type { DropReason } from '../core/events.js';
import type { DropNotice, Stats } from '../core/handler.js';
import type { Admission } from '../core/record.js';
import { createDropNotices } from '../metrics/drop-notices.js';

/** Counts the records that a door itself had to refuse: they never reached the engine in the worker. */
export type Refusals = {
  refuse(reason: DropReason): Admission;
  /** The engine's counts, `written` records having been sent to it, with those refused here and those still on their way. */
  complete(stats: Stats, written: number): Stats;
};

export const createRefusals = (onDrop: ((notice: DropNotice) => void) | undefined, clock = systemClock): Refusals => {
  const notices = createDropNotices(clock, onDrop);
  const refused = new Map<DropReason, number>();

  return {
    refuse: (reason) => {
      refused.set(reason, (refused.get(reason) ?? 0) + 1);
      notices.add({ count: 1, reason });
      return reason === 'closed' ? 'closed' : 'full';
    },
    complete: (stats, written) => {
      const underWay = Math.max(0, written - stats.received);
      const dropped = { ...stats.dropped };
      let here = 0;
      for (const [reason, count] of refused) {
        dropped[reason] = (dropped[reason] ?? 0) + count;
        here += count;
      }
      return {
        ...stats,
        received: stats.received + underWay + here,
        accepted: stats.accepted + underWay,
        waiting: stats.waiting + underWay,
        dropped,
      };
    },
  };
};
