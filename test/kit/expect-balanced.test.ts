import { expect, test } from 'vitest';
import type { Stats } from '../../src/core/handler.js';
import { expectAllBalanced, expectBalanced, trackHandler } from './expect-balanced.js';

const balanced: Stats = {
  received: 21,
  accepted: 15,
  recovered: 0,
  delivered: 1,
  dropped: { full: 2, closed: 4 },
  deadLettered: 2,
  spooled: 3,
  waiting: 4,
  inFlight: 5,
  bytes: 900,
  groups: 2,
  attempts: 3,
  retries: 1,
};

test('what adds up passes, as stats or as a handler', () => {
  expectBalanced(balanced);
  expectBalanced({ stats: () => balanced });
});

test.each([
  { what: 'one lost', stats: { received: 22 }, says: 'sum of all places' },
  { what: 'one twice', stats: { delivered: 2 }, says: 'sum of all places' },
  { what: 'one below zero, evened out by another', stats: { waiting: -1, inFlight: 10 }, says: 'whole numbers from 0 up' },
  { what: 'a drop below zero', stats: { dropped: { full: 8, closed: -2 } }, says: 'whole numbers from 0 up' },
  { what: 'bytes below zero', stats: { bytes: -1 }, says: 'whole numbers from 0 up' },
  { what: 'a half', stats: { delivered: 1.5, inFlight: 4.5 }, says: 'whole numbers from 0 up' },
  { what: 'more accepted than received', stats: { accepted: 22 }, says: 'accepted is a part of received' },
  { what: 'more retries than attempts', stats: { retries: 4 }, says: 'retries are attempts' },
])('$what fails', ({ stats, says }) => {
  expect(() => expectBalanced({ ...balanced, ...stats })).toThrow(says);
});

test('a tracked handler is checked once, at the next check', () => {
  const sick = trackHandler({ stats: () => ({ ...balanced, received: 0 }) });
  expect(sick.stats().received).toBe(0);
  expect(expectAllBalanced).toThrow('sum of all places');
  expect(expectAllBalanced).not.toThrow();
});
