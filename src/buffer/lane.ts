import type { Chunk } from '../core/chunk.js';
import type { Group } from '../core/group.js';
import type { Held } from './age-list.js';
import type { Entry } from './spool/entry.js';
import type { Stored } from './spool/stored.js';

/**
 * One group's chunks, in order, from old to new:
 *
 *     lent | queue | stored | behind      lent, queue and behind are in memory; what is stored is on disk only
 *
 * Without a spool nothing is ever stored or behind. A lane is in exactly one place:
 *
 *     quiet     nothing to lend now: empty, (strict) its chunk is out, or what comes next is still on disk
 *     ready     in the ring of lanes that take turns
 *     resting   in the heap, until a moment
 *
 *     quiet --put--> ready --take--> quiet --settle--> ready | resting --time--> ready
 */
export type Lane = {
  /** Its name among the lanes: the group's, but for a log that was adopted. */
  readonly name: string;
  readonly group: Group;
  /** The group's entry in the log that keeps its records; undefined without a spool. */
  readonly entry: Entry | undefined;
  /** Chunks on loan. */
  readonly lent: Held[];
  readonly queue: Held[];
  readonly stored: Stored[];
  readonly behind: Held[];
  place: { readonly at: 'quiet' } | { readonly at: 'ready' } | { readonly at: 'resting'; readonly until: number };
};

export const QUIET = { at: 'quiet' } as const;
export const READY = { at: 'ready' } as const;

export const createLane = (name: string, group: Group, entry?: Entry): Lane => ({
  name,
  group,
  entry,
  lent: [],
  queue: [],
  stored: [],
  behind: [],
  place: QUIET,
});

export const isEmpty = ({ lent, queue, stored, behind }: Lane): boolean =>
  queue.length === 0 && lent.length === 0 && stored.length === 0 && behind.length === 0;

/** It could lend more if what comes next were in memory. */
export const wantsLoad = ({ queue, stored, place }: Lane): boolean => queue.length === 0 && stored.length > 0 && place.at !== 'resting';

/** Puts what came back where its age belongs: before everything newer, the later parts of its own chunk included. */
export const putBack = ({ queue }: Lane, returned: readonly Held[]): void => {
  const first = returned[0]?.chunk;
  if (first === undefined) return;
  const index = queue.findIndex(({ chunk }) => isNewer(chunk, first));
  queue.splice(index === -1 ? queue.length : index, 0, ...returned);
};

const isNewer = (chunk: Chunk, than: Chunk): boolean => {
  const [seq, thanSeq] = [firstSeqOf(chunk), firstSeqOf(than)];
  if (seq !== undefined && thanSeq !== undefined) return seq > thanSeq;
  return chunk.order > than.order || (chunk.order === than.order && chunk.from >= than.from);
};

const firstSeqOf = ({ lines, from }: Chunk): number | undefined => lines.kept?.seqs[from];
