import type { FlushOptions, FlushResult, Stats } from '../core/handler.js';
import type { RecordInput } from '../core/record.js';
import { createHandler } from '../handler.js';
import type { HandlerOptions } from '../handler-options.js';

/**
 * Sends records once, grouped and in batches as a handler would, and resolves when they are delivered or the time is over.
 * For jobs that have their records in hand; a logger wants a transport instead. Where the buffer is full it waits for room,
 * unless `overflow` (here `'block'` by default) says what gives way.
 *
 * @param options as for `createHandler`, and `timeoutMs` for the whole call (default 30,000).
 * @throws ConfigurationError (as a rejection) when an option is wrong, and what `records` itself throws, once the records
 * before that are sent. A collector that fails never rejects, see `left`.
 */
export const sendLogs = async <Context, Key>(
  records: Iterable<RecordInput> | AsyncIterable<RecordInput>,
  options: HandlerOptions<Context, Key> & FlushOptions,
): Promise<FlushResult> => {
  const { timeoutMs = 30_000, overflow = 'block', ...handlerOptions } = options ?? {};
  const handler = createHandler<Context, Key>({ ...handlerOptions, overflow });
  const until = performance.now() + timeoutMs;
  const left = (): { readonly timeoutMs: number } => ({ timeoutMs: Math.max(0, until - performance.now()) });
  let given = 0;
  let isInTime = overflow === 'block';
  try {
    for await (const record of records) {
      given += 1;
      handler.handle(record);
      if (isInTime) isInTime = await handler.accepted(left());
    }
  } finally {
    await handler.close(left());
  }
  const { spooled } = await handler.close();
  return resultOf(given, spooled, handler.stats());
};

/** Of the handler's counts, those of `given` records: it delivers what an earlier run left in the spool, too. */
const resultOf = (given: number, spooled: number, stats: Stats): FlushResult => {
  const recovered = stats.recovered - (stats.spooled - spooled);
  const delivered = stats.delivered - recovered;
  const dropped = Object.entries(stats.dropped).reduce((sum, [reason, count]) => (STILL_LEFT.has(reason) ? sum : sum + count), 0);
  const gone = dropped + stats.deadLettered;
  return { delivered, spooled, dropped: gone, left: given - delivered - spooled - gone };
};

/** Reasons of records that there was no time for. */
const STILL_LEFT: ReadonlySet<string> = new Set(['abandoned', 'full']);
