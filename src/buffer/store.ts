import type { Chunk } from '../core/chunk.js';
import type { Group } from '../core/group.js';
import type { Lease } from '../core/lease.js';
import type { Held, Saved } from './age-list.js';
import type { Lane } from './lane.js';
import type { Ledger } from './ledger.js';
import type { Entry } from './spool/entry.js';

export type MemoryStoreSettings = { readonly maxGroups: number; readonly ordering: 'strict' | 'relaxed' };

/**
 * Keeps chunks in lanes, one lane a group, and lends them. Room is made before a record is accepted, so `put` never fails.
 * Lanes that can lend take turns; a resting lane costs nothing until it wakes.
 */
export type MemoryStore = {
  /** Puts a chunk into its lane, as the newest in memory. */
  put(chunk: Chunk, saved?: Saved): Held;
  /** The same for a chunk that was read from disk: it is the next one of its lane. */
  putFirst(lane: Lane, chunk: Chunk, saved: Saved): void;
  take(now: number): Lease | undefined;
  nextReadyAt(): number | undefined;
  /** Gives up the oldest record that is in memory and not in flight; answers undefined when there is none. */
  giveUpOldest(): Chunk | undefined;
  /** Takes a chunk out of its lane, which must not be in flight. */
  forget(lane: Lane, held: Held): void;
  /** The number of the chunk that would be given up next; infinite when there is none. */
  oldestOrder(): number;
  /** The group's lane, opened if need be; undefined when `maxGroups` lanes all hold records. */
  welcome(group: Group): Lane | undefined;
  /** The lane of a log that was adopted. */
  adopt(entry: Entry): Lane;
  /** The lane has other things on disk than before. */
  changed(lane: Lane): void;
  laneOf(entry: Entry): Lane | undefined;
  readonly lanes: ReadonlyMap<string, Lane>;
  groups(): number;
  restingGroups(): number;
};

export type MemoryStoreDeps = {
  readonly ledger: Ledger;
  /** Whether the group has an open page. */
  readonly isOpen: (groupName: string) => boolean;
  /** Gives a group a number in the spool's log, where there is one. */
  readonly enrol: (group: Group) => Entry | undefined;
  /** A whole chunk was lent and came back with nothing left. */
  readonly onGone: (chunk: Chunk) => void;
  /** A lane rests from now on. */
  readonly onRest: (lane: Lane) => void;
  /** The lane could lend more, if what comes next were in memory. */
  readonly onWant: (lane: Lane) => void;
};
