import type { FlushOptions, FlushResult } from '../core/handler.js';
import { checkTimeoutMs } from './check-options.js';
import { endAll } from './whole-process.js';

/**
 * Flushes every live handler of this process, those in worker threads included (called in a worker thread: those of this
 * thread), and sums up what became of the records: `left` has what a worker that does not answer held when last heard of.
 * `timeoutMs` is 30,000 by default.
 * @throws ConfigurationError (as a rejection) when `timeoutMs` is no time; nothing else rejects.
 */
export const flushAll = async ({ timeoutMs = 30_000 }: FlushOptions = {}): Promise<FlushResult> =>
  endAll('flush', checkTimeoutMs('flushAll', timeoutMs));
