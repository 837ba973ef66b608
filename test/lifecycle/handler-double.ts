import type { FlushResult, HealthStatus, Stats } from '../../src/core/handler.js';
import type { LiveHandler } from '../../src/lifecycle/live-handler.js';

/** A handler whose deliveries a test makes happen. */
export type HandlerDouble = LiveHandler & {
  /** Calls of `flush` and `close`, in order, such as `flush 30000`. */
  readonly calls: readonly string[];
  accept(count: number): void;
  /** The collector takes all that waits: flushes and closes under way resolve. */
  deliver(): void;
};

type DoubleOptions = {
  readonly name?: string;
  /** `at once` (default): a flush or close delivers by itself; `when told`: `deliver()` does; `never returns`: not even the time ends it. */
  readonly delivers?: 'at once' | 'when told' | 'never returns';
  readonly status?: HealthStatus['status'];
  setTimer?(ms: number, run: () => void): void;
};

export const handlerDouble = ({
  name = 'double',
  delivers = 'at once',
  status = 'healthy',
  setTimer = (ms, run) => void setTimeout(run, ms).unref(),
}: DoubleOptions = {}): HandlerDouble => {
  const calls: string[] = [];
  const waits = new Set<(taken: boolean) => void>();
  let waiting = 0;
  let delivered = 0;
  let dropped = 0;

  const deliver = (): void => {
    for (const end of [...waits]) end(true);
    delivered += waiting;
    waiting = 0;
  };
  const wait = (verb: string, timeoutMs = -1): Promise<FlushResult> => {
    calls.push(`${verb} ${timeoutMs}`);
    const count = waiting;
    const result = new Promise<FlushResult>((resolve) => {
      const end = (taken: boolean): void => {
        waits.delete(end);
        resolve({ delivered: taken ? count : 0, spooled: 0, dropped: 0, left: taken ? 0 : count });
      };
      waits.add(end);
      if (delivers !== 'never returns' && timeoutMs >= 0) setTimer(timeoutMs, () => end(false));
    });
    if (delivers === 'at once') deliver();
    return result;
  };
  const stats = (): Stats => ({
    received: delivered + waiting + dropped,
    accepted: delivered + waiting + dropped,
    recovered: 0,
    delivered,
    dropped: dropped > 0 ? { abandoned: dropped } : {},
    deadLettered: 0,
    spooled: 0,
    waiting,
    inFlight: 0,
    bytes: 0,
    groups: 0,
    attempts: 0,
    retries: 0,
  });

  return {
    name,
    calls,
    accept: (count) => {
      waiting += count;
    },
    deliver,
    flush: ({ timeoutMs } = {}) => wait('flush', timeoutMs),
    close: async ({ timeoutMs } = {}) => {
      const result = await wait('close', timeoutMs);
      dropped += result.left;
      waiting -= result.left;
      return result;
    },
    stats,
    getHealthStatus: () => ({ status, name, stats: stats() }) as HealthStatus,
    getFailedLogs: () => [],
    retryFailed: () => 0,
  };
};
