import { isMainThread } from 'node:worker_threads';
import { type Clock, systemClock } from '../core/clock.js';
import type { FlushResult } from '../core/handler.js';
import { createDeadline } from './deadline.js';
import { NOTHING_WAITED, sumResults } from './flush-results.js';
import { type LiveHandler, recordsHeld, tryTo } from './live-handler.js';
import { drainPipes } from './pipes.js';
import { liveHandlers } from './registry.js';
import { threadSwitchboard } from './switchboard.js';

type Ending = 'flush' | 'close';

/** Whom a word for the whole process reaches. */
export type Reach = {
  readonly clock: Clock;
  readonly handlers: readonly LiveHandler[];
  /** The engines in worker threads. */
  askWorkers(verb: Ending, timeoutMs: number): Promise<readonly FlushResult[]>;
};

/**
 * Flushes or closes everything at once, and sums up. Returns within the time and never rejects, whatever a handler does;
 * the process is kept alive meanwhile.
 */
export const endAll = async (verb: Ending, timeoutMs: number, reach: Reach = wholeProcess()): Promise<FlushResult> => {
  const { clock, handlers, askWorkers } = reach;
  const deadline = createDeadline(clock, timeoutMs + SLACK_MS);
  const there = askWorkers(verb, timeoutMs);
  const here = handlers.map(async (handler) => {
    const ended = tryTo(verb, handler, timeoutMs);
    return (await Promise.race([ended, deadline.passed])) ?? { ...NOTHING_WAITED, left: recordsHeld(handler) };
  });
  const results = await Promise.all([...here, Promise.race([there, deadline.passed]).then((answers) => sumResults(answers ?? []))]);
  deadline.cancel();
  return sumResults(results);
};

/** A handler keeps its own time; this is for one that does not. */
const SLACK_MS = 75;

/** A worker thread speaks for itself alone; the main thread for all. */
const wholeProcess = (): Reach => ({
  clock: systemClock,
  handlers: liveHandlers(),
  askWorkers: isMainThread ? drainAndAsk : async () => [],
});

/** What is still on its way to a worker comes first, for half of the time at most. */
const drainAndAsk = async (verb: Ending, timeoutMs: number): Promise<readonly FlushResult[]> => {
  const switchboard = threadSwitchboard();
  const startMs = systemClock.monotonic();
  await drainPipes(timeoutMs / 2, systemClock);
  const elapsedMs = systemClock.monotonic() - startMs;
  const { answers, held } = await switchboard.ask({ verb, timeoutMs: Math.max(0, timeoutMs - elapsedMs) });
  return [...answers, { ...NOTHING_WAITED, left: held }];
};
