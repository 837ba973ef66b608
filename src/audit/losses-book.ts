import type { DropReason } from '../core/events.js';
import type { Mark } from './mark.js';

/** Lines by number, both ends inclusive. */
export type Range = readonly [first: number, last: number];

/** What policy dropped, as a checkpoint tells it. */
export type Losses = {
  /** Never numbered: refused before they were accepted. */
  readonly refused?: Counts | undefined;
  /** Numbered, and given up later. */
  readonly dropped?: readonly Dropped[] | undefined;
  /** Numbered too, but nobody looked which: they were on disk only. */
  readonly lost?: Counts | undefined;
};

export type Counts = { readonly [reason in DropReason]?: number };

export type Dropped = { readonly stream: string; readonly reason: DropReason; readonly seqs: readonly Range[] };

/** Gathers what was dropped until the next checkpoint tells it. */
export type LossesBook = {
  refused(reason: DropReason): void;
  dropped(mark: Mark, reason: DropReason): void;
  lost(count: number, reason: DropReason): void;
  /** What there is to tell; the book is empty then. Undefined when there is nothing. */
  take(): Losses | undefined;
};

export const createLossesBook = (): LossesBook => {
  const refused = new Map<DropReason, number>();
  const lost = new Map<DropReason, number>();
  const dropped = new Map<string, { readonly stream: string; readonly reason: DropReason; readonly seqs: [number, number][] }>();

  const drop = ({ stream, seq }: Mark, reason: DropReason): void => {
    const name = `${stream} ${reason}`;
    const entry = dropped.get(name) ?? { stream, reason, seqs: [] };
    dropped.set(name, entry);
    const last = entry.seqs.at(-1);
    if (last?.[1] === seq - 1) last[1] = seq;
    else entry.seqs.push([seq, seq]);
  };

  const take = (): Losses | undefined => {
    const losses = {
      ...(refused.size > 0 && { refused: Object.fromEntries(refused) }),
      ...(dropped.size > 0 && { dropped: [...dropped.values()] }),
      ...(lost.size > 0 && { lost: Object.fromEntries(lost) }),
    };
    for (const map of [refused, dropped, lost]) map.clear();
    return Object.keys(losses).length > 0 ? losses : undefined;
  };

  return { refused: (reason) => add(refused, reason, 1), dropped: drop, lost: (count, reason) => add(lost, reason, count), take };
};

const add = (counts: Map<DropReason, number>, reason: DropReason, count: number): void => {
  counts.set(reason, (counts.get(reason) ?? 0) + count);
};
