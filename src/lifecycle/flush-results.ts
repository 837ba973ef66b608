import type { FlushResult } from '../core/handler.js';

export const NOTHING_WAITED: FlushResult = Object.freeze({ delivered: 0, spooled: 0, dropped: 0, left: 0 });

export const sumResults = (results: readonly FlushResult[]): FlushResult =>
  results.reduce(
    (sum, { delivered, spooled, dropped, left }) => ({
      delivered: sum.delivered + delivered,
      spooled: sum.spooled + spooled,
      dropped: sum.dropped + dropped,
      left: sum.left + left,
    }),
    NOTHING_WAITED,
  );
