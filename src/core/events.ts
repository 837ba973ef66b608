import type { CutReason } from './chunk.js';

/** Why a record was given up. Each is counted by name in `stats().dropped`. */
export type DropReason =
  /** The buffer was full and the policy keeps what is older. */
  | 'full'
  /** Shed early because of its low level while the buffer was nearly full. */
  | 'level'
  /** The oldest, given up to make room for a newer one. */
  | 'evicted'
  /** Came after `close`. */
  | 'closed'
  /** Too large for the buffer or for the collector. */
  | 'too-large'
  /** A new group while `maxGroups` lanes all held records. */
  | 'too-many-groups'
  /** Its aggregator key could not be computed and there is no `fallbackKey`. */
  | 'unkeyed'
  /** The collector refuses this record for good. */
  | 'refused'
  /** It could not be written down at all. */
  | 'unwritable'
  /** Still undelivered when `close` ran out of time. */
  | 'abandoned';

/** Everything that can happen behind the door, one event each. Metrics listen; nothing listens to metrics. */
export type HandlerEvent =
  | { readonly type: 'cut'; readonly count: number; readonly bytes: number; readonly reason: CutReason }
  /** A request goes out; `again`: it repeats an earlier one. */
  | { readonly type: 'attempt'; readonly count: number; readonly bytes: number; readonly wireBytes: number; readonly again: boolean }
  | { readonly type: 'delivered'; readonly order: number; readonly count: number; readonly bytes: number; readonly ms: number }
  | {
      readonly type: 'dropped';
      readonly order?: number | undefined;
      readonly count: number;
      readonly bytes: number;
      readonly reason: DropReason;
      readonly group?: string | undefined;
    }
  | { readonly type: 'retrying'; readonly count: number; readonly inMs: number; readonly reason: string; readonly group: string }
  | { readonly type: 'held'; readonly count: number; readonly inMs: number; readonly reason: string; readonly group: string }
  | { readonly type: 'endpoint'; readonly state: 'open' | 'closed'; readonly reason: string }
  /** A header or a record was changed to make it safe. */
  | { readonly type: 'mended'; readonly what: 'header' | 'record'; readonly reason: string };

export type Observe = (event: HandlerEvent) => void;
