import type { HandlerEvent } from '../../core/events.js';
import type { Lane } from '../lane.js';
import type { Ledger } from '../ledger.js';
import type { Page } from '../page.js';
import type { MemoryStore } from '../store.js';
import { forgetOnDisk } from './bookkeeping.js';
import type { Entry } from './entry.js';

export type LostDiskDeps = {
  readonly ledger: Ledger;
  readonly store: MemoryStore;
  readonly pages: Iterable<Page>;
  readonly observe: (event: HandlerEvent) => void;
};

/** All that was on disk of a log is gone: what is in memory is in memory only, and what was on disk only is lost. */
export const createForget = ({ ledger, store, pages, observe }: LostDiskDeps): ((log: string) => void) => {
  const forgetEntry = (entry: Entry, { lent, queue, behind }: Lane): void => {
    for (const held of [...lent, ...queue, ...behind]) {
      held.saved = 0;
      held.place = undefined;
    }
    entry.savedTo = 0;
    entry.spans.length = 0;
    // What is out is written again as a whole.
    for (const { loan } of lent) for (const slice of loan?.done ?? []) forgetOnDisk(entry, slice);
  };

  const lose = ({ stored }: Lane): void => {
    for (const { order, from, to, group } of stored.splice(0)) {
      ledger.leave('spooled', to - from, 0);
      observe({ type: 'dropped', order, count: to - from, bytes: 0, reason: 'corrupt', group: group.name, isUnseen: true });
    }
  };

  return (log) => {
    for (const lane of store.lanes.values()) {
      if (lane.entry?.log.name !== log) continue;
      forgetEntry(lane.entry, lane);
      lose(lane);
      store.changed(lane);
    }
    for (const page of pages) {
      page.saved = 0;
      page.place = undefined;
    }
  };
};
