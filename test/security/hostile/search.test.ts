import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { createDraw } from '../unseen/draw.js';
import { cpuMs } from './cpu-time.js';
import { growthOf, LINEAR_GROWTH } from './growth.js';
import { searchForWorse } from './search.js';
import { textOf } from './texts.js';

const isLong = process.env['LOGFERRY_LONG'] !== undefined;
const GENERATIONS = isLong ? 400 : 12;
/** Long enough to tell, short enough that what is quadratic does not stop the search. */
const SEARCH_LENGTH = 9000;
/** One text of the longest length that detectors see whole. */
const WHOLE_LENGTH = 36_000;
/** The 30 ms of S10 are measured in the bench. */
const MOST_MS = 300;

const wash = createWash();

const msFor = (unit: string, length: number, enoughMs: number): number => {
  const text = textOf({ name: unit, unit }, length);
  return cpuMs(() => wash.record({ msg: text }), enoughMs);
};

test(
  `a search of ${GENERATIONS} generations finds no text that is slow, and none that is not linear`,
  () => {
    const costOf = (unit: string): number => msFor(unit, SEARCH_LENGTH, Number.POSITIVE_INFINITY);
    const worst = searchForWorse({ costOf, draw: createDraw(isLong ? Date.now() : 20_261_120), generations: GENERATIONS });
    expect(worst.filter(({ unit }) => msFor(unit, WHOLE_LENGTH, MOST_MS) >= MOST_MS)).toEqual([]);
    expect(worst.filter(({ unit }) => growthOf({ name: unit, unit }, (list) => wash.record({ list })) >= LINEAR_GROWTH)).toEqual([]);
  },
  isLong ? 600_000 : 60_000,
);
