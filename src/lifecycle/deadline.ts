import type { Clock } from '../core/clock.js';

/** An end to waiting. Until it has passed or is cancelled it keeps the process alive: somebody awaits what it bounds. */
export type Deadline = { readonly passed: Promise<undefined>; cancel(): void };

export const createDeadline = (clock: Clock, ms: number): Deadline => {
  let cancel = (): void => undefined;
  const passed = new Promise<undefined>((resolve) => {
    cancel = clock.setTimer(ms, () => resolve(undefined), true);
  });
  return { passed, cancel };
};
