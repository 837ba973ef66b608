import { expect, test } from 'vitest';
import { createSizeLimit } from '../../src/delivery/size-limit.js';

test('C5 there is no limit until one is learned', () => {
  expect(createSizeLimit().maxBytes).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  [1_048_576, 524_288],
  [100_001, 50_000],
  [20_000, 16_384],
  [10, 16_384],
])('C5 %i bytes refused: %i from now on', (refused, maxBytes) => {
  const limit = createSizeLimit();
  limit.refused(refused);
  expect(limit.maxBytes).toBe(maxBytes);
});

test('C5 a limit grows by a tenth after each hundred requests that were taken, counted from the last refusal', () => {
  const limit = createSizeLimit();
  const accept = (times: number): void => {
    for (let index = 0; index < times; index += 1) limit.accepted();
  };
  limit.refused(200_000);
  accept(99);
  expect(limit.maxBytes).toBe(100_000);
  accept(1);
  expect(limit.maxBytes).toBeCloseTo(110_000);
  accept(99);
  limit.refused(110_000);
  accept(99);
  expect(limit.maxBytes).toBe(55_000);
});
