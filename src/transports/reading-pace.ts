import { setImmediate as turn } from 'node:timers/promises';
import type { HealthStatus } from '../core/handler.js';

/** How fast a worker reads what the app's thread has written. */
export type ReadingPace = {
  /** Resolves when the next piece may be read. */
  next(): Promise<void>;
};

/**
 * A worker reads faster than any collector takes records, so a burst would fill its buffer, and be shed, while the collector is well. What it
 * does not read waits in the app's thread, which goes on without a stop; but there nothing bounds it. So a worker whose buffer is nearly full
 * waits for room, but only while deliveries succeed, and not for long: 2 s, which come back over a minute. What is logged faster than it is
 * taken for longer than that, or while the collector is away, is read at once, and the overflow policy says what gives way. With a spool memory
 * is no bound.
 */
export const createReadingPace = (health: () => Fill, { now, wait, onWait }: PaceDeps): ReadingPace => {
  let patienceMs = MOST_PATIENCE_MS;
  let leftAt = now();

  const regain = (): void => {
    patienceMs = Math.min(MOST_PATIENCE_MS, patienceMs + (now() - leftAt) * REGAINED);
  };

  const next = async (): Promise<void> => {
    await turn();
    regain();
    while (patienceMs > 0 && isCrowded(health())) {
      const from = now();
      onWait();
      await wait(LOOK_AGAIN_MS);
      patienceMs -= now() - from;
    }
    leftAt = now();
  };

  return { next };
};

export type Fill = Pick<HealthStatus, 'consecutiveFailures' | 'spool'> & {
  readonly buffer: Pick<HealthStatus['buffer'], 'bytes' | 'maxBytes'>;
};

export type PaceDeps = {
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Hears that something is still to be read. */
  readonly onWait: () => void;
};

const MOST_PATIENCE_MS = 2000;
const REGAINED = 1 / 30;
const LOOK_AGAIN_MS = 5;

/** Below 80 %, where the policy begins to shed, by more than a piece. */
const NEARLY_FULL = 0.7;

const isCrowded = ({ buffer, consecutiveFailures, spool }: Fill): boolean =>
  spool === undefined && consecutiveFailures === 0 && buffer.bytes > buffer.maxBytes * NEARLY_FULL;
