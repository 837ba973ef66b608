import { beforeEach, expect, test } from 'vitest';
import { createRounds, type Ending } from '../../src/lifecycle/natural-end.js';
import { createFakeClock, type FakeClock } from '../kit/fake-clock.js';
import { type HandlerDouble, handlerDouble } from './handler-double.js';

let clock: FakeClock;
let endRound: (endings: readonly Ending[]) => Promise<void>;
beforeEach(() => {
  clock = createFakeClock();
  endRound = createRounds(clock);
});

const flushBeforeEnd = (handlers: readonly Ending['handler'][], closeTimeoutMs = 5000): Promise<void> =>
  endRound(handlers.map((handler) => ({ handler, closeTimeoutMs })));

const holding = (delivers: 'at once' | 'when told' | 'never returns'): HandlerDouble => {
  const handler = handlerDouble({ delivers, setTimer: clock.setTimer });
  handler.accept(3);
  return handler;
};

test('B22 the process is held while a handler delivers, and let go as soon as it has', async () => {
  const handler = holding('when told');
  void flushBeforeEnd([handler]);
  await clock.advance(1_000);
  expect(clock.holdingTimers()).toBe(1);
  handler.deliver();
  await clock.settle();
  expect(clock.holdingTimers()).toBe(0);
  expect(handler.calls).toEqual(['flush 5000']);
});

test('B22 nothing to deliver holds nothing', async () => {
  await flushBeforeEnd([]);
  expect(clock.holdingTimers()).toBe(0);
});

test.each(['when told', 'never returns'] as const)(
  'B22 behind a collector that takes nothing the budget ends it, and the records are given up (flush %s)',
  async (delivers) => {
    const handler = holding(delivers);
    void flushBeforeEnd([handler]);
    await clock.advance(4_999);
    expect(handler.calls).toEqual(['flush 5000']);
    await clock.advance(1);
    expect(handler.calls).toEqual(['flush 5000', 'close 0']);
  },
);

test('B22 a handler stays open when all it held was delivered, whatever becomes of its neighbour', async () => {
  const [well, sick] = [holding('at once'), holding('when told')];
  void flushBeforeEnd([well, sick]);
  await clock.advance(6_000);
  expect([well.calls, sick.calls]).toEqual([['flush 5000'], ['flush 5000', 'close 0']]);
});

test('B22 a handler that fails holds nothing up', async () => {
  const failing = { ...holding('at once'), flush: () => Promise.reject(new Error('no')), close: () => Promise.reject(new Error('no')) };
  await flushBeforeEnd([failing]);
  expect(clock.holdingTimers()).toBe(0);
});

test('each handler has its own budget', async () => {
  const [short, long] = [holding('never returns'), holding('never returns')];
  void endRound([
    { handler: short, closeTimeoutMs: 300 },
    { handler: long, closeTimeoutMs: 8_000 },
  ]);
  await clock.advance(300);
  expect([short.calls, long.calls]).toEqual([['flush 300', 'close 0'], ['flush 8000']]);
  await clock.advance(7_699);
  expect(long.calls).toEqual(['flush 8000']);
  await clock.advance(1);
  expect(long.calls).toEqual(['flush 8000', 'close 0']);
});

test('what is logged at each round is waited for three times in a row, and again once the program went on by itself', async () => {
  const handler = holding('at once');
  for (let round = 0; round < 6; round += 1) await flushBeforeEnd([handler]);
  expect(handler.calls).toEqual(['flush 5000', 'flush 5000', 'flush 5000']);
  await clock.advance(50);
  await flushBeforeEnd([handler]);
  expect(handler.calls).toHaveLength(4);
});

test.each([
  ['the collector is away, and the disk is well', 'ok', 1, 'flush 1000'],
  ['the collector is away, and so is the disk', 'away', 1, 'flush 5000'],
  ['the collector takes records', 'ok', 0, 'flush 5000'],
] as const)('a program whose records are on disk waits a second, not its whole time: %s', async (_, state, consecutiveFailures, called) => {
  const handler = holding('when told');
  const spool = { state, bytes: 1, maxBytes: 2, unreadBytes: 0 };
  const getHealthStatus = () => ({ ...handler.getHealthStatus(), consecutiveFailures, spool });
  void flushBeforeEnd([{ ...handler, getHealthStatus }]);
  await clock.advance(0);
  expect(handler.calls).toEqual([called]);
});
