import type { BufferingAsyncHandler, FlushResult } from '../core/handler.js';

/** What this room asks of a handler. */
export type LiveHandler = Pick<
  BufferingAsyncHandler,
  'name' | 'flush' | 'close' | 'stats' | 'getHealthStatus' | 'getFailedLogs' | 'retryFailed'
>;

/** Flushes or closes a handler; `undefined` when it failed, which it should not. Never rejects. */
export const tryTo = async (verb: 'flush' | 'close', handler: LiveHandler, timeoutMs: number): Promise<FlushResult | undefined> => {
  try {
    return await handler[verb]({ timeoutMs });
  } catch {
    return undefined;
  }
};

/** Has a handler send what it holds, for a timer: nobody waits, so that flushes cannot pile up behind a slow collector. */
export const nudge = (handler: LiveHandler): void => void tryTo('flush', handler, 0);

/** Whether a handler has something to lose. */
export const holdsRecords = (handler: LiveHandler): boolean => recordsHeld(handler) > 0;

export const recordsHeld = (handler: LiveHandler): number => {
  const { waiting, inFlight, spooled } = handler.stats();
  return waiting + inFlight + spooled;
};

/** The collector takes nothing, but what waits is on disk, or will be: to wait for it is of no use. */
export const isSafe = (handler: LiveHandler): boolean => {
  const { spool, consecutiveFailures } = handler.getHealthStatus();
  return spool?.state === 'ok' && consecutiveFailures > 0;
};
