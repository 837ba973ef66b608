import { type Clock, systemClock } from '../core/clock.js';
import { createDeadline } from './deadline.js';
import { holdsRecords, type LiveHandler, tryTo } from './live-handler.js';

/**
 * A program that ends by itself loses nothing to a reachable collector: when its event loop has run dry, handlers that
 * still hold records are flushed. What the collector has not taken within the budget is given up (and counted as
 * `abandoned`), so that an unreachable one does not keep the program alive, however often Node asks `beforeExit` again.
 *
 * A worker thread has a `beforeExit` of its own, which behaves the same. `process.exit()` and signals do not come by here.
 */
export const watchNaturalEnd = (liveHandlers: () => readonly LiveHandler[]): void => {
  process.on('beforeExit', () => {
    // A tick later, for what the app logs in a listener of its own.
    process.nextTick(() => void flushBeforeEnd(liveHandlers().filter(holdsRecords), systemClock));
  });
};

/** How long the end of a program may be held up: the close budget. */
const BUDGET_MS = 5000;

/** Node asks again once all is done: records accepted meanwhile get a round of their own. */
export const flushBeforeEnd = async (handlers: readonly LiveHandler[], clock: Clock): Promise<void> => {
  if (handlers.length === 0) return;
  const deadline = createDeadline(clock, BUDGET_MS);
  await Promise.all(handlers.map((handler) => flushOrGiveUp(handler, deadline.passed)));
  deadline.cancel();
};

const flushOrGiveUp = async (handler: LiveHandler, overtime: Promise<undefined>): Promise<void> => {
  const result = await Promise.race([tryTo('flush', handler, BUDGET_MS), overtime]);
  if (result === undefined || result.left > 0) await tryTo('close', handler, 0);
};
