import type { Position } from './attempts.js';

/**
 * Positions yet to be played, each once: by turns the one with the most attempts, which wins soonest, and the oldest, since many attempts
 * may also be as many as a bounded repeat ever has.
 */
export const createPiles = () => {
  const piles: Position[][] = [];
  const queue: Position[] = [];
  const known = new Set<string>();
  const played = new Set<Position>();
  let turn = 0;
  let oldest = 0;

  const takeOldest = (): Position | undefined => {
    while (oldest < queue.length && played.has(queue[oldest] as Position)) oldest += 1;
    return queue[oldest];
  };

  const takeHighest = (): Position | undefined => {
    for (;;) {
      const position = piles.findLast((pile) => pile !== undefined && pile.length > 0)?.pop();
      if (position === undefined || !played.has(position)) return position;
    }
  };

  return {
    /** Whether it is new. */
    put: (position: Position): boolean => {
      const name = nameOf(position);
      if (known.has(name)) return false;
      known.add(name);
      const pile = piles[position.attempts.length] ?? [];
      piles[position.attempts.length] = pile;
      pile.push(position);
      queue.push(position);
      return true;
    },
    take: (): Position | undefined => {
      turn += 1;
      const position = turn % 2 === 0 ? takeOldest() : takeHighest();
      if (position !== undefined) played.add(position);
      return position;
    },
  };
};

const nameOf = ({ move, attempts }: Position): string => `${move?.letter.character}${attempts.map(({ id }) => id).join()}`;
