import type { Letter } from './letters.js';
import type { Fork, Machine, Place, Step } from './machine.js';

export type Game = {
  readonly machine: Machine;
  /** More than these at once, and the pattern has lost. */
  readonly mostAttempts: number;
  /** Begin an attempt at each place of the text; otherwise only at its start, and what is found ends none. */
  readonly isSearch: boolean;
};

/** What the adversary does: the next character, and which look-arounds let through before it. */
export type Move = { readonly letter: Letter; readonly open: number };

export type Take = Step & { does: 'take' };

/** After a move: the attempts under way, what each of them has just taken, in the order in which the engine would make them. */
export type Position = {
  readonly attempts: readonly Take[];
  readonly move: Move | undefined;
  readonly before: Position | undefined;
  readonly length: number;
  readonly isLost: boolean;
  /** What it took to get here from the position before. */
  readonly steps: number;
};

export const START: Position = { attempts: [], move: undefined, before: undefined, length: 0, isLost: false, steps: 0 };

export const advance = ({ machine, mostAttempts, isSearch }: Game, before: Position, move: Move): Position => {
  const place: Place = { before: before.move?.letter, after: move.letter, open: move.open };
  const attempts: Take[] = [];
  const begun: Fork[] = [];
  let steps = 0;
  const isLost = () => attempts.length > mostAttempts || steps > mostAttempts * STEPS_AN_ATTEMPT;

  /** Follows a step to all that can take the letter; whether something was found, and the ways behind it are not tried. */
  const follow = (step: Step): boolean => {
    steps += 1;
    if (isLost()) return true;
    if (step.does === 'found') return isSearch;
    if (step.does === 'take') {
      if (move.letter.takes[step.letter]) attempts.push(step);
      return false;
    }
    if (step.does === 'pass') return step.isOpen(place) && follow(step.next);
    return step.does === 'again' ? !begun.includes(step.loop) && followFork(step.loop) : followFork(step);
  };

  const followFork = (fork: Fork): boolean => {
    begun.push(fork);
    const isFound = fork.ways.some(follow);
    begun.pop();
    return isFound;
  };

  before.attempts.some((attempt) => follow(attempt.next));
  if (isSearch || before.length === 0) follow(machine.start);
  return { attempts, move, before, length: before.length + 1, isLost: isLost(), steps };
};

/** Between two characters; a few are usual, but ways that take nothing (`(?:a??b?)?`) can double too. */
const STEPS_AN_ATTEMPT = 20;
