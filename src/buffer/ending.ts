import { type Chunk, countOf } from '../core/chunk.js';
import type { DropReason } from '../core/events.js';
import { remaining } from './age-list.js';
import type { Batcher } from './batcher.js';
import { type Ledger, weightOf } from './ledger.js';
import type { Storage } from './storage.js';
import type { MemoryStore } from './store.js';

export type EndingDeps = {
  readonly batcher: Batcher;
  readonly store: MemoryStore;
  readonly storage: Storage | undefined;
  readonly ledger: Ledger;
  readonly drop: (chunk: Chunk, reason: DropReason) => void;
};

/** What becomes, in the end, of all that still waits. */
export const createEnding = ({ batcher, store, storage, ledger, drop }: EndingDeps) => {
  /** To disk with it, where there is one; what it does not take is given up. */
  const abandon = (): void => {
    batcher.cutAll('close');
    storage?.spool.lastChance();
    storage?.stowAll();
    for (const lane of [...store.lanes.values()]) {
      for (const held of [...lane.queue, ...lane.behind]) {
        const chunk = remaining(held);
        store.forget(lane, held);
        ledger.leave('waiting', countOf(chunk), weightOf(chunk));
        drop(chunk, 'abandoned');
      }
    }
  };

  /** The process exits: what is in flight is put on disk too. */
  const saveNow = (): void => {
    if (storage === undefined) return;
    batcher.cutAll('close');
    storage.spool.lastChance();
    storage.saveAll();
    storage.spool.leave();
  };

  return { abandon, saveNow };
};
