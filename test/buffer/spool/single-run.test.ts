import { expect, test } from 'vitest';
import { createSingleRun } from '../../../src/buffer/spool/single-run.js';

test('kicks while it runs begin no second one; the next kick after it does', async () => {
  let begun = 0;
  const runs = createSingleRun(async () => {
    begun += 1;
  });
  runs.kick();
  runs.kick();
  await runs.idle();
  expect(begun).toBe(1);
  runs.kick();
  await runs.idle();
  expect(begun).toBe(2);
});

test('R15 a run that fails is over: nothing is rejected, and the next kick begins another', async () => {
  let begun = 0;
  const runs = createSingleRun(async () => {
    begun += 1;
    throw new Error('no');
  });
  runs.kick();
  await runs.idle();
  runs.kick();
  await runs.stop();
  expect(begun).toBe(2);
  runs.kick();
  expect([begun, runs.isStopped()]).toEqual([2, true]);
});
