import type { Group } from '../core/group.js';
import type { Held } from './age-list.js';

/**
 * One group's chunks, in order. A lane is in exactly one place:
 *
 *     quiet     nothing to lend now: empty, or (strict) its chunk is out
 *     ready     in the ring of lanes that take turns
 *     resting   in the heap, until a moment
 *
 *     quiet --put--> ready --take--> quiet --settle--> ready | resting --time--> ready
 */
export type Lane = {
  readonly group: Group;
  readonly queue: Held[];
  /** Chunks on loan. */
  out: number;
  place: { readonly at: 'quiet' } | { readonly at: 'ready' } | { readonly at: 'resting'; readonly until: number };
};

export const QUIET = { at: 'quiet' } as const;
export const READY = { at: 'ready' } as const;

export const createLane = (group: Group): Lane => ({ group, queue: [], out: 0, place: QUIET });

export const isEmpty = (lane: Lane): boolean => lane.queue.length === 0 && lane.out === 0;

/** Puts what came back where its age belongs: before everything newer, the later parts of its own chunk included. */
export const putBack = ({ queue }: Lane, returned: readonly Held[]): void => {
  const first = returned[0]?.chunk;
  if (first === undefined) return;
  const index = queue.findIndex(({ chunk }) => chunk.order > first.order || (chunk.order === first.order && chunk.from >= first.from));
  queue.splice(index === -1 ? queue.length : index, 0, ...returned);
};
