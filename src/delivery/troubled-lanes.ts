import type { Outcome } from '../core/outcome.js';
import { paceMs, type RetrySettings, restMs } from './backoff.js';
import { type RestCause, restCauseOf } from './rest-cause.js';

/** One group whose last attempt failed. */
export type TroubledLane = {
  readonly failures: number;
  /** Monotonic milliseconds. */
  readonly until: number;
  readonly cause: RestCause;
  /** Absent where it rests for another reason. */
  readonly refused?: Refused | undefined;
};

/** A group whose records were refused one by one. */
export type Refused = {
  /** When that began, in monotonic milliseconds. */
  readonly since: number;
  /** The chunk that was refused in every part. */
  readonly id: string;
  /** The number of the chunk whose records they were, and the index in it up to which they were tried alone. */
  readonly order: number;
  readonly upTo: number;
};

/**
 * Remembers the groups in trouble, and only these: a delivery makes a group forgotten. One whose records were given up meanwhile
 * is never tried again, so what was remembered longest makes room.
 */
export type TroubledLanes = {
  get(group: string): TroubledLane | undefined;
  fail(group: string, failure: LaneFailure): TroubledLane;
  forget(group: string): void;
  /** Whether any group that is still asked waits for a configuration to be mended. */
  anyHeld(now: number): boolean;
};

export type LaneFailure = {
  readonly outcome: Extract<Outcome, { type: 'busy' | 'held' }>;
  readonly now: number;
  readonly random: number;
  readonly refused?: Refused | undefined;
};

export const createTroubledLanes = (retry: RetrySettings): TroubledLanes => {
  const lanes = new Map<string, TroubledLane>();
  return {
    get: (group) => lanes.get(group),
    fail: (group, { outcome, now, random, refused }) => {
      const { failures, refused: refusedBefore } = lanes.get(group) ?? { failures: 0, refused: undefined };
      const ms =
        outcome.type === 'held' ? paceMs(random, retry.capMs) : restMs(failures, random, { retry, retryAfterMs: outcome.retryAfterMs });
      const lane = { failures: failures + 1, until: now + ms, cause: restCauseOf(outcome), refused: refused ?? refusedBefore };
      lanes.delete(group);
      lanes.set(group, lane);
      if (lanes.size > MOST_LANES) lanes.delete(lanes.keys().next().value ?? '');
      return lane;
    },
    forget: (group) => {
      lanes.delete(group);
    },
    anyHeld: (now) => {
      for (const { cause, until } of lanes.values()) if (cause === 'held' && now < until + retry.capMs) return true;
      return false;
    },
  };
};

const MOST_LANES = 10_000;
