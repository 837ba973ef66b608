import { randomUUID } from 'node:crypto';
import { isMainThread } from 'node:worker_threads';
import { systemClock } from '../core/clock.js';
import { openDesk } from './desk.js';
import type { LiveHandler } from './live-handler.js';
import { type Ending, watchNaturalEnd } from './natural-end.js';
import { threadState } from './thread-state.js';
import { threadWire } from './wire.js';

/** A handler's line in the registry: held weakly while idle, so that a forgotten logger can be collected, strongly while records wait. */
export type Entry = {
  readonly id: string;
  readonly weak: WeakRef<LiveHandler>;
  strong: LiveHandler | undefined;
  /** Resolves when nothing more is on its way in. */
  readonly quiet: (() => Promise<void>) | undefined;
  /** How long the natural end may be held up for it. */
  readonly closeTimeoutMs: number;
  /** What can be done at the very end, within the call, so that less is lost. */
  readonly onExit: (() => void) | undefined;
};

export type RegisterOptions = {
  readonly id?: string | undefined;
  readonly quiet?: Entry['quiet'];
  /** Default 5,000. */
  readonly closeTimeoutMs?: number;
  readonly onExit?: Entry['onExit'];
};

/**
 * How a handler keeps its line in the registry true. It holds the handler, and only the handler's own parts hold it: so a handler
 * of which the app has but one part (`const { handle } = createHandler(...)`) is not collected while that part can log.
 */
export type Registration = {
  /** It holds records now: keep it. */
  busy(): void;
  /** It holds none: it may be collected once nobody else wants it. */
  idle(): void;
  /** It is closed. Its final counts are told to whoever watches it from another thread. */
  forget(): void;
};

/**
 * Makes a handler known to `startFlushTimer`, `flushAll`, `shutdown`, `getHealthStatus` and the flush at the natural end;
 * in a worker thread also to the main thread, under `id` (default: a new one). There a word for the whole process waits for
 * `quiet` first, because what was logged before it may come in after it.
 */
export const register = (
  handler: LiveHandler,
  { id = randomUUID(), quiet, closeTimeoutMs = 5000, onExit }: RegisterOptions = {},
): Registration => {
  const state = threadState();
  const entry: Entry = { id, weak: new WeakRef(handler), strong: undefined, quiet, closeTimeoutMs, onExit };
  state.entries.add(entry);
  collected.register(handler, entry, entry);
  if (!state.hasNaturalEnd) {
    state.hasNaturalEnd = true;
    watchNaturalEnd(endings);
    process.on('exit', () => {
      for (const { onExit: runLast } of state.entries) runLast?.();
    });
  }
  if (!isMainThread) {
    state.desk ??= openDesk({ wire: threadWire(), clock: systemClock, entries: state.entries });
    state.desk.opened(entry);
  }
  return {
    busy: () => {
      entry.strong = handler;
    },
    idle: () => {
      entry.strong = undefined;
    },
    forget: () => {
      collected.unregister(entry);
      remove(entry);
    },
  };
};

/** Every handler of this thread that is not closed. */
export const liveHandlers = (): LiveHandler[] => endings().map(({ handler }) => handler);

const endings = (): Ending[] =>
  [...threadState().entries].flatMap(({ weak, closeTimeoutMs }) => {
    const handler = weak.deref();
    return handler === undefined ? [] : [{ handler, closeTimeoutMs }];
  });

const remove = (entry: Entry): void => {
  const { entries, desk } = threadState();
  if (entries.delete(entry)) desk?.closed(entry);
  entry.strong = undefined;
};

const collected = new FinalizationRegistry<Entry>(remove);
