import { type Chunk, countOf, part } from '../../core/chunk.js';
import type { HandlerEvent } from '../../core/events.js';
import { lossesOf } from '../../core/losses.js';
import { type Held, remaining } from '../age-list.js';
import type { Lane } from '../lane.js';
import { type Ledger, weightOf } from '../ledger.js';
import type { Page } from '../page.js';
import type { MemoryStore } from '../store.js';
import { forgetOnDisk } from './bookkeeping.js';
import type { Entry } from './entry.js';
import type { Stored } from './stored.js';

export type EvictionDeps = {
  readonly ledger: Ledger;
  readonly store: MemoryStore;
  readonly pages: Iterable<Page>;
  readonly cutAll: () => void;
  readonly observe: (event: HandlerEvent) => void;
  /** Keeps what is given up; answers how many lines are kept for good. What is on disk only is not read for that. */
  readonly setAside: (chunk: Chunk, reason: Reason) => number;
};

type Reason = 'evicted' | 'expired';

/** Gives up a group's records below a number, in memory and on disk, but for those that are in flight. */
export const createEviction = ({ ledger, store, pages, cutAll, observe, setAside }: EvictionDeps) => {
  const giveUp = (entry: Entry, below: number, reason: Reason): void => {
    for (const page of pages) if (page.entry === entry && page.firstSeq < below) cutAll();
    const lane = store.laneOf(entry);
    if (lane === undefined) return;
    for (const held of [...lane.queue]) giveUpHeld(lane, held, { below, reason });
    giveUpStored(lane, below, reason);
    for (const held of [...lane.behind]) giveUpHeld(lane, held, { below, reason });
    store.changed(lane);
  };

  const giveUpHeld = (lane: Lane, held: Held, { below, reason }: { readonly below: number; readonly reason: Reason }): void => {
    const chunk = remaining(held);
    const seqs = chunk.lines.kept?.seqs ?? [];
    let to = chunk.from;
    while (to < chunk.to && (seqs[to] ?? 0) < below) to += 1;
    const count = to - chunk.from;
    if (count === 0) return;
    const given = part(chunk, 0, count);
    if (count === countOf(chunk)) store.forget(lane, held);
    else held.skip += count;
    forgetOnDisk(lane.entry, given);
    ledger.leave('waiting', count, weightOf(given));
    for (const event of lossesOf(given, reason, setAside(given, reason))) observe(event);
  };

  const giveUpStored = ({ stored }: Lane, below: number, reason: Reason): void => {
    for (let first = stored[0]; first !== undefined && first.from < below; first = stored[0]) {
      const to = Math.min(first.to, below);
      if (to === first.to) stored.shift();
      else stored[0] = without(first, to);
      first.entry.log.done(first.entry, first.from, to);
      ledger.leave('spooled', to - first.from, 0);
      observe({ type: 'dropped', order: first.order, count: to - first.from, bytes: 0, reason, group: first.group.name, isUnseen: true });
    }
  };

  return { giveUp };
};

/** What is left of a chunk that went out is a part of it; of one that did not, a chunk of its own. */
const without = (stored: Stored, from: number): Stored => {
  const bytes = Math.round((stored.bytes * (stored.to - from)) / (stored.to - stored.from));
  const named = stored.wasSent ? { isPart: true } : { base: from };
  return { ...stored, ...named, from, bytes, wasSent: false };
};
