import type { Clock } from '../core/clock.js';

/** One absolute end of an attempt, however the time before it is spent. */
export type Deadline = {
  /** Aborts at the deadline, or with the signal that was given. */
  readonly signal: AbortSignal;
  readonly hasPassed: boolean;
  /** Call when the attempt is over. */
  end(): void;
};

/**
 * Aborts after `ms`, or with `outer`. A timer that fires late means that our own event loop stood still; an answer may lie in the
 * socket unread, so it gets one grace.
 */
export const startDeadline = (ms: number, clock: Clock, outer: AbortSignal): Deadline => {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const dueAt = clock.monotonic() + ms;
  let hasPassed = false;

  const pass = (): void => {
    hasPassed = true;
    abort();
  };
  const fire = (): void => {
    const isLate = clock.monotonic() - dueAt > LATE_MS;
    if (isLate) cancel = clock.setTimer(Math.min(ms, LONGEST_GRACE_MS), pass);
    else pass();
  };
  let cancel = clock.setTimer(ms, fire);

  outer.addEventListener('abort', abort, { once: true });
  if (outer.aborted) abort();
  return {
    signal: controller.signal,
    get hasPassed() {
      return hasPassed;
    },
    end: () => {
      cancel();
      outer.removeEventListener('abort', abort);
    },
  };
};

const LATE_MS = 250;
const LONGEST_GRACE_MS = 1000;

/** The promise, or `undefined` once the signal aborts. */
export const untilAborted = async <Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> => {
  let stopWaiting = (): void => {};
  const aborted = new Promise<undefined>((resolve) => {
    stopWaiting = () => resolve(undefined);
    signal.addEventListener('abort', stopWaiting, { once: true });
    if (signal.aborted) stopWaiting();
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stopWaiting);
  }
};
