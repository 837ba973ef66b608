import type { StoredLog } from './find-logs.js';
import type { Store } from './store.js';

/** What a log holds, told by its first record. `unknown`: it cannot be read, or nothing stands in it yet. */
export type Kind = 'spool' | 'dead letters' | 'unknown';

export type Peek = {
  readonly kind: Kind /** Of the first record, in milliseconds since the Unix epoch. */;
  readonly oldest: number | undefined;
};

/** Reads no further than the first record. */
export const peek = async (store: Pick<Store, 'recordsOf'>, log: StoredLog): Promise<Peek> => {
  for await (const [first] of store.recordsOf(log, { all: true })) {
    if (first !== undefined) return { kind: first.letter === undefined ? 'spool' : 'dead letters', oldest: first.time };
  }
  return { kind: 'unknown', oldest: undefined };
};
