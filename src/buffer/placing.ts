import type { Held } from './age-list.js';
import type { Lane } from './lane.js';
import type { Ledger } from './ledger.js';
import type { Page } from './page.js';
import type { DiskTier } from './spool/disk-tier.js';
import type { Spool } from './spool/spool.js';
import type { MemoryStore } from './store.js';

export type PlacingDeps = {
  readonly ledger: Ledger;
  readonly store: MemoryStore;
  readonly pages: Iterable<Page>;
  readonly tier: DiskTier;
  readonly spool: Spool;
  readonly isJournal: boolean;
  readonly maxBufferBytes: number;
  readonly collectorIsAway: () => boolean;
};

/** Above this part of memory, new chunks stay on disk only. */
const STOW_FROM = 0.5;

/** Decides for each page and chunk whether it is to be on disk, and whether it stays in memory. */
export const createPlacing = ({ ledger, store, pages, tier, spool, isJournal, maxBufferBytes, collectorIsAway }: PlacingDeps) => {
  const journal = (page: Page): void => {
    const { entry, firstSeq, bytes, ends, times, severities, saved } = page;
    if (entry === undefined || saved === ends.length) return;
    const next = firstSeq + saved;
    if (entry.savedTo < next && !isOlderSaved(page)) return;
    const { number: group } = entry;
    const place = spool.write(entry, {
      group,
      name: entry.group.name,
      firstSeq: next,
      bytes,
      ends,
      times,
      severities,
      from: saved,
      to: ends.length,
    });
    if (place === undefined) return;
    page.place ??= place;
    page.saved = ends.length;
  };

  const isOlderSaved = ({ entry }: Page): boolean => {
    const lane = entry && spool.mayWrite() ? store.laneOf(entry) : undefined;
    return lane !== undefined && tier.save(lane);
  };

  const settleIn = (lane: Lane, held: Held): void => {
    if (lane.behind.includes(held)) stowBehind(lane);
    else if (ledger.bytes > maxBufferBytes * STOW_FROM) tier.stow(lane, held);
    if (!isJournal && (collectorIsAway() || lane.place.at === 'resting')) tier.save(lane);
  };

  const stowBehind = (lane: Lane): void => {
    for (const held of [...lane.behind]) if (!tier.stow(lane, held)) return;
  };

  const stowOne = (): boolean => {
    if (!spool.mayWrite()) return false;
    for (const lane of store.lanes.values()) {
      const last = lane.queue.at(-1);
      if (last !== undefined) return tier.stow(lane, last);
    }
    return false;
  };

  const saveAll = (): void => {
    if (!spool.mayWrite()) return;
    for (const lane of store.lanes.values()) if (!tier.save(lane)) return;
    for (const page of pages) if (page.looseLines === 0) journal(page);
  };

  const stowAll = (): void => {
    for (const lane of [...store.lanes.values()]) {
      tier.save(lane);
      for (const held of [...lane.queue].reverse()) if (!tier.stow(lane, held)) break;
      stowBehind(lane);
    }
  };

  return { journal, settleIn, stowOne, saveAll, stowAll };
};
