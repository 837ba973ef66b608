import { digestOf } from '../digest.js';
import type { Block } from './stream-plan.js';

/** A line, without its newline, and where it stood. */
export type Entry = { readonly text: string; readonly line: number; readonly isErased: boolean };

/** What was read of a block: of each number those that claim it, in the order in which they stood. */
export type Collected = ReadonlyMap<number, readonly Entry[]>;

/**
 * `proven`: these lines, together, are what was sealed; whoever else claims a place is an impostor. `edited`: they are not. `unknown`: it
 * cannot be said, for something of it is gone.
 */
export type Judgement =
  | { readonly is: 'proven'; readonly impostors: readonly Entry[] }
  | { readonly is: 'edited' }
  | { readonly is: 'unknown'; readonly impostors: readonly Entry[] };

export const judgeBlock = (block: Block, collected: Collected): Judgement => {
  const claims = Array.from({ length: block.to - block.from + 1 }, (_, index) => collected.get(block.from + index) ?? []);
  const whole = claims.map((entries) => entries.filter(({ isErased }) => !isErased));
  const { before } = block;
  if (before === undefined || whole.some(({ length }) => length === 0))
    return { is: 'unknown', impostors: claims.flatMap(([, ...others]) => others) };
  for (const chosen of choices(whole)) {
    const text = chosen.map((entry) => `${entry.text}\n`).join('');
    if (digestOf(before + text) === block.digest) return { is: 'proven', impostors: impostorsIn(claims, chosen) };
  }
  return { is: 'edited' };
};

const impostorsIn = (claims: readonly (readonly Entry[])[], chosen: readonly Entry[]): readonly Entry[] =>
  claims.flatMap((entries, index) => entries.filter(({ text }) => text !== chosen[index]?.text));

/** Where several claim a place; who forges more than that is told that the block was edited. */
const MOST_CHOICES = 64;

/** One of each, in all ways. */
const choices = (claims: readonly (readonly Entry[])[]): readonly (readonly Entry[])[] => {
  let all: readonly (readonly Entry[])[] = [[]];
  for (const claim of claims) all = all.flatMap((chosen) => claim.map((entry) => [...chosen, entry])).slice(0, MOST_CHOICES);
  return all;
};
