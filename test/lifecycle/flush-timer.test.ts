import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { startFlushTimer } from '../../src/lifecycle/flush-timer.js';
import { register } from '../../src/lifecycle/registry.js';
import { createFakeClock, type FakeClock } from '../kit/fake-clock.js';
import { type HandlerDouble, handlerDouble } from './handler-double.js';

let clock: FakeClock;
let forgets: (() => void)[];

const live = (handler: HandlerDouble): HandlerDouble => {
  forgets.push(register(handler).forget);
  return handler;
};

beforeEach(() => {
  clock = createFakeClock();
  forgets = [];
});
afterEach(() => {
  startFlushTimer(0);
  for (const forget of forgets) forget();
});

test('B12 it flushes at once and then each period, and never keeps the process alive', async () => {
  const handler = live(handlerDouble());
  startFlushTimer(10, { clock });
  expect(handler.calls).toHaveLength(1);
  await clock.advance(9_999);
  expect(handler.calls).toHaveLength(1);
  await clock.advance(1);
  expect(handler.calls).toHaveLength(2);
  await clock.advance(20_000);
  expect(handler.calls).toHaveLength(4);
  expect([clock.pendingTimers(), clock.holdingTimers()]).toEqual([1, 0]);
});

test('B12 zero stops it, and so does its handle', async () => {
  const handler = live(handlerDouble());
  startFlushTimer(1, { clock });
  startFlushTimer(0, { clock });
  await clock.advance(5_000);
  expect(handler.calls).toHaveLength(1);
  startFlushTimer(1, { clock }).stop();
  expect(handler.calls).toHaveLength(2);
  expect(clock.pendingTimers()).toBe(0);
});

test('B12 a second call replaces the first, whose handle then stops nothing', async () => {
  const handler = live(handlerDouble());
  const first = startFlushTimer(1, { clock });
  startFlushTimer(10, { clock });
  first.stop();
  await clock.advance(10_000);
  expect(handler.calls).toHaveLength(3);
});

test('B12 a second copy of the package replaces the timer of the first', async () => {
  const handler = live(handlerDouble());
  startFlushTimer(1, { clock });
  vi.resetModules();
  const other = await import('../../src/lifecycle/flush-timer.js');
  other.startFlushTimer(10, { clock });
  await clock.advance(10_000);
  expect(handler.calls).toHaveLength(3);
  expect(clock.pendingTimers()).toBe(1);
});

test('B13 all handlers are flushed, not only the last', () => {
  const handlers = [live(handlerDouble()), live(handlerDouble())];
  startFlushTimer(1, { clock });
  expect(handlers.map(({ calls }) => calls.length)).toEqual([1, 1]);
});

test('B14 a handler made after the timer is flushed by it', async () => {
  startFlushTimer(1, { clock });
  const late = live(handlerDouble());
  await clock.advance(1_000);
  expect(late.calls).toHaveLength(1);
});

test('B15 maxIterations 3 makes four flushes', async () => {
  const handler = live(handlerDouble());
  startFlushTimer(1, { clock, maxIterations: 3 });
  await clock.advance(60_000);
  expect(handler.calls).toHaveLength(4);
  expect(clock.pendingTimers()).toBe(0);
});

test('a flush behind a slow collector does not keep the next from cutting what came since, and none waits for it', async () => {
  const handler = live(handlerDouble({ delivers: 'when told', setTimer: clock.setTimer }));
  startFlushTimer(1, { clock });
  await clock.advance(2_000);
  expect(handler.calls).toEqual(['flush 0', 'flush 0', 'flush 0']);
  expect(clock.pendingTimers()).toBe(1);
});

test('R15 a flush that fails does not stop the timer', async () => {
  let flushes = 0;
  const fail = {
    rejects: () => Promise.reject(new Error('no')),
    throws: () => {
      throw new Error('no');
    },
  };
  for (const failing of Object.values(fail)) {
    live({
      ...handlerDouble(),
      flush: () => {
        flushes += 1;
        return failing();
      },
    });
  }
  startFlushTimer(1, { clock });
  await clock.advance(2_000);
  expect(flushes).toBe(6);
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 2_147_484, '10', undefined, null])('seconds: %s is refused', (seconds) => {
  expect(() => startFlushTimer(seconds as number)).toThrow(ConfigurationError);
  expect(() => startFlushTimer(seconds as number)).toThrow(/^startFlushTimer: seconds .* got "?.*for example 10/);
});

test.each([-1, 1.5, Number.NaN, '3'])('maxIterations: %s is refused', (maxIterations) => {
  expect(() => startFlushTimer(1, { maxIterations: maxIterations as number })).toThrow(/maxIterations/);
});

test('a refused call leaves the running timer as it was', async () => {
  const handler = live(handlerDouble());
  startFlushTimer(1, { clock });
  expect(() => startFlushTimer(-1)).toThrow();
  await clock.advance(1_000);
  expect(handler.calls).toHaveLength(2);
});
