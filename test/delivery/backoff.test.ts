import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paceMs, restMs } from '../../src/delivery/backoff.js';

const retry = { baseMs: 1000, capMs: 30_000 };
const ALMOST_ONE = 1 - 2 ** -53;
const failures = fc.integer({ min: 0, max: 2000 });
const random = fc.double({ min: 0, max: ALMOST_ONE, noNaN: true });

test.each([
  [0, 100, 1000],
  [1, 100, 2000],
  [2, 100, 4000],
  [3, 100, 8000],
  [4, 100, 16_000],
  [5, 22_500, 37_500],
  [500, 22_500, 37_500],
])('after %i failures in a row a rest lies between %i and %i ms', (before, least, most) => {
  expect(restMs(before, 0, { retry })).toBe(least);
  expect(restMs(before, ALMOST_ONE, { retry })).toBeCloseTo(most, 0);
  expect(restMs(before, 0.5, { retry })).toBe((before < 5 ? 0 : least / 2) + most / 2);
});

test('C2 what the server asked for is never cut short, and never stretched by more than a tenth', () => {
  expect(restMs(0, 0, { retry, retryAfterMs: 7000 })).toBe(7000);
  expect(restMs(0, ALMOST_ONE, { retry, retryAfterMs: 7000 })).toBeCloseTo(7700, 0);
  fc.assert(
    fc.property(failures, random, fc.integer({ min: 0, max: 3_600_000 }), (before, dice, retryAfterMs) => {
      const rest = restMs(before, dice, { retry, retryAfterMs });
      const due = Math.max(retryAfterMs, restMs(before, dice, { retry }));
      expect(rest).toBeGreaterThanOrEqual(due);
      expect(rest).toBeLessThanOrEqual(due + 0.1 * Math.max(retryAfterMs, 1000));
    }),
  );
});

test('no rest is shorter than the smaller of base and 100 ms, none of our own longer than the cap and a quarter', () => {
  fc.assert(
    fc.property(failures, random, fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60 }), (before, dice, baseMs, factor) => {
      const capMs = baseMs * factor;
      const rest = restMs(before, dice, { retry: { baseMs, capMs } });
      expect(rest).toBeGreaterThanOrEqual(Math.min(100, baseMs * 0.75));
      expect(rest).toBeLessThanOrEqual(1.25 * capMs);
    }),
  );
});

test('C7 the pace of what is held asks at most three times a minute', () => {
  expect(paceMs(0, 30_000)).toBe(22_500);
  expect(paceMs(ALMOST_ONE, 30_000)).toBeCloseTo(37_500, 0);
});
