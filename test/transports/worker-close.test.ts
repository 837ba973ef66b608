import { expect, test } from 'vitest';
import { closeTimeoutInWorker } from '../../src/transports/worker-close.js';

test.each([
  [undefined, 5000],
  [100, 100],
  [8000, 8000],
  [60_000, 8000],
])('asked to close within %s ms a worker takes %i at most: thread-stream gives it ten seconds', (given, expected) => {
  expect(closeTimeoutInWorker(given)).toBe(expected);
});
