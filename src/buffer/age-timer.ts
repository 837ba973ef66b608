import type { Clock } from '../core/clock.js';

export type AgeTimerDeps = {
  readonly clock: Clock;
  /** When something open is old enough, in monotonic milliseconds; undefined when nothing is open. */
  readonly nextDueAt: () => number | undefined;
  readonly onDue: (now: number) => void;
};

/** One timer for the age of everything open: it runs only while something is. */
export const createAgeTimer = ({ clock, nextDueAt, onDue }: AgeTimerDeps): { watch(): void; stop(): void } => {
  let cancel: (() => void) | undefined;

  const watch = (): void => {
    if (cancel === undefined) arm();
  };

  const arm = (): void => {
    const dueAt = nextDueAt();
    cancel = dueAt === undefined ? undefined : clock.setTimer(dueAt - clock.monotonic(), run);
  };

  const run = (): void => {
    onDue(clock.monotonic());
    arm();
  };

  return { watch, stop: () => cancel?.() };
};
