import { expect, test } from 'vitest';
import { millisecondsOf } from '../../src/transports/time-of.js';

test.each([
  ['epoch milliseconds', 1_700_000_000_123, 1_700_000_000_123],
  ['epoch seconds, as of pino.stdTimeFunctions.unixTime', 1_700_000_000, 1_700_000_000_000],
  ['an ISO text', '2023-11-14T22:13:20.123Z', 1_700_000_000_123],
  ['an ISO text with nanoseconds, as of isoTimeNano', '2023-11-14T22:13:20.123456789Z', 1_700_000_000_123],
  ['a Date', new Date(1_700_000_000_123), 1_700_000_000_123],
  ['a text that is no date', 'yesterday', undefined],
  ['a Date that is none', new Date(Number.NaN), undefined],
  ['infinity', Number.POSITIVE_INFINITY, undefined],
  ['an object', {}, undefined],
  ['nothing', undefined, undefined],
])('%s is read as milliseconds', (_, time, expected) => {
  expect(millisecondsOf(time)).toBe(expected);
});
