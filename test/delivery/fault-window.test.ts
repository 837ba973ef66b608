import { expect, test } from 'vitest';
import { createFaultWindow } from '../../src/delivery/fault-window.js';

test('five faults in a row are too many, four are not', () => {
  const window = createFaultWindow();
  expect([1, 2, 3, 4, 5].map(() => window.add(0, true))).toEqual([false, false, false, false, true]);
});

test('anything else between two faults breaks the row', () => {
  const window = createFaultWindow();
  const faults = [1, 1, 1, 1, 0, 1, 1, 1, 1];
  expect(faults.map((fault) => window.add(0, fault === 1))).not.toContain(true);
});

test('half of twenty attempts are too many; half of nineteen, or nine of twenty, are not', () => {
  const trips = (attempts: number, faults: number): boolean => {
    const window = createFaultWindow();
    const every = attempts / faults;
    return Array.from({ length: attempts }, (_, index) =>
      window.add(index, Math.floor((index + 1) / every) > Math.floor(index / every)),
    ).at(-1) as boolean;
  };
  expect(trips(20, 10)).toBe(true);
  expect(trips(18, 9)).toBe(false);
  expect(trips(20, 9)).toBe(false);
});

test('what is older than half a minute is forgotten', () => {
  const window = createFaultWindow();
  for (let index = 0; index < 19; index += 1) window.add(0, index % 2 === 0);
  expect(window.add(29_999, true)).toBe(true);
  const later = createFaultWindow();
  for (let index = 0; index < 19; index += 1) later.add(0, index % 2 === 0);
  expect(later.add(30_000, true)).toBe(false);
});

test('clear forgets everything', () => {
  const window = createFaultWindow();
  for (let index = 0; index < 4; index += 1) window.add(0, true);
  window.clear();
  expect(window.add(0, true)).toBe(false);
});
