import { expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { cpuMs } from './cpu-time.js';
import { growthOf, LINEAR_GROWTH } from './growth.js';
import { HOSTILE_TEXTS, textOf } from './texts.js';

const MEGABYTE = 1_048_576;
/** The 30 ms of S10 are measured in the bench, on a machine that does nothing else. What is not linear takes seconds. */
const MOST_MS = 300;

const wash = createWash();

test('there are more than 131 kinds of hostile texts', () => {
  expect(new Set(HOSTILE_TEXTS.map(({ name }) => name)).size).toBeGreaterThan(131);
});

test.each(HOSTILE_TEXTS)('a megabyte of $name is washed at once, as a record and as a line', (hostile) => {
  const text = textOf(hostile, MEGABYTE);
  const line = JSON.stringify({ level: 30, msg: text });
  expect(cpuMs(() => wash.record({ msg: text }), MOST_MS)).toBeLessThan(MOST_MS);
  expect(cpuMs(() => wash.line(line), MOST_MS)).toBeLessThan(MOST_MS);
});

test.each(HOSTILE_TEXTS)('ten times of $name takes about ten times as long', (hostile) => {
  expect(growthOf(hostile, (list) => wash.record({ list }))).toBeLessThan(LINEAR_GROWTH);
});
