import { describe, expect, test } from 'vitest';
import { startDeadline, untilAborted } from '../../src/delivery/deadline.js';
import { createFakeClock } from '../kit/fake-clock.js';

const never = new AbortController().signal;

describe('a deadline', () => {
  test('passes after its time, and aborts', async () => {
    const clock = createFakeClock();
    const deadline = startDeadline(1000, clock, never);
    await clock.advance(999);
    expect(deadline).toMatchObject({ hasPassed: false, signal: { aborted: false } });
    await clock.advance(1);
    expect(deadline).toMatchObject({ hasPassed: true, signal: { aborted: true } });
  });

  test('aborts with the outer signal, and has not passed then', () => {
    const outer = new AbortController();
    const deadline = startDeadline(1000, createFakeClock(), outer.signal);
    outer.abort();
    expect(deadline).toMatchObject({ hasPassed: false, signal: { aborted: true } });
    expect(startDeadline(1000, createFakeClock(), outer.signal).signal.aborted).toBe(true);
  });

  test('leaves no timer and no listener behind', async () => {
    const clock = createFakeClock();
    const outer = new AbortController();
    const deadline = startDeadline(1000, clock, outer.signal);
    deadline.end();
    outer.abort();
    await clock.advance(5000);
    expect(clock.pendingTimers()).toBe(0);
    expect(deadline).toMatchObject({ hasPassed: false, signal: { aborted: false } });
  });

  test.each([
    [30_000, 1000],
    [400, 400],
  ])('L9 of %i ms gives %i ms of grace, once, when our own event loop stood still', (ms, grace) => {
    const { clock, fire } = lateClock();
    const deadline = startDeadline(ms, clock, never);
    expect(fire(ms + 5000)).toBe(ms);
    expect(deadline.hasPassed).toBe(false);
    expect(fire(ms + 9000)).toBe(grace);
    expect(deadline.hasPassed).toBe(true);
  });
});

/** A clock whose only timer fires when told, however late; `fire` answers how long that timer had been set for. */
const lateClock = () => {
  let now = 0;
  let timer = { ms: 0, run: (): void => {} };
  const clock = {
    ...createFakeClock(),
    monotonic: () => now,
    setTimer: (ms: number, run: () => void) => {
      timer = { ms, run };
      return () => {};
    },
  };
  const fire = (at: number): number => {
    const { ms, run } = timer;
    now = at;
    run();
    return ms;
  };
  return { clock, fire };
};

describe('untilAborted', () => {
  test('gives what the promise gives', async () => {
    expect(await untilAborted(Promise.resolve(1), never)).toBe(1);
    await expect(untilAborted(Promise.reject(new Error('x')), never)).rejects.toThrow('x');
  });

  test('gives undefined once the signal aborts, even when that was before, and swallows what the promise says later', async () => {
    const controller = new AbortController();
    const late = deferred();
    const waiting = untilAborted(late.promise, controller.signal);
    controller.abort();
    expect(await waiting).toBeUndefined();
    expect(await untilAborted(late.promise, controller.signal)).toBeUndefined();
    late.reject(new Error('nobody hears this'));
  });
});

const deferred = () => {
  let reject = (_error: Error): void => {};
  const promise = new Promise((_resolve, fail) => {
    reject = fail;
  });
  return { promise, reject };
};
