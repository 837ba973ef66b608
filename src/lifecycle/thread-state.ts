import type { Desk } from './desk.js';
import type { Pipe } from './pipes.js';
import type { Entry } from './registry.js';

/**
 * What all copies of this package in one thread share, so that one flush timer and one `shutdown` reach the handlers of
 * every copy. A later version that needs another shape takes a slot of its own beside `v1`.
 */
export type ThreadState = {
  readonly entries: Set<Entry>;
  readonly pipes: Set<Pipe>;
  /** Answers for this thread's handlers; only in a worker thread. */
  desk?: Desk | undefined;
  hasNaturalEnd: boolean;
  stopFlushTimer?: (() => void) | undefined;
  removeShutdownHooks?: (() => void) | undefined;
};

export const threadState = (): ThreadState => {
  const home: typeof globalThis & { [slots]?: { v1?: ThreadState } } = globalThis;
  home[slots] ??= {};
  home[slots].v1 ??= { entries: new Set(), pipes: new Set(), hasNaturalEnd: false };
  return home[slots].v1;
};

const slots = Symbol.for('logferry');
