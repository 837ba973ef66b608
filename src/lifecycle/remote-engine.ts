import type { FailedLog, FlushOptions, FlushResult, HealthStatus, Stats } from '../core/handler.js';
import type { EngineEvents, Verb } from './messages.js';
import { type Switchboard, threadSwitchboard } from './switchboard.js';

/**
 * An engine in a worker thread, as the thread that started it sees it. It was opened there under the same id.
 * An answer is `undefined` when none came in time; nothing rejects.
 */
export type RemoteEngine = {
  flush(options?: FlushOptions): Promise<FlushResult | undefined>;
  close(options?: FlushOptions): Promise<FlushResult | undefined>;
  /** After the engine's end: its final counts. */
  stats(): Promise<Stats | undefined>;
  getHealthStatus(): Promise<HealthStatus | undefined>;
  getFailedLogs(): Promise<readonly FailedLog[] | undefined>;
  retryFailed(): Promise<number | undefined>;
  /** Hears what the engine tells by `tellMain`; the result ends that. */
  on<Name extends keyof EngineEvents>(name: Name, listener: (value: EngineEvents[Name]) => void): () => void;
  /** Lets go of the channel. */
  forget(): void;
};

const FLUSH_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 5000;
/** For what an engine answers at once, its start included. */
const ANSWER_TIMEOUT_MS = 2000;

export const remoteEngine = (id: string, switchboard: Switchboard = threadSwitchboard()): RemoteEngine => {
  let finalStats: Stats | undefined;
  let hasEnded = false;
  const forget = switchboard.listen(id, (message) => {
    if (message.type !== 'bye') return;
    hasEnded = true;
    finalStats = message.stats;
  });

  const ask = async <Name extends Verb>(verb: Name, timeoutMs = ANSWER_TIMEOUT_MS) => {
    if (hasEnded) return undefined;
    const { answers } = await switchboard.ask({ verb, timeoutMs, engine: id });
    return answers[0];
  };

  return {
    flush: ({ timeoutMs = FLUSH_TIMEOUT_MS } = {}) => ask('flush', timeoutMs),
    close: ({ timeoutMs = CLOSE_TIMEOUT_MS } = {}) => ask('close', timeoutMs),
    stats: async () => finalStats ?? (await ask('stats')) ?? finalStats,
    getHealthStatus: () => ask('health'),
    getFailedLogs: () => ask('failedLogs'),
    retryFailed: () => ask('retryFailed'),
    on: (name, listener) =>
      switchboard.listen(id, (message) => {
        if (message.type === 'event' && message.name === name) listener(message.value as EngineEvents[typeof name]);
      }),
    forget,
  };
};
