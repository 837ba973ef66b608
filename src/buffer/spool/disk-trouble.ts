/** Whether the disk may be used now. `away`: not before `untilMs`, on the clock that the caller passes in (monotonic). */
export type DiskState = { readonly type: 'ok' } | { readonly type: 'away'; readonly reason: 'failed' | 'slow'; readonly untilMs: number };

export type DiskTrouble = {
  /** A write or a sync failed: rest 1 s. To try again costs one call that fails at once, and space may be there any moment. */
  failed(nowMs: number): void;
  /** A write was made. A slow disk is as bad as a dead one for an app that waits for each line: it rests 1 s, then twice as long each time, at most 30 s. */
  succeeded(nowMs: number, tookMs: number): void;
  mayTry(nowMs: number): boolean;
  state(): DiskState;
};

const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 30_000;
/**
 * One write above this, or a moving average above the other over enough writes, is slow. A healthy write takes 2 microseconds, but one
 * process among many that starve for CPU may well wait some hundred milliseconds for its turn in the midst of one.
 */
const SLOW_WRITE_MS = 1000;
const SLOW_ON_AVERAGE_MS = 20;
const ENOUGH_WRITES = 20;
/** So small that one write of a second, wherever it stands, does not make an average that is slow. */
const WEIGHT_OF_LATEST = 0.02;

export const createDiskTrouble = (): DiskTrouble => {
  let state: DiskState = { type: 'ok' };
  let slowRestMs = FIRST_REST_MS;
  let averageMs = 0;
  let writes = 0;

  const rest = (reason: 'failed' | 'slow', untilMs: number): void => {
    state = { type: 'away', reason, untilMs };
    averageMs = 0;
    writes = 0;
  };
  return {
    failed: (nowMs) => rest('failed', nowMs + FIRST_REST_MS),
    succeeded: (nowMs, tookMs) => {
      writes += 1;
      averageMs += (tookMs - averageMs) * WEIGHT_OF_LATEST;
      if (tookMs > SLOW_WRITE_MS || (writes >= ENOUGH_WRITES && averageMs > SLOW_ON_AVERAGE_MS)) {
        rest('slow', nowMs + slowRestMs);
        slowRestMs = Math.min(LONGEST_REST_MS, slowRestMs * 2);
        return;
      }
      slowRestMs = FIRST_REST_MS;
      state = { type: 'ok' };
    },
    mayTry: (nowMs) => state.type === 'ok' || nowMs >= state.untilMs,
    state: () => state,
  };
};
