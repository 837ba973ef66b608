import type { Clock } from '../core/clock.js';
import type { DropNotice } from '../core/handler.js';
import { safely } from '../core/safely.js';

/**
 * Tells `onDrop` of records that were given up: summed up by reason and group, never within the call that gave them up, and at
 * most once a second. So a listener that logs, to the very logger whose buffer is full, cannot make a loop of it.
 */
export type DropNotices = {
  add(notice: DropNotice): void;
  /** Tells what has not been told yet. */
  tellRest(): void;
};

const PAUSE_MS = 1000;
const MOST_GROUPS = 1000;

export const createDropNotices = (clock: Clock, onDrop: ((notice: DropNotice) => void) | undefined): DropNotices => {
  const tell = safely(onDrop);
  const sums = new Map<string, DropNotice>();
  let toldAt = Number.NEGATIVE_INFINITY;
  let isPlanned = false;

  const add = (notice: DropNotice): void => {
    if (onDrop === undefined) return;
    const { reason, count } = notice;
    const group = sums.size < MOST_GROUPS ? notice.group : undefined;
    const key = `${reason} ${group ?? ''}`;
    sums.set(key, { count: count + (sums.get(key)?.count ?? 0), reason, group });
    plan();
  };

  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    clock.setTimer(Math.max(0, toldAt + PAUSE_MS - clock.monotonic()), () => {
      isPlanned = false;
      tellRest();
    });
  };

  const tellRest = (): void => {
    const notices = [...sums.values()];
    sums.clear();
    toldAt = clock.monotonic();
    for (const notice of notices) tell(notice);
  };

  return { add, tellRest };
};
