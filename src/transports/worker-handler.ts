import { systemClock } from '../core/clock.js';
import type { FailedLog, FlushOptions, FlushResult, HealthStatus, Stats } from '../core/handler.js';
import { safely } from '../core/safely.js';
import { registerPipe } from '../lifecycle/pipes.js';
import { remoteEngine } from '../lifecycle/remote-engine.js';
import type { WorkerOptions } from './worker-options.js';

/**
 * A handler that lives in a worker thread, as this thread holds it: the same questions, answered by promises, none of
 * which rejects. An answer is `undefined` when the worker gave none in time.
 */
export type WorkerHandler = {
  readonly name: string;
  /** Resolves when all that was logged before is delivered or given up, or the time is over. */
  flush(options?: FlushOptions): Promise<FlushResult>;
  /** Delivers what it can within the time, then ends the worker. */
  close(options?: FlushOptions): Promise<FlushResult>;
  /** After `close`: the final counts. */
  stats(): Promise<Stats | undefined>;
  getHealthStatus(): Promise<HealthStatus | undefined>;
  getFailedLogs(): Promise<readonly FailedLog[] | undefined>;
  retryFailed(): Promise<number | undefined>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type WorkerHandlerDeps = {
  readonly id: string;
  readonly options: WorkerOptions;
  /** Resolves when the worker has read all that was written before, or the time is over. */
  readonly drainPipe: (timeoutMs: number) => Promise<void>;
  /** Ends the thread, whose handler is closed by then. */
  readonly end: () => void;
};

export const createWorkerHandler = ({ id, options, drainPipe, end }: WorkerHandlerDeps): WorkerHandler => {
  const { settings, onDiagnostic, onDrop } = options;
  const remote = remoteEngine(id);
  const leavePipes = registerPipe(drainPipe);
  let lastKnown: Stats | undefined;
  let closing: Promise<FlushResult> | undefined;
  remote.on('diagnostic', safely(onDiagnostic));
  remote.on('dropped', safely(onDrop));

  const stats = async (): Promise<Stats | undefined> => {
    lastKnown = (await remote.stats()) ?? lastKnown;
    return lastKnown;
  };

  /** A worker that does not answer holds, for all we know, what it last said it held. */
  const ask = async (verb: 'flush' | 'close', timeoutMs: number): Promise<FlushResult> => {
    const untilMs = systemClock.monotonic() + timeoutMs;
    await drainPipe(timeoutMs);
    const result = await remote[verb]({ timeoutMs: Math.max(0, untilMs - systemClock.monotonic()) });
    return result ?? { delivered: 0, spooled: 0, dropped: 0, left: lastKnown === undefined ? 0 : lastKnown.waiting + lastKnown.inFlight };
  };

  const shut = async (timeoutMs: number): Promise<FlushResult> => {
    const result = await ask('close', timeoutMs);
    await stats();
    leavePipes();
    remote.forget();
    end();
    return result;
  };

  const close = ({ timeoutMs = settings.closeTimeoutMs }: FlushOptions = {}): Promise<FlushResult> => {
    closing ??= shut(timeoutMs);
    return closing;
  };

  return {
    name: settings.name,
    flush: ({ timeoutMs = FLUSH_TIMEOUT_MS } = {}) => ask('flush', timeoutMs),
    close,
    stats,
    getHealthStatus: remote.getHealthStatus,
    getFailedLogs: remote.getFailedLogs,
    retryFailed: remote.retryFailed,
    [Symbol.asyncDispose]: async () => {
      await close();
    },
  };
};

const FLUSH_TIMEOUT_MS = 30_000;
