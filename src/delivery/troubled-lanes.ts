import type { Outcome } from '../core/outcome.js';
import { paceMs, type RetrySettings, restMs } from './backoff.js';
import { type RestCause, restCauseOf } from './rest-cause.js';

/** One group whose last attempt failed. */
export type TroubledLane = {
  readonly failures: number;
  /** Monotonic milliseconds. */
  readonly until: number;
  readonly cause: RestCause;
  /** When its records began to be refused one by one, in monotonic milliseconds; absent where it rests for another reason. */
  readonly refusedAt?: number | undefined;
};

/** Remembers the groups in trouble, and only these: a delivery makes a group forgotten. */
export type TroubledLanes = {
  get(group: string): TroubledLane | undefined;
  fail(group: string, failure: LaneFailure): TroubledLane;
  forget(group: string): void;
  readonly anyHeld: boolean;
};

export type LaneFailure = {
  readonly outcome: Extract<Outcome, { type: 'busy' | 'held' }>;
  readonly now: number;
  readonly random: number;
  readonly refusedAt?: number | undefined;
};

export const createTroubledLanes = (retry: RetrySettings): TroubledLanes => {
  const lanes = new Map<string, TroubledLane>();
  return {
    get: (group) => lanes.get(group),
    fail: (group, { outcome, now, random, refusedAt }) => {
      const { failures, refusedAt: refusedBefore } = lanes.get(group) ?? { failures: 0, refusedAt: undefined };
      const ms =
        outcome.type === 'held' ? paceMs(random, retry.capMs) : restMs(failures, random, { retry, retryAfterMs: outcome.retryAfterMs });
      const lane = { failures: failures + 1, until: now + ms, cause: restCauseOf(outcome), refusedAt: refusedAt ?? refusedBefore };
      lanes.set(group, lane);
      return lane;
    },
    forget: (group) => {
      lanes.delete(group);
    },
    get anyHeld() {
      for (const { cause } of lanes.values()) if (cause === 'held') return true;
      return false;
    },
  };
};
