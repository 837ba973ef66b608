import type { Clock } from '../../core/clock.js';

/** Waits a moment for it: a disk that is stuck must not hold up a program that ends. */
export const soon = (done: Promise<unknown>, clock: Pick<Clock, 'setTimer'>): Promise<void> =>
  new Promise((resolve) => {
    const cancel = clock.setTimer(LONGEST_WAIT_MS, resolve, true);
    const end = (): void => {
      cancel();
      resolve();
    };
    done.then(end, end);
  });

const LONGEST_WAIT_MS = 50;
