import { type Clock, systemClock } from '../core/clock.js';
import { createDeadline } from './deadline.js';
import { holdsRecords, isSafe, type LiveHandler, tryTo } from './live-handler.js';
import { patienceMs } from './patience.js';

/** A handler, and how long the end of a program may be held up for it. */
export type Ending = { readonly handler: LiveHandler; readonly closeTimeoutMs: number };

/**
 * A program that ends by itself loses nothing to a reachable collector: when its event loop has run dry, handlers that
 * still hold records are flushed. What the collector has not taken within a handler's `closeTimeoutMs` is given up (and
 * counted as `abandoned`), so that an unreachable one does not keep the program alive, however often Node asks `beforeExit` again.
 *
 * A worker thread has a `beforeExit` of its own, which behaves the same. `process.exit()` and signals do not come by here.
 */
export const watchNaturalEnd = (endings: () => readonly Ending[]): void => {
  const endRound = createRounds(systemClock);
  process.on('beforeExit', () => {
    // A tick later, for what the app logs in a listener of its own.
    process.nextTick(() => void endRound(endings().filter(({ handler }) => holdsRecords(handler))));
  });
};

/**
 * Node asks again once all is flushed: records accepted meanwhile get a round of their own. A program that logs each time it is asked
 * would never end, so that after a few rounds in a row its records wait for nobody. One that went on by itself after a round has
 * not come to its end: the next round is its first.
 */
export const createRounds = (clock: Clock): ((endings: readonly Ending[]) => Promise<void>) => {
  let rounds = 0;
  let cancel = (): void => {};
  return async (endings) => {
    cancel();
    rounds += 1;
    if (rounds <= MOST_ROUNDS) await flushBeforeEnd(endings, clock);
    cancel = clock.setTimer(ALIVE_AFTER_MS, () => {
      rounds = 0;
    });
  };
};

const MOST_ROUNDS = 3;

/** The timer holds no program: it fires only where something else does. */
const ALIVE_AFTER_MS = 50;

const flushBeforeEnd = async (endings: readonly Ending[], clock: Clock): Promise<void> => {
  await Promise.all(endings.map((ending) => flushOrGiveUp(ending, clock)));
};

const flushOrGiveUp = async ({ handler, closeTimeoutMs }: Ending, clock: Clock): Promise<void> => {
  const timeoutMs = patienceMs(closeTimeoutMs, isSafe(handler));
  const deadline = createDeadline(clock, timeoutMs);
  const result = await Promise.race([tryTo('flush', handler, timeoutMs), deadline.passed]);
  deadline.cancel();
  if (result === undefined || result.left > 0) await tryTo('close', handler, 0);
};
