import type { FlushOptions, FlushResult } from '../core/handler.js';
import type { RecordInput } from '../core/record.js';
import { createHandler } from '../handler.js';
import type { HandlerOptions } from '../handler-options.js';

/**
 * Sends records once, grouped and in batches as a handler would, and resolves when they are delivered or the time is over.
 * For jobs that have their records in hand; a logger wants a transport instead. Where the buffer is full it waits for room,
 * unless `overflow` (here `'drop-newest'` by default) says what gives way.
 *
 * @param options as for `createHandler`, and `timeoutMs` for the whole call (default 30,000).
 * @throws ConfigurationError (as a rejection) when an option is wrong, and what `records` itself throws, once the records
 * before that are sent. A collector that fails never rejects, see `left`.
 */
export const sendLogs = async <Context, Key>(
  records: Iterable<RecordInput> | AsyncIterable<RecordInput>,
  options: HandlerOptions<Context, Key> & FlushOptions,
): Promise<FlushResult> => {
  const { timeoutMs = 30_000, overflow = 'drop-newest', ...handlerOptions } = options ?? {};
  const handler = createHandler<Context, Key>({ ...handlerOptions, overflow });
  const until = performance.now() + timeoutMs;
  const left = (): { readonly timeoutMs: number } => ({ timeoutMs: Math.max(0, until - performance.now()) });
  const full = (): number => handler.stats().dropped.full ?? 0;
  let given = 0;
  let knownFull = 0;
  try {
    for await (const record of records) {
      given += 1;
      if (handler.handle(record) !== 'full' || full() === knownFull) continue;
      await handler.flush(left());
      handler.handle(record);
      knownFull = full();
    }
  } finally {
    await handler.close(left());
  }
  const { delivered, dropped } = handler.stats();
  const gone = Object.entries(dropped).reduce((sum, [reason, count]) => (STILL_LEFT.has(reason) ? sum : sum + count), 0);
  return { delivered, spooled: 0, dropped: gone, left: given - delivered - gone };
};

/** A record may be counted as `full` twice: at first, and again when there was no room in time. */
const STILL_LEFT: ReadonlySet<string> = new Set(['abandoned', 'full']);
