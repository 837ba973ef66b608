import type { FlushOptions, FlushResult } from '../core/handler.js';
import { checkTimeoutMs } from './check-options.js';
import { threadState } from './thread-state.js';
import { endAll } from './whole-process.js';

/**
 * Stops the flush timer and closes every live handler of this process, those in worker threads included (called in a worker
 * thread: those of this thread). Delivers what it can within `timeoutMs` (default 5,000) and says what is left; of a worker that
 * does not answer, what it held when last heard of. May be called again.
 * Records logged afterwards are counted as dropped, with the reason `closed`.
 * @throws ConfigurationError (as a rejection) when `timeoutMs` is no time; nothing else rejects.
 */
export const shutdown = async ({ timeoutMs = 5000 }: FlushOptions = {}): Promise<FlushResult> => {
  checkTimeoutMs('shutdown', timeoutMs);
  threadState().stopFlushTimer?.();
  return endAll('close', timeoutMs);
};
