import { isMainThread } from 'node:worker_threads';
import { type Clock, systemClock } from '../core/clock.js';
import { checkIterations, checkSeconds } from './check-options.js';
import { nudge } from './live-handler.js';
import { liveHandlers } from './registry.js';
import { threadSwitchboard } from './switchboard.js';
import { threadState } from './thread-state.js';

/** Stops the timer; what was logged is still flushed by its own transport. */
export type FlushTimer = { stop(): void };

/** For tests mostly. */
export type FlushTimerOptions = {
  /** Flushes after the first one, then the timer stops. Default: no end. */
  readonly maxIterations?: number | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
};

/**
 * Flushes every live handler of this process at once and then every `seconds`: those in worker threads too, and those made
 * later. One timer per process: a second call replaces the first, 0 stops it. It comes on top of each handler's
 * `flushIntervalMs` and never keeps the process alive.
 * @throws ConfigurationError when an argument is wrong.
 */
export const startFlushTimer = (
  seconds: number,
  { maxIterations = Number.POSITIVE_INFINITY, clock = systemClock }: FlushTimerOptions = {},
): FlushTimer => {
  checkSeconds(seconds);
  checkIterations(maxIterations);
  const state = threadState();
  state.stopFlushTimer?.();
  let iterations = 0;
  let cancel = (): void => undefined;

  const stop = (): void => {
    cancel();
    if (state.stopFlushTimer === stop) state.stopFlushTimer = undefined;
  };
  const round = (): void => {
    if (iterations < maxIterations) cancel = clock.setTimer(seconds * 1000, round);
    else stop();
    iterations += 1;
    flushEverybody();
  };

  if (seconds === 0) return { stop };
  state.stopFlushTimer = stop;
  round();
  return { stop };
};

const flushEverybody = (): void => {
  liveHandlers().forEach(nudge);
  if (isMainThread) threadSwitchboard().nudge();
};
