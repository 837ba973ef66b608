import { systemClock } from '../core/clock.js';
import type { Diagnostic, DropNotice, FailedLog, FlushOptions, FlushResult, HealthStatus, Stats } from '../core/handler.js';
import { safely } from '../core/safely.js';
import { registerPipe } from '../lifecycle/pipes.js';
import { remoteEngine } from '../lifecycle/remote-engine.js';
import type { Refusals } from './refusals.js';

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
  readonly options: {
    readonly settings: { readonly name: string; readonly closeTimeoutMs: number };
    readonly onDiagnostic: ((diagnostic: Diagnostic) => void) | undefined;
    readonly onDrop: ((notice: DropNotice) => void) | undefined;
  };
  /** Records written to the worker for this engine so far. */
  readonly written: () => number;
  /** Those that this thread refused. */
  readonly refusals: Refusals;
  /** Resolves when the worker has read all that was written before, or the time is over. */
  readonly drainPipe: (timeoutMs: number) => Promise<void>;
  /** Ends the thread, whose handler is closed by then. */
  readonly end: () => void;
};

export const createWorkerHandler = (deps: WorkerHandlerDeps): { readonly handler: WorkerHandler; readonly isClosed: () => boolean } => {
  const { id, options, written, refusals, drainPipe, end } = deps;
  const { settings, onDiagnostic, onDrop } = options;
  const remote = remoteEngine(id);
  let lastKnown: Stats | undefined;
  let closing: Promise<FlushResult> | undefined;
  const stops = [
    registerPipe(drainPipe),
    remote.on('diagnostic', safely(onDiagnostic)),
    remote.on('dropped', safely(onDrop)),
    remote.forget,
  ];

  const stats = async (): Promise<Stats | undefined> => {
    lastKnown = (await remote.stats()) ?? lastKnown;
    return lastKnown && refusals.complete(lastKnown, written());
  };

  const ask = async (verb: 'flush' | 'close', timeoutMs: number): Promise<FlushResult | undefined> => {
    const untilMs = systemClock.monotonic() + timeoutMs;
    await drainPipe(timeoutMs);
    return remote[verb]({ timeoutMs: Math.max(0, untilMs - systemClock.monotonic()) });
  };

  /** Of a worker that does not answer we know only what it was given, and what it last said became of that. */
  const unknown = (): FlushResult => ({ delivered: 0, spooled: 0, dropped: 0, left: heldAtMost(lastKnown, written()) });

  /** A worker that does not answer is left to the process's exit: to end it would block this thread for as long as it is stuck. */
  const shut = async (timeoutMs: number): Promise<FlushResult> => {
    const result = await ask('close', timeoutMs);
    if (result !== undefined) {
      await stats();
      end();
    }
    for (const stop of stops) stop();
    return result ?? unknown();
  };

  const close = (options?: FlushOptions): Promise<FlushResult> => {
    closing ??= shut(options?.timeoutMs ?? settings.closeTimeoutMs);
    return closing;
  };

  const handler: WorkerHandler = {
    name: settings.name,
    flush: async (options) => (await ask('flush', options?.timeoutMs ?? FLUSH_TIMEOUT_MS)) ?? unknown(),
    close,
    stats,
    getHealthStatus: remote.getHealthStatus,
    getFailedLogs: remote.getFailedLogs,
    retryFailed: remote.retryFailed,
    [Symbol.asyncDispose]: async () => {
      await close();
    },
  };
  return { handler, isClosed: () => closing !== undefined };
};

const heldAtMost = (stats: Stats | undefined, written: number): number =>
  stats === undefined ? written : stats.waiting + stats.inFlight + Math.max(0, written - stats.received);

const FLUSH_TIMEOUT_MS = 30_000;
