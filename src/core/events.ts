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
  /** A rule of the option `security.rules` rejects it. */
  | 'rejected'
  /** It could not be written down at all. */
  | 'unwritable'
  /** Still undelivered when `close` ran out of time. */
  | 'abandoned'
  /** Older than the spool's `maxAgeMs`. */
  | 'expired'
  /** It was on disk, and cannot be read any more. */
  | 'corrupt';

/** Everything that can happen behind the door, one event each. Metrics listen; nothing listens to metrics. */
export type HandlerEvent =
  | { readonly type: 'cut'; readonly count: number; readonly bytes: number; readonly reason: CutReason }
  /** A request goes out; `again`: it repeats an earlier one. */
  | { readonly type: 'attempt'; readonly count: number; readonly bytes: number; readonly wireBytes: number; readonly again: boolean }
  | {
      readonly type: 'delivered';
      readonly order: number;
      readonly count: number;
      readonly bytes: number;
      readonly ms: number;
      /** Not to the collector, but to the fallback. */
      readonly by?: 'fallback' | undefined;
    }
  | {
      readonly type: 'dropped';
      readonly order?: number | undefined;
      readonly count: number;
      readonly bytes: number;
      readonly reason: DropReason;
      readonly group?: string | undefined;
      /** They lay on disk only, and nobody knows what they were. */
      readonly isUnseen?: true;
    }
  /** Given up, but kept in the dead-letter store. */
  | {
      readonly type: 'dead-lettered';
      readonly order?: number | undefined;
      readonly count: number;
      readonly bytes: number;
      readonly reason: DropReason;
      readonly group?: string | undefined;
    }
  /** The audit trail's file takes nothing, for now. */
  | { readonly type: 'audit'; readonly reason: string }
  /** The dead-letter store could not keep one, or deleted files of old ones for its quota's sake. */
  | { readonly type: 'dead-letters'; readonly trouble: 'disk' | 'quota'; readonly reason: string; readonly count: number }
  /** Records of an earlier run, or of a process that died, were read from disk: they are this handler's now. */
  | { readonly type: 'recovered'; readonly count: number }
  /** A file of an earlier run cannot be read, and stays where it is: of a newer version, or encrypted with a key that was not given. */
  | { readonly type: 'left-alone'; readonly reason: string }
  /** Whether the spool's disk takes what it is given. */
  | { readonly type: 'disk'; readonly state: 'away' | 'back'; readonly reason: string }
  /** Whether another destination stands in for the collector. */
  | { readonly type: 'fallback'; readonly state: 'on' | 'off'; readonly reason: string }
  | { readonly type: 'retrying'; readonly count: number; readonly inMs: number; readonly reason: string; readonly group: string }
  | { readonly type: 'held'; readonly count: number; readonly inMs: number; readonly reason: string; readonly group: string }
  | { readonly type: 'endpoint'; readonly state: 'open' | 'closed'; readonly reason: string }
  /** A header or a record was changed to make it safe. */
  | { readonly type: 'mended'; readonly what: 'header' | 'record'; readonly reason: string };

export type Observe = (event: HandlerEvent) => void;

/** Records are gone for good. */
export type LeavingEvent = Extract<HandlerEvent, { readonly type: 'delivered' | 'dropped' | 'dead-lettered' }>;

export const isLeaving = (event: HandlerEvent): event is LeavingEvent =>
  event.type === 'delivered' || event.type === 'dropped' || event.type === 'dead-lettered';

/** Records that were on disk only are gone, and nobody knows what they were. */
export const isUnseenLoss = (event: HandlerEvent): event is Extract<HandlerEvent, { readonly type: 'dropped' }> =>
  event.type === 'dropped' && event.isUnseen === true;

/** The order of chunks that an earlier run accepted: they come after everything that a flush of this one could wait for. */
export const ADOPTED = Number.POSITIVE_INFINITY;
