import type { Draw } from '../unseen/draw.js';
import { UNITS } from './texts.js';

export type Found = { readonly unit: string; readonly cost: number };

type Search = {
  /** How long the thing under test takes for a text of this unit, repeated. */
  readonly costOf: (unit: string) => number;
  readonly draw: Draw;
  readonly generations: number;
};

/** A small genetic search for short texts that, repeated, take long: mutates and crosses the worst ones. Answers the worst, worst first. */
export const searchForWorse = ({ costOf, draw, generations }: Search): readonly Found[] => {
  let worst: readonly Found[] = [];
  for (let generation = 0; generation < generations; generation += 1) {
    const units = Array.from({ length: CHILDREN }, () => childOf(worst, draw)).filter((unit) => unit !== '');
    const fresh = [...new Set(units)].filter((unit) => worst.every((known) => known.unit !== unit));
    const measured = fresh.map((unit) => ({ unit, cost: costOf(unit) }));
    worst = [...worst, ...measured].sort((a, b) => b.cost - a.cost).slice(0, SURVIVORS);
  }
  return worst;
};

const CHILDREN = 24;
const SURVIVORS = 12;
const LONGEST_UNIT_LENGTH = 48;

const childOf = (parents: readonly Found[], draw: Draw): string => {
  const seed = (): string => (parents.length === 0 || draw.below(3) === 0 ? draw.pick(UNITS) : draw.pick(parents).unit);
  const child = draw.pick([
    () => seed() + seed(),
    () => seed().slice(draw.below(3)),
    () => seed() + draw.pick(UNITS),
    () => draw.pick(UNITS) + seed(),
    () => insertedInto(seed(), draw),
    () => seed().repeat(2),
    () => seed() + String.fromCharCode(draw.below(2) === 0 ? draw.between(32, 126) : draw.below(0x3000)),
  ])();
  return child.slice(0, LONGEST_UNIT_LENGTH);
};

const insertedInto = (unit: string, draw: Draw): string => {
  const at = draw.below(unit.length + 1);
  return unit.slice(0, at) + draw.pick(UNITS) + unit.slice(at);
};
