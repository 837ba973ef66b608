import { countOf } from '../../core/chunk.js';
import type { HandlerEvent } from '../../core/events.js';
import type { Lane } from '../lane.js';
import { type Ledger, weightOf } from '../ledger.js';
import type { MemoryStore } from '../store.js';
import type { Place } from './entry.js';
import { type ReadRecord, rebuild } from './rebuild.js';
import { merged, type Stored } from './stored.js';

export type ReturnsDeps = {
  readonly ledger: Ledger;
  readonly store: MemoryStore;
  readonly observe: (event: HandlerEvent) => void;
  readonly most: { readonly records: number; readonly bytes: number };
  readonly onReady: () => void;
};

/** How records come from disk: into their lanes, or not at all where the disk lost them. */
export const createReturns = ({ ledger, store, observe, most, onReady }: ReturnsDeps) => {
  const adopted = new Set<Lane>();

  /** A lane's next chunk was read. */
  const loaded = (lane: Lane, stored: Stored, records: readonly ReadRecord[]): void => {
    lane.stored.shift();
    const missing = stored.to - stored.from - records.length;
    if (missing > 0) lose(stored, records, missing);
    if (records.length === 0) {
      store.changed(lane);
      return;
    }
    const chunk = rebuild(stored, records);
    ledger.stow(-countOf(chunk), -weightOf(chunk));
    store.putFirst(lane, chunk, { saved: chunk.to, place: stored.place, wasSent: stored.wasSent && missing === 0 });
    onReady();
  };

  const lose = ({ entry, group, from, to, order }: Stored, records: readonly ReadRecord[], count: number): void => {
    let next = from;
    for (const { seq } of records) {
      if (seq > next) entry.log.done(entry, next, seq);
      next = seq + 1;
    }
    if (next < to) entry.log.done(entry, next, to);
    ledger.leave('spooled', count, 0);
    observe({ type: 'dropped', order, count, bytes: 0, reason: 'corrupt', group: group.name, isUnseen: true });
  };

  /** Cuts a lane's next chunk in two, before the record `at`; the second begins at `place` or behind it. */
  const split = (lane: Lane, at: number, place: Place): Stored => {
    const [whole] = lane.stored as [Stored];
    if (at >= whole.to) return whole;
    const share = Math.round((whole.bytes * (at - whole.from)) / (whole.to - whole.from));
    const first = { ...whole, to: at, bytes: share };
    const second = { ...whole, base: at, from: at, bytes: whole.bytes - share, place };
    lane.stored.splice(0, 1, first, second);
    return first;
  };

  /** An adopted log has these. The lane's next chunk does not grow any more, for it may be being read. */
  const found = (stored: Stored): void => {
    const lane = store.adopt(stored.entry);
    adopted.add(lane);
    const last = lane.stored.length > 1 ? lane.stored.at(-1) : undefined;
    const both = last && merged(last, stored, most);
    if (both === undefined) lane.stored.push(stored);
    else lane.stored[lane.stored.length - 1] = both;
    const count = stored.to - stored.from;
    ledger.recover(count);
    observe({ type: 'recovered', count });
    store.changed(lane);
  };

  const damaged = (count: number, group: string | undefined): void => {
    observe({ type: 'recovered', count });
    observe({ type: 'dropped', count, bytes: 0, reason: 'corrupt', group, isUnseen: true });
  };

  const knowsEnough = (): boolean => hasWork() && ledger.adopted >= CHUNKS_AHEAD * most.records;

  const hasWork = (): boolean => {
    for (const lane of adopted) {
      if (store.lanes.get(lane.name) !== lane) adopted.delete(lane);
      else if (lane.place.at !== 'resting' && (lane.queue.length > 0 || lane.stored.length > 0)) return true;
    }
    return false;
  };

  return { loaded, split, found, damaged, knowsEnough };
};

/** A chunk's records lie apart on disk where many groups write in turn: so much is known ahead that those of a few dozen come together. */
const CHUNKS_AHEAD = 32;
