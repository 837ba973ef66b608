import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createFakeClock } from './fake-clock.js';

test('timers fire in the order they fall due, those of one moment in the order they were set, each at its own time', async () => {
  const clock = createFakeClock();
  const fired: [string, number][] = [];
  const note = (name: string) => () => void fired.push([name, clock.now]);
  clock.setTimer(20, note('late'));
  clock.setTimer(10, note('early'));
  clock.setTimer(10, note('early too'));
  clock.setTimer(21, note('not yet'));
  await clock.advance(20);
  expect(fired).toEqual([
    ['early', 10],
    ['early too', 10],
    ['late', 20],
  ]);
  expect([clock.now, clock.monotonic(), clock.pendingTimers()]).toEqual([20, 20, 1]);
});

test('a timer set by a timer, or by a promise that one resolved, fires in the same advance', async () => {
  const clock = createFakeClock();
  const fired: number[] = [];
  clock.setTimer(5, () => {
    void Promise.resolve().then(() => clock.setTimer(5, () => fired.push(clock.now)));
  });
  await clock.advance(10);
  expect(fired).toEqual([10]);
});

test('a cancelled timer never fires, and one that has fired is gone', async () => {
  const clock = createFakeClock();
  const cancel = clock.setTimer(5, () => expect.unreachable());
  clock.setTimer(5, () => undefined, true);
  expect([clock.pendingTimers(), clock.holdingTimers()]).toEqual([2, 1]);
  cancel();
  await clock.advance(10);
  expect([clock.pendingTimers(), clock.holdingTimers()]).toEqual([0, 0]);
});

test('runUntil fires what it takes and no more', async () => {
  const clock = createFakeClock();
  let ticks = 0;
  const tick = (): void => {
    ticks += 1;
    clock.setTimer(100, tick);
  };
  tick();
  await clock.runUntil(() => ticks === 4);
  expect(clock.now).toBe(300);
});

test('runUntil gives up where nothing is left to fire, or time is over, and says what for', async () => {
  const clock = createFakeClock();
  await expect(clock.runUntil(() => false)).rejects.toThrow('still not so at 0 ms, 0 timers pending: () => false');
  clock.setTimer(1001, () => expect.unreachable());
  await expect(clock.runUntil(() => false, { maxMs: 1000 })).rejects.toThrow('1 timers pending');
});

test('a timer that throws fails the test that advanced the clock', async () => {
  const clock = createFakeClock();
  clock.setTimer(1, () => {
    throw new Error('oops');
  });
  await expect(clock.advance(1)).rejects.toThrow('oops');
});

test('the calendar is kept apart from the clock: it may jump', async () => {
  const clock = createFakeClock({ wallTime: 1_000_000 });
  await clock.advance(5);
  expect(clock.wallTime()).toBe(1_000_005);
  clock.setWallTime(500);
  await clock.advance(5);
  expect([clock.wallTime(), clock.now]).toEqual([505, 10]);
});

test('equal seeds throw equal dice, all in [0, 1); loaded dice stay loaded until they are changed', () => {
  const throwTen = (seed: number): number[] => {
    const clock = createFakeClock({ seed });
    return Array.from({ length: 10 }, () => clock.random());
  };
  expect(throwTen(7)).toEqual(throwTen(7));
  expect(throwTen(7)).not.toEqual(throwTen(8));
  expect(new Set(throwTen(7)).size).toBe(10);
  expect(throwTen(7).every((value) => value >= 0 && value < 1)).toBe(true);
  const clock = createFakeClock();
  clock.setRandom(0.5);
  expect([clock.random(), clock.random()]).toEqual([0.5, 0.5]);
  clock.setRandom(undefined);
  expect(clock.random()).not.toBe(0.5);
});

test('loopback sockets move while the clock settles', async () => {
  const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const clock = createFakeClock();
  let heard = '';
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.setEncoding('utf8').on('data', (text) => {
    heard += text;
  });
  await clock.advance(0);
  expect(heard).toBe('hello');
  server.close();
});
