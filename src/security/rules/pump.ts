import { advance, type Game, type Move, type Position } from './attempts.js';

/**
 * Looks whether the moves that last brought more attempts bring more each time they are repeated, as far as it takes to win: so a long
 * word (`BEGIN TRANSACTION.*END`) need not be found again and again. It is asked early on, while there are few attempts: what can be
 * repeated at all, can be repeated then.
 */
export const createPump = (game: Game): ((position: Position) => Position | undefined) => {
  let work = 0;

  const repeat = (from: Position, moves: readonly Move[]): Position | undefined => {
    let position = from;
    for (let least = 0; position.attempts.length > least; ) {
      least = position.attempts.length;
      for (const move of moves) {
        position = advance(game, position, move);
        work += position.steps;
        if (position.isLost) return position;
      }
    }
    return undefined;
  };

  return (position) => {
    const moves: Move[] = [];
    if (position.attempts.length > FEW_ATTEMPTS) return undefined;
    for (let at = position; at.before !== undefined && moves.length < LONGEST_WORD && work < MOST_WORK; at = at.before) {
      if (at.move !== undefined) moves.unshift(at.move);
      const won = isWithin(at.before, position) ? repeat(position, moves) : undefined;
      if (won !== undefined) return won;
    }
    return undefined;
  };
};

const FEW_ATTEMPTS = 12;
const LONGEST_WORD = 100;
/** Steps of the machine. */
const MOST_WORK = 2_000_000;

/** Whatever could be done in the one position, can be done in the other. */
const isWithin = (one: Position, other: Position): boolean => {
  if (one.attempts.length >= other.attempts.length || one.move?.letter !== other.move?.letter) return false;
  const left = other.attempts.map(({ id }) => id);
  return one.attempts.every(({ id }) => {
    const at = left.indexOf(id);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
};
