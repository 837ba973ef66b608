import type { FlushOptions, FlushResult } from '../core/handler.js';
import { patienceMs } from './patience.js';

/** What flushing and closing need of the rooms they end. */
export type DrainDeps = {
  readonly closeTimeoutMs: number;
  cutAll(reason: 'flush' | 'close'): void;
  /** Records waiting and in flight. */
  held(): number;
  /** Waits until what is held now is gone. */
  wait(timeoutMs: number): Promise<FlushResult>;
  /** While on, timers keep the process alive. */
  hold(on: boolean): void;
  wake(): void;
  hurry(): void;
  /** The collector is away, but what waits is on disk, or will be: to wait for it is of no use. */
  isSafe(): boolean;
  /** Ends everything for good; what still waits is put on disk, where there is one, or given up. Answers how much is on disk. */
  end(): Promise<number>;
};

export type Drain = {
  flush(options?: FlushOptions): Promise<FlushResult>;
  close(options?: FlushOptions): Promise<FlushResult>;
  isClosed(): boolean;
};

const NOTHING_WAITED: FlushResult = { delivered: 0, spooled: 0, dropped: 0, left: 0 };
const DEFAULT_FLUSH_TIMEOUT_MS = 30_000;

/** How one handler is flushed and closed. Flushes may overlap: each waits for what it found. `close` happens once. */
export const createDrain = (deps: DrainDeps): Drain => {
  let closing: Promise<FlushResult> | undefined;
  let flushes = 0;

  const flush = (options?: FlushOptions): Promise<FlushResult> => {
    deps.cutAll('flush');
    return waitFor(options?.timeoutMs ?? DEFAULT_FLUSH_TIMEOUT_MS);
  };

  const waitFor = async (timeoutMs: number): Promise<FlushResult> => {
    if (deps.held() === 0) return NOTHING_WAITED;
    flushes += 1;
    deps.hold(true);
    const waiting = deps.wait(timeoutMs);
    deps.wake();
    const result = await waiting;
    flushes -= 1;
    if (flushes === 0) deps.hold(false);
    return result;
  };

  const close = (options?: FlushOptions): Promise<FlushResult> => {
    closing ??= shut(options?.timeoutMs ?? deps.closeTimeoutMs);
    return closing;
  };

  const shut = async (timeoutMs: number): Promise<FlushResult> => {
    deps.cutAll('close');
    deps.hurry();
    const result = await waitFor(patienceMs(timeoutMs, deps.isSafe()));
    const spooled = Math.min(result.left, await deps.end());
    return { ...result, spooled, left: result.left - spooled };
  };

  return { flush, close, isClosed: () => closing !== undefined };
};
