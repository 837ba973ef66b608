/**
 * How long a pattern can take, told by playing against it. The engine tries a pattern by backtracking: at each place of the text, each way
 * through the pattern, in order. Here all those attempts go over the text side by side, one character a move, and the adversary writes
 * the text: he looks for the one on which more and more attempts are under way at once, for their number is what a character costs.
 *
 *   \d+x  on 000...   0 -> [\d+]            each place begins an attempt, and no attempt ends before the x:
 *                     0 -> [\d+] [\d+]      the number grows with the text, so the time grows with its square
 *                     0 -> [\d+] [\d+] [\d+]
 *
 * An attempt that finds something ends those behind it, as in the engine: they would never have been made. (A new attempt after what was
 * found so far is made in any case: what is ahead may still fail.) When the attempts become more, he
 * tries whether what he wrote last can be repeated (pump.ts). If all texts are tried, or he has had moves enough, and there never were
 * more than `mostAttempts` under way, a text of n characters takes at most so many times n steps.
 */
import { advance, type Game, type Move, type Position, START, type Take } from './attempts.js';
import type { Letter } from './letters.js';
import { createPiles } from './piles.js';
import { createPump } from './pump.js';

export type WorstTextGame = Game & { readonly letters: readonly Letter[]; readonly longestText: number };

/** A text on which too many attempts are under way, and the repeat that most of them stand in; empty if they stand in none. */
export type WorstText = { readonly text: string; readonly part: string };

export const findWorstText = (game: WorstTextGame): WorstText | undefined => {
  const moves = movesOf(game);
  const nextOf = (position: Position) => (position.length < game.longestText ? moves.map((move) => advance(game, position, move)) : []);
  const piles = createPiles();
  const pump = game.isSearch ? createPump(game) : () => undefined;
  piles.put(START);
  for (let work = 0; work < MOST_WORK; ) {
    const position = piles.take();
    if (position === undefined) return undefined;
    for (const next of nextOf(position)) {
      work += next.steps;
      const lost = next.isLost ? next : piles.put(next) && pump(next);
      if (lost) return { text: textOf(lost), part: mostCommonPart(lost.attempts) };
    }
  }
  return undefined;
};

/** Steps of the machine: a tenth of a second or so. */
const MOST_WORK = 1_000_000;

const movesOf = ({ machine, letters }: WorstTextGame): readonly Move[] =>
  letters.flatMap((letter) => Array.from({ length: 2 ** machine.looks }, (_, open) => ({ letter, open })));

const textOf = (lost: Position): string => {
  const characters: string[] = [];
  for (let at: Position | undefined = lost; at?.move !== undefined; at = at.before) characters.push(at.move.letter.character);
  return characters.reverse().join('');
};

const mostCommonPart = (attempts: readonly Take[]): string => {
  const counts = new Map<string, number>();
  for (const { part } of attempts) if (part !== '') counts.set(part, (counts.get(part) ?? 0) + 1);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0])[0];
};
