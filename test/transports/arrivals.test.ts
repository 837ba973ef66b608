import { expect, test } from 'vitest';
import { createArrivals } from '../../src/transports/arrivals.js';

/** Lines that come during each pause, one count a pause. */
const quietAfter = async (linesPerPause: readonly number[]): Promise<number> => {
  let pauses = 0;
  const arrivals = createArrivals(async () => {
    for (let line = 0; line < (linesPerPause[pauses] ?? 0); line += 1) arrivals.note();
    pauses += 1;
  });
  await arrivals.quiet();
  return pauses;
};

test.each([
  ['at the first pause when nothing comes', [], 1],
  ['at the first pause without a line', [5, 1, 0, 7], 3],
  ['after forty pauses when lines never stop', Array(100).fill(1), 40],
])('it is quiet %s', async (_when, lines, pauses) => {
  expect(await quietAfter(lines)).toBe(pauses);
});
