import { describe, expect, test, vi } from 'vitest';
import { createRoom } from '../../src/buffer/room.js';
import { createFakeClock } from '../kit/fake-clock.js';

/** A buffer that is as full as the test says. */
const stage = ({ fill = 0, records = 1 } = {}) => {
  const held = { fill, records };
  const clock = createFakeClock();
  const stir = vi.fn();
  const room = createRoom({ clock, fill: () => held.fill, isEmpty: () => held.records === 0, stir });
  /** What changes without a word. */
  const become = (change: Partial<typeof held>): void => {
    Object.assign(held, change);
  };
  const hold = (change: Partial<typeof held>): void => {
    become(change);
    room.changed();
  };
  return { room, clock, hold, become, stir };
};

const PENDING = Symbol('pending');

/** What a promise has come to by now. */
const now = async (promise: Promise<unknown>): Promise<unknown> => {
  await Promise.resolve();
  return Promise.race([promise, Promise.resolve(PENDING)]);
};

describe('K6 who waits for room', () => {
  test.each([0, 0.99, 1])('goes on at once while nothing is owed (the buffer is %d full)', async (fill) => {
    expect(await now(stage({ fill }).room.accepted())).toBe(true);
  });

  test('goes on when all credit is paid back, not before', async () => {
    const { room, hold } = stage({ fill: 1.1 });
    const wait = room.accepted({ timeoutMs: 1000 });
    hold({ fill: 1.01 });
    expect(await now(wait)).toBe(PENDING);
    hold({ fill: 1 });
    expect(await wait).toBe(true);
  });

  test('goes on one after the other, in order, and no further than there is room', async () => {
    const { room, clock, hold, become } = stage({ fill: 1.5 });
    const order: number[] = [];
    for (const sender of [1, 2, 3, 4]) {
      void room.accepted().then(() => {
        order.push(sender);
        if (sender === 3) become({ fill: 1.1 });
      });
    }
    hold({ fill: 1 });
    await clock.settle();
    expect(order).toEqual([1, 2, 3]);
    hold({ fill: 1 });
    await clock.settle();
    expect(order).toEqual([1, 2, 3, 4]);
  });

  test('hears within a second of room that nobody told of', async () => {
    const { room, clock, become } = stage({ fill: 1.1 });
    const waits = [room.accepted(), room.drained()];
    await clock.advance(10_000);
    become({ fill: 0, records: 0 });
    await clock.advance(1000);
    expect(await Promise.all(waits)).toEqual([true, undefined]);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('R13 is told that there is none when its time is over, not before', async () => {
    const { room, clock } = stage({ fill: 1.1 });
    const wait = room.accepted({ timeoutMs: 100 });
    await clock.advance(99);
    expect(await now(wait)).toBe(PENDING);
    await clock.advance(1);
    expect(await wait).toBe(false);
  });

  test('has nothing lie still, as long as there is no room', async () => {
    const { room, hold, stir } = stage({ fill: 1.1 });
    const wait = room.accepted();
    expect(stir).toHaveBeenCalledTimes(1);
    hold({ fill: 1.05 });
    expect(stir).toHaveBeenCalledTimes(2);
    hold({ fill: 1 });
    expect([await wait, stir.mock.calls.length]).toEqual([true, 2]);
  });

  test('keeps the process alive by one timer, and leaves none behind', async () => {
    const { room, clock, hold } = stage({ fill: 1.1 });
    const waits = [room.accepted({ timeoutMs: 100 }), room.accepted({ timeoutMs: 100 })];
    expect([clock.pendingTimers(), clock.holdingTimers()]).toEqual([3, 1]);
    hold({ fill: 0 });
    await Promise.all(waits);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('waits without a limit where none is given', async () => {
    const { room, clock } = stage({ fill: 1.1 });
    const wait = room.accepted();
    await clock.advance(3_600_000);
    expect(await now(wait)).toBe(PENDING);
  });
});

describe('who waits for the end', () => {
  test('goes on at once when nothing is held', async () => {
    expect(await now(stage({ records: 0 }).room.drained())).toBeUndefined();
  });

  test('waits for what came meanwhile, too', async () => {
    const { room, hold, stir } = stage({ records: 3 });
    const waits = [room.drained(), room.drained()];
    hold({ records: 1 });
    hold({ records: 2 });
    expect(await now(waits[0]!)).toBe(PENDING);
    hold({ records: 0 });
    expect(await Promise.all(waits)).toEqual([undefined, undefined]);
    expect(stir).toHaveBeenCalledTimes(4);
  });
});

test('a handler that closes lets everybody go, and tells those who wanted room that there is none', async () => {
  const { room, clock } = stage({ fill: 1.1, records: 3 });
  const waits = [room.accepted(), room.accepted({ timeoutMs: 100 }), room.drained()];
  room.close();
  expect(await Promise.all(waits)).toEqual([false, false, undefined]);
  expect(await Promise.all([room.accepted(), room.drained()])).toEqual([false, undefined]);
  expect(clock.pendingTimers()).toBe(0);
});

test('who waits again within the same turn is not forgotten', async () => {
  const { room, hold } = stage({ fill: 1.1 });
  const twice = room.accepted().then(() => room.accepted());
  hold({ fill: 1 });
  hold({ fill: 1.1 });
  expect(await now(twice)).toBe(PENDING);
  hold({ fill: 0.9 });
  expect(await twice).toBe(true);
});
