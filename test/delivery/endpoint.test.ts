import { expect, test } from 'vitest';
import type { HandlerEvent } from '../../src/core/events.js';
import type { Outcome } from '../../src/core/outcome.js';
import { createEndpoint } from '../../src/delivery/endpoint.js';

const timeout = { type: 'busy', scope: 'endpoint', reason: 'timeout' } as const;
const HALF = 0.5;

const endpointWith = () => {
  const events: HandlerEvent[] = [];
  const endpoint = createEndpoint({ observe: (event) => events.push(event), retry: { baseMs: 1000, capMs: 30_000 }, concurrency: 4 });
  const fail = (outcome: Extract<Outcome, { type: 'busy' | 'held' }>, now: number, { group = 'a', isProbe = false } = {}): void =>
    endpoint.failed({ outcome, group, isProbe }, now, HALF);
  return { endpoint, events, fail };
};

test('closed, it has room for as many requests as there may be', () => {
  const { endpoint } = endpointWith();
  expect([0, 3, 4].map((inFlight) => endpoint.roomAt(7, inFlight))).toEqual([7, 7, undefined]);
});

test('open, it has room for a probe when its rest is over; half-open, for nothing', () => {
  const { endpoint, fail } = endpointWith();
  fail(timeout, 0);
  expect([endpoint.state, endpoint.roomAt(0, 0), endpoint.roomAt(600, 3)]).toEqual(['open', 500, 500]);
  expect(endpoint.begin()).toBe(true);
  expect([endpoint.state, endpoint.roomAt(600, 0)]).toEqual(['half-open', undefined]);
});

test('a probe that learned nothing leaves it open for another pace', () => {
  const { endpoint, fail } = endpointWith();
  fail(timeout, 0);
  endpoint.begin();
  endpoint.endProbe(600, HALF);
  expect([endpoint.state, endpoint.probeAt()]).toEqual(['open', 30_600]);
});

test('a probe that was answered leaves it closed', () => {
  const { endpoint, fail } = endpointWith();
  fail(timeout, 0);
  endpoint.begin();
  endpoint.answered(600, 'http-400');
  endpoint.endProbe(600, HALF);
  expect(endpoint.state).toBe('closed');
});

test('the answer that opened it does not close it', () => {
  const { endpoint, fail } = endpointWith();
  const refusal = { type: 'held', scope: 'group', reason: 'http-400' } as const;
  for (const group of ['a', 'b', 'c']) fail(refusal, 0, { group });
  endpoint.begin();
  endpoint.answered(600, 'http-400');
  expect(endpoint.state).toBe('half-open');
  fail(refusal, 600, { group: 'd', isProbe: true });
  expect([endpoint.state, endpoint.held, endpoint.probeAt()]).toEqual(['open', true, 30_600]);
});

test('while it is open or another is the probe, a failure is no news', () => {
  const { endpoint, fail } = endpointWith();
  fail(timeout, 0);
  fail(timeout, 400);
  expect(endpoint.probeAt()).toBe(500);
  endpoint.begin();
  fail(timeout, 600);
  expect(endpoint.state).toBe('half-open');
  fail(timeout, 700, { isProbe: true });
  expect(endpoint.probeAt()).toBe(700 + 1000);
  expect(endpoint.consecutiveFailures).toBe(4);
});

test('it tells when it opens and when it closes, once each', () => {
  const { endpoint, fail, events } = endpointWith();
  fail(timeout, 0);
  fail(timeout, 1);
  endpoint.begin();
  fail(timeout, 600, { isProbe: true });
  endpoint.delivered(2000);
  endpoint.delivered(2001);
  expect(events).toEqual([
    { type: 'endpoint', state: 'open', reason: 'timeout' },
    { type: 'endpoint', state: 'closed', reason: 'timeout' },
  ]);
});

test('after each delivery it has room for one request more, until there is room for all', () => {
  const { endpoint, fail } = endpointWith();
  fail(timeout, 0);
  endpoint.begin();
  const room = (): number => [0, 1, 2, 3, 4].findIndex((inFlight) => endpoint.roomAt(0, inFlight) === undefined);
  const rooms = [1, 2, 3, 4, 5].map((now) => {
    endpoint.delivered(now);
    return room();
  });
  expect(rooms).toEqual([1, 2, 3, 4, 4]);
});
