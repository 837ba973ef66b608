import type { Clock } from '../core/clock.js';

/** Rings once, and only as long as it is set. */
export type Alarm = {
  /** Rings after the usual time, or sooner where it was set before. */
  set(): void;
  /** Rings in the next turn of the event loop. */
  setNow(): void;
  cancel(): void;
};

export const createAlarm = (clock: Pick<Clock, 'setTimer'>, usualMs: number, ring: () => void): Alarm => {
  let cancelTimer: (() => void) | undefined;

  const cancel = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
  };

  return {
    set: () => {
      cancelTimer ??= clock.setTimer(usualMs, ring);
    },
    setNow: () => {
      cancel();
      cancelTimer = clock.setTimer(0, ring);
    },
    cancel,
  };
};
