import type { FlushOptions, FlushResult } from '../core/handler.js';
import type { RecordInput } from '../core/record.js';
import { createHandler } from '../handler.js';
import type { HandlerOptions } from '../handler-options.js';

/**
 * Sends records once, grouped and in batches as a handler would, and resolves when they are delivered or the time is over.
 * For jobs that have their records in hand; a logger wants a transport instead.
 *
 * @param options as for `createHandler`, and `timeoutMs` for the whole call (default 30,000).
 * @throws ConfigurationError (as a rejection) when an option is wrong. A collector that fails never rejects, see `left`.
 */
export const sendLogs = async <Context, Key>(
  records: Iterable<RecordInput> | AsyncIterable<RecordInput>,
  { timeoutMs = 30_000, ...options }: HandlerOptions<Context, Key> & FlushOptions,
): Promise<FlushResult> => {
  const handler = createHandler<Context, Key>({ ...options, overflow: 'drop-newest' });
  const until = performance.now() + timeoutMs;
  const left = (): { readonly timeoutMs: number } => ({ timeoutMs: Math.max(0, until - performance.now()) });
  let given = 0;
  for await (const record of records) {
    given += 1;
    if (handler.handle(record) !== 'full') continue;
    await handler.flush(left());
    handler.handle(record);
  }
  await handler.close(left());
  const { delivered, dropped } = handler.stats();
  const gone = Object.entries(dropped).reduce(
    (sum, [reason, count]) => (reason === 'abandoned' || reason === 'full' ? sum : sum + count),
    0,
  );
  return { delivered, spooled: 0, dropped: gone, left: given - delivered - gone };
};
