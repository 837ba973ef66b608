import { beforeEach, expect, test } from 'vitest';
import { endAll, type Reach } from '../../src/lifecycle/whole-process.js';
import { createFakeClock, type FakeClock } from '../kit/fake-clock.js';
import { handlerDouble } from './handler-double.js';

let clock: FakeClock;

beforeEach(() => {
  clock = createFakeClock();
});

const reach = (changes: Partial<Reach>): Reach => ({ clock, handlers: [], askWorkers: async () => [], ...changes });

test('R18 results of all handlers, here and in workers, are summed up', async () => {
  const handlers = [handlerDouble(), handlerDouble()];
  handlers[0]!.accept(2);
  handlers[1]!.accept(3);
  const askWorkers = async () => [
    { delivered: 10, spooled: 1, dropped: 2, left: 3 },
    { delivered: 20, spooled: 0, dropped: 0, left: 4 },
  ];
  expect(await endAll('close', 700, reach({ handlers, askWorkers }))).toEqual({ delivered: 35, spooled: 1, dropped: 2, left: 7 });
  expect(handlers.map(({ calls }) => calls)).toEqual([['close 700'], ['close 700']]);
});

test('with nothing alive it resolves to nothing, at once', async () => {
  expect(await endAll('flush', 30_000, reach({}))).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 0 });
  expect(clock.pendingTimers()).toBe(0);
});

test('it waits for the slowest, and keeps the process alive meanwhile', async () => {
  const [quick, slow] = [handlerDouble(), handlerDouble({ delivers: 'when told' })];
  slow.accept(5);
  let result: unknown;
  void endAll('flush', 1_000, reach({ handlers: [quick, slow] })).then((value) => {
    result = value;
  });
  await clock.advance(900);
  expect(result).toBeUndefined();
  expect(clock.holdingTimers()).toBe(1);
  slow.deliver();
  await clock.settle();
  expect(result).toMatchObject({ delivered: 5, left: 0 });
  expect(clock.pendingTimers()).toBe(0);
});

test.each([
  ['a handler that never returns', { handlers: [handlerDouble({ delivers: 'never returns' })] }],
  ['workers that never answer', { askWorkers: () => new Promise<never>(() => undefined) }],
])('K5 %s costs no more than the time and 100 ms', async (_what, changes) => {
  let doneAtMs = Number.NaN;
  void endAll('close', 5_000, reach(changes)).then(() => {
    doneAtMs = clock.now;
  });
  await clock.advance(60_000);
  expect(doneAtMs).toBeGreaterThanOrEqual(5_000);
  expect(doneAtMs).toBeLessThanOrEqual(5_100);
});

test('what a handler holds that failed or never returned is left', async () => {
  const hung = handlerDouble({ delivers: 'never returns' });
  const failing = { ...handlerDouble(), flush: () => Promise.reject(new Error('no')), stats: hung.stats };
  const throwing = {
    ...failing,
    flush: () => {
      throw new Error('no');
    },
  };
  hung.accept(4);
  const ending = endAll('flush', 100, reach({ handlers: [hung, failing, throwing] }));
  await clock.advance(200);
  expect(await ending).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 12 });
});
