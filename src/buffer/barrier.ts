import type { Clock } from '../core/clock.js';
import type { FlushResult } from '../core/handler.js';

/**
 * Waits for what was there when it was asked. Records are told apart by their chunk's number: what is below the mark was
 * accepted before. Any number of waits may run at once; each has its own mark.
 */
export type Barrier = {
  /** Resolves when `records` records of chunks numbered below `mark` are gone, or after `timeoutMs`. */
  wait(mark: number, records: number, timeoutMs: number): Promise<FlushResult>;
  /** Tells that records of the chunk numbered `order` are gone. */
  gone(order: number, count: number, how: 'delivered' | 'dropped'): void;
  /** Ends all waits: nothing more will come. */
  release(): void;
  readonly waits: number;
};

type Wait = { readonly mark: number; left: number; delivered: number; dropped: number; end(): void };

export const createBarrier = (clock: Clock): Barrier => {
  const waits = new Set<Wait>();

  const wait = (mark: number, records: number, timeoutMs: number): Promise<FlushResult> =>
    new Promise((resolve) => {
      const end = (): void => {
        cancel();
        waits.delete(pending);
        resolve({ delivered: pending.delivered, spooled: 0, dropped: pending.dropped, left: pending.left });
      };
      const pending: Wait = { mark, left: records, delivered: 0, dropped: 0, end };
      const cancel = records === 0 ? () => {} : clock.setTimer(timeoutMs, end, true);
      if (records === 0) end();
      else waits.add(pending);
    });

  const gone = (order: number, count: number, how: 'delivered' | 'dropped'): void => {
    for (const pending of waits) {
      if (order >= pending.mark) continue;
      pending.left -= count;
      pending[how] += count;
      if (pending.left <= 0) pending.end();
    }
  };

  const release = (): void => {
    for (const { end } of [...waits]) end();
  };

  return {
    wait,
    gone,
    release,
    get waits() {
      return waits.size;
    },
  };
};
