import { expect, test } from 'vitest';
import type { Stats } from '../../src/core/handler.js';
import { createRefusals } from '../../src/transports/refusals.js';
import { expectBalanced } from '../kit/expect-balanced.js';
import { createFakeClock } from '../kit/fake-clock.js';

const STATS: Stats = {
  received: 10,
  accepted: 9,
  recovered: 0,
  delivered: 6,
  dropped: { full: 1 },
  deadLettered: 0,
  spooled: 0,
  waiting: 2,
  inFlight: 1,
  bytes: 100,
  groups: 1,
  attempts: 2,
  retries: 0,
};

test('what was refused here and what is still on its way complete the counts, and the law holds', () => {
  const { refuse, complete } = createRefusals(undefined);
  expect([refuse('full'), refuse('closed'), refuse('too-large')]).toEqual(['full', 'closed', 'full']);
  const stats = complete(STATS, 14);
  expect(stats).toMatchObject({ received: 17, accepted: 13, waiting: 6, dropped: { full: 2, closed: 1, 'too-large': 1 } });
  expectBalanced(stats);
});

test('counts that are newer than what is known here stay as they are', () => {
  expect(createRefusals(undefined).complete(STATS, 0)).toEqual(STATS);
});

test('refusals are told to onDrop, summed up, and what onDrop throws is its own affair', async () => {
  const clock = createFakeClock();
  const told: unknown[] = [];
  const { refuse } = createRefusals((notice) => {
    told.push(notice);
    throw new Error('broken');
  }, clock);
  refuse('closed');
  refuse('closed');
  expect(told).toEqual([]);
  await clock.advance(0);
  expect(told).toEqual([{ count: 2, reason: 'closed' }]);
});
