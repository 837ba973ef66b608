import type { Clock } from '../core/clock.js';
import type { FlushResult, Stats } from '../core/handler.js';
import { createDeadline } from './deadline.js';
import { type LiveHandler, nudge, recordsHeld } from './live-handler.js';
import type { Answers, Ask, EngineEvents, Verb } from './messages.js';
import type { Entry } from './registry.js';
import { threadWire, type Wire } from './wire.js';

/** Answers the channel for the handlers of a worker thread. */
export type Desk = {
  opened(entry: Entry): void;
  closed(entry: Entry): void;
};

export type DeskDeps = { readonly wire: Wire; readonly clock: Clock; readonly entries: ReadonlySet<Entry> };

export const openDesk = ({ wire, clock, entries }: DeskDeps): Desk => {
  /** Engines at work on an ask. Such a one says bye only after its reply. */
  const answering = new Map<Entry, number>();

  const greet = (entry: Entry): void => wire.post({ type: 'hello', ...identify(entry) });
  const part = ({ id, weak }: Entry): void => wire.post({ type: 'bye', engine: id, stats: weak.deref()?.stats() });

  const answer = async (entry: Entry, handler: LiveHandler, { ask, verb, timeoutMs, engine }: Ask): Promise<void> => {
    wire.post({ type: 'heard', ask, ...identify(entry) });
    answering.set(entry, (answering.get(entry) ?? 0) + 1);
    try {
      // Whoever asks one engine by name has emptied the way to it.
      const isEnding = engine === undefined && (verb === 'flush' || verb === 'close');
      const result = isEnding
        ? await endQuietly(verb, handler, { quiet: entry.quiet, timeoutMs, clock })
        : await perform[verb](handler, timeoutMs);
      wire.post({ type: 'reply', ask, result, ...identify(entry) });
    } catch {
      // No reply: the asker has its own deadline.
    }
    const rest = (answering.get(entry) ?? 1) - 1;
    if (rest > 0) answering.set(entry, rest);
    else if (answering.delete(entry) && !entries.has(entry)) part(entry);
  };

  wire.listen((message) => {
    if (message.type === 'who') for (const entry of entries) greet(entry);
    for (const [entry, handler] of living(entries)) {
      if (message.type === 'nudge') nudge(handler);
      if (message.type === 'ask' && isFor(message, entry)) void answer(entry, handler, message);
    }
  });
  process.once('exit', () => {
    for (const entry of new Set([...entries, ...answering.keys()])) part(entry);
  });

  return {
    opened: greet,
    closed: (entry) => {
      if (!answering.has(entry)) part(entry);
    },
  };
};

const identify = ({ id, weak }: Entry): { readonly engine: string; readonly held: number } => {
  const handler = weak.deref();
  return { engine: id, held: handler === undefined ? 0 : recordsHeld(handler) };
};

type QuietEnd = Pick<Entry, 'quiet'> & { readonly timeoutMs: number; readonly clock: Clock };

/**
 * Under steady traffic it is never quiet: half of the time is kept for the deliveries. What came in, and perhaps left again,
 * while the way in was emptied counts too.
 */
const endQuietly = async (verb: 'flush' | 'close', handler: LiveHandler, { quiet, timeoutMs, clock }: QuietEnd): Promise<FlushResult> => {
  const before = handler.stats();
  const startMs = clock.monotonic();
  const deadline = createDeadline(clock, timeoutMs / 2);
  await Promise.race([quiet?.(), deadline.passed]);
  deadline.cancel();
  const { delivered, dropped } = handler.stats();
  const result = await handler[verb]({ timeoutMs: Math.max(0, timeoutMs - (clock.monotonic() - startMs)) });
  return {
    ...result,
    delivered: result.delivered + delivered - before.delivered,
    dropped: result.dropped + sumOf(dropped) - sumOf(before.dropped),
  };
};

const sumOf = (dropped: Stats['dropped']): number => Object.values(dropped).reduce((sum, count) => sum + count, 0);

const perform: { readonly [Name in Verb]: (handler: LiveHandler, timeoutMs: number) => Answers[Name] | Promise<Answers[Name]> } = {
  flush: (handler, timeoutMs) => handler.flush({ timeoutMs }),
  close: (handler, timeoutMs) => handler.close({ timeoutMs }),
  stats: (handler) => handler.stats(),
  health: (handler) => handler.getHealthStatus(),
  failedLogs: (handler) => handler.getFailedLogs(),
  retryFailed: (handler) => handler.retryFailed(),
};

const living = (entries: ReadonlySet<Entry>): readonly (readonly [Entry, LiveHandler])[] =>
  [...entries].flatMap((entry) => {
    const handler = entry.weak.deref();
    return handler === undefined ? [] : [[entry, handler] as const];
  });

const isFor = ({ verb, engine }: Ask, { id }: Entry): boolean => Object.hasOwn(perform, verb) && (engine ?? id) === id;

/** Tells the main thread something about the engine `id` of this worker; `remoteEngine(id).on` hears it there. */
export const tellMain = <Name extends keyof EngineEvents>(id: string, name: Name, value: EngineEvents[Name]): void =>
  threadWire().post({ type: 'event', engine: id, name, value });
