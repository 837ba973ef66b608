import * as v from 'valibot';
import { fallbackSchema } from './fallback/options.js';
import { requestOptions } from './request-options.js';
import { wholeNumber } from './whole-number.js';

/** Where chunks go, and how. */
export const deliveryOptions = {
  ...requestOptions,
  concurrency: v.pipe(v.optional(wholeNumber(1, 256), 8), v.description('Requests under way at the same time, and connections, at most.')),
  retry: v.pipe(
    v.optional(
      v.pipe(
        v.strictObject(
          { baseMs: v.optional(wholeNumber(1, 600_000), 1000), capMs: v.optional(wholeNumber(1, 3_600_000), 30_000) },
          'must be { baseMs, capMs }, or one of the two',
        ),
        v.check(({ baseMs, capMs }) => capMs >= baseMs, 'must have a capMs that is not less than baseMs'),
      ),
      {},
    ),
    v.description(
      'Rest after failures in milliseconds: up to `baseMs`, doubling, then about `capMs` each time. What is held is asked again each `capMs`.',
    ),
  ),
  fallback: v.pipe(
    v.optional(fallbackSchema),
    v.description(
      'Another destination, `to`: `{ url }`, `{ file }` or `{ console }`. It takes over once the collector was away for `afterMs` (60,000).',
    ),
  ),
};

const schema = v.object(deliveryOptions);
export type DeliveryValues = v.InferOutput<typeof schema>;
