import { expect, test } from 'vitest';
import { retryAfterMs } from '../../src/delivery/retry-after.js';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 30);
const SERVER_NOW = 'Sun, 06 Nov 1994 08:49:35 GMT';

test.each([
  ['seconds', '7', undefined, 7000],
  ['zero', '0', undefined, 0],
  ['spaces around', ' 7 ', undefined, 7000],
  ['a fraction, which RFC 9110 does not know but servers send', '1.5', undefined, 1500],
  ['an HTTP date', 'Sun, 06 Nov 1994 08:49:37 GMT', undefined, 7000],
  ['a date of RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', undefined, 7000],
  ['a date of asctime, which means GMT', 'Sun Nov  6 08:49:37 1994', undefined, 7000],
  ["a date by the server's own clock, five seconds ahead of ours", 'Sun, 06 Nov 1994 08:49:37 GMT', SERVER_NOW, 2000],
  ['a date in the past', 'Sun, 06 Nov 1994 08:49:07 GMT', undefined, 0],
  ['seconds for a day, cut to an hour', '86400', undefined, 3_600_000],
  ['a date next year, cut to an hour', 'Mon, 06 Nov 1995 08:49:37 GMT', undefined, 3_600_000],
  ['a number that no double holds', '9'.repeat(400), undefined, 3_600_000],
  ['nothing', undefined, undefined, undefined],
  ['an empty text', '', undefined, undefined],
  ['a negative number', '-7', undefined, undefined],
  ['words', 'in a while', undefined, undefined],
  ['two headers', ['7', '8'], undefined, undefined],
])('Retry-After: %s', (_name, value, serverDate, expected) => {
  expect(retryAfterMs(value, serverDate, NOW)).toBe(expected);
});
