import { describe, expect, test } from 'vitest';
import { classifyStatus } from '../../src/delivery/classify-status.js';

const typeOf = (status: number, proven = true): string => {
  const outcome = classifyStatus({ status, proven });
  return 'scope' in outcome ? `${outcome.type} ${outcome.scope}` : outcome.type;
};

describe.each([true, false])('whether or not the endpoint took records before (%s)', (proven) => {
  test.each([200, 201, 202, 204, 207, 226, 299])('C37 %i is delivered', (status) => {
    expect(classifyStatus({ status, proven })).toEqual({ type: 'delivered' });
  });

  test.each([500, 502, 503, 504, 507, 508, 509, 511, 520, 524, 527, 529, 598, 599])(
    'C1 %i rests the group and counts for the breaker',
    (status) => {
      expect(classifyStatus({ status, proven, retryAfterMs: 7 })).toEqual({
        type: 'busy',
        scope: 'group',
        reason: `http-${status}`,
        counts: true,
        retryAfterMs: 7,
      });
    },
  );

  test.each([408, 425, 429])('C4 %i rests the group alone', (status) => {
    expect(classifyStatus({ status, proven, retryAfterMs: 7 })).toEqual({
      type: 'busy',
      scope: 'group',
      reason: `http-${status}`,
      retryAfterMs: 7,
    });
  });

  test.each([401, 403])('C7 %i holds the group', (status) => {
    expect(typeOf(status, proven)).toBe('held group');
  });

  test.each([404, 405, 407, 410, 501, 505])('C8 %i holds the group', (status) => {
    expect(typeOf(status, proven)).toBe('held group');
  });

  test('C9 415 holds the group', () => {
    expect(typeOf(415, proven)).toBe('held group');
  });

  test.each([300, 301, 302, 303, 304, 307, 308])('C10 C11 %i holds the endpoint: redirects are not followed', (status) => {
    expect(typeOf(status, proven)).toBe('held endpoint');
  });

  test('C5 413 asks for less at a time', () => {
    expect(typeOf(413, proven)).toBe('too-large');
  });

  test.each([400, 422])('C6 %i is about the records', (status) => {
    expect(classifyStatus({ status, proven })).toEqual({ type: 'refused', reason: `http-${status}` });
  });
});

test.each([402, 406, 409, 411, 418, 431, 451, 499])('C9 %i is about the records only where the endpoint took others', (status) => {
  expect(typeOf(status, true)).toBe('refused');
  expect(typeOf(status, false)).toBe('held group');
});

test('every status that HTTP allows has an outcome', () => {
  for (let status = 200; status <= 999; status += 1) expect(typeOf(status, false)).toMatch(/delivered|busy|held|refused|too-large/);
});
