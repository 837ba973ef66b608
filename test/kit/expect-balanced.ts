import { expect } from 'vitest';
import type { Stats } from '../../src/core/handler.js';

type Balanced = Stats | { stats(): Stats };

/** Asserts the law of conservation: `received + recovered = delivered + dropped + dead-lettered + spooled + waiting + in flight`, exactly, and nothing below zero. */
export const expectBalanced = (subject: Balanced): void => {
  const stats = 'stats' in subject ? subject.stats() : subject;
  const { dropped, ...plain } = stats;
  const places = {
    delivered: plain.delivered,
    ...dropped,
    deadLettered: plain.deadLettered,
    spooled: plain.spooled,
    waiting: plain.waiting,
    inFlight: plain.inFlight,
  };
  const told = JSON.stringify(stats);
  expect(sum(Object.values(places)), `received + recovered = the sum of all places: ${told}`).toBe(stats.received + stats.recovered);
  expect(
    Object.values({ ...plain, ...dropped }).every((value) => Number.isInteger(value) && value >= 0),
    `whole numbers from 0 up: ${told}`,
  ).toBe(true);
  expect(stats.accepted, `accepted is a part of received: ${told}`).toBeLessThanOrEqual(stats.received);
  expect(stats.retries, `retries are attempts: ${told}`).toBeLessThanOrEqual(stats.attempts);
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const tracked = new Set<{ stats(): Stats }>();

/** Has `test/kit/setup.ts` check this handler when the running test ends, closed or not. */
export const trackHandler = <Handler extends { stats(): Stats }>(handler: Handler): Handler => {
  tracked.add(handler);
  return handler;
};

/** Checks every handler tracked since the last call. */
export const expectAllBalanced = (): void => {
  const handlers = [...tracked];
  tracked.clear();
  handlers.forEach(expectBalanced);
};
