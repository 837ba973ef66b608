import { afterEach, expect, test } from 'vitest';
import { flushAll } from '../../src/lifecycle/flush-all.js';
import { startFlushTimer } from '../../src/lifecycle/flush-timer.js';
import { registerPipe } from '../../src/lifecycle/pipes.js';
import { register } from '../../src/lifecycle/registry.js';
import { shutdown } from '../../src/lifecycle/shutdown.js';
import { createFakeClock } from '../kit/fake-clock.js';
import { loopMs } from '../kit/loop-time.js';
import { type HandlerDouble, handlerDouble } from './handler-double.js';

const forgets: (() => void)[] = [];
const live = (handler: HandlerDouble): HandlerDouble => {
  const { forget } = register(handler);
  forgets.push(forget);
  return { ...handler };
};
afterEach(() => {
  for (const forget of forgets.splice(0)) forget();
});

test('A37 shutdown closes every live handler within 5,000 ms unless told otherwise, stops the flush timer, and may be called again', async () => {
  const clock = createFakeClock();
  const handler = live(handlerDouble());
  startFlushTimer(1, { clock });
  handler.accept(7);
  expect(await shutdown()).toEqual({ delivered: 7, spooled: 0, dropped: 0, left: 0 });
  expect(await shutdown({ timeoutMs: 20 })).toMatchObject({ delivered: 0, left: 0 });
  await clock.advance(10_000);
  expect(handler.calls).toEqual(['flush 0', 'close 5000', 'close 20']);
});

test('A37 records that the time did not suffice for are left, and it does not reject', async () => {
  const handler = live(handlerDouble({ delivers: 'when told' }));
  handler.accept(3);
  expect(await shutdown({ timeoutMs: 30 })).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 3 });
});

test('B16 flushAll flushes every live handler, within 30,000 ms unless told otherwise', async () => {
  const handlers = [live(handlerDouble()), live(handlerDouble())];
  handlers[1]!.accept(2);
  expect(await flushAll()).toEqual({ delivered: 2, spooled: 0, dropped: 0, left: 0 });
  expect(handlers.map(({ calls }) => calls)).toEqual([['flush 30000'], ['flush 30000']]);
});

test('what is on its way to workers is read first; a pipe that is stuck has half of the time', async () => {
  const times: number[] = [];
  const removes = [
    registerPipe(async (timeoutMs) => void times.push(timeoutMs)),
    registerPipe(() => new Promise(() => undefined)),
    registerPipe(() => Promise.reject(new Error('no'))),
  ];
  const startMs = performance.now();
  expect(await loopMs(() => flushAll({ timeoutMs: 80 }))).toBeLessThan(180);
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(35);
  expect(times).toEqual([40]);
  for (const remove of removes) remove();
  await flushAll({ timeoutMs: 80 });
  expect(times).toEqual([40]);
});

test.each([
  ['shutdown', shutdown],
  ['flushAll', flushAll],
])('%s refuses a timeoutMs that is no time', async (name, word) => {
  await expect(word({ timeoutMs: -1 })).rejects.toThrow(`${name}: timeoutMs must be a number from 0 to 2147483647, got -1`);
});
