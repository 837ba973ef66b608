import { beforeEach, expect, test, vi } from 'vitest';
import type { FlushResult, Stats } from '../../src/core/handler.js';
import { createRefusals } from '../../src/transports/refusals.js';
import { createWorkerHandler } from '../../src/transports/worker-handler.js';
import { readWorkerOptions } from '../../src/transports/worker-options.js';

const STATS: Stats = {
  received: 3,
  accepted: 3,
  recovered: 0,
  delivered: 1,
  dropped: {},
  deadLettered: 0,
  spooled: 0,
  waiting: 2,
  inFlight: 0,
  bytes: 0,
  groups: 1,
  attempts: 1,
  retries: 0,
};
const RESULT: FlushResult = { delivered: 2, spooled: 0, dropped: 0, left: 0 };

const remote = vi.hoisted(() => ({
  flush: vi.fn(),
  close: vi.fn(),
  stats: vi.fn(),
  getHealthStatus: vi.fn(),
  getFailedLogs: vi.fn(),
  retryFailed: vi.fn(),
  on: vi.fn(),
  forget: vi.fn(),
}));
vi.mock('../../src/lifecycle/remote-engine.js', () => ({ remoteEngine: () => remote }));
const stopHearing = vi.fn();
beforeEach(() => {
  vi.resetAllMocks();
  remote.on.mockReturnValue(stopHearing);
});

const setUp = (written = 3) => {
  const drainPipe = vi.fn(async (_timeoutMs: number) => {});
  const end = vi.fn();
  const options = readWorkerOptions({ url: 'http://localhost', closeTimeoutMs: 700 });
  return {
    ...createWorkerHandler({ id: 'id', options, refusals: createRefusals(undefined), written: () => written, drainPipe, end }),
    drainPipe,
    end,
  };
};

test('flush empties the pipe first, and gives the worker the rest of the time', async () => {
  remote.flush.mockResolvedValue(RESULT);
  const { handler, drainPipe } = setUp();
  expect(await handler.flush({ timeoutMs: 100 })).toEqual(RESULT);
  expect(drainPipe).toHaveBeenCalledBefore(remote.flush);
  expect(remote.flush.mock.calls[0]?.[0].timeoutMs).toBeLessThanOrEqual(100);
});

test('null for options means none', async () => {
  remote.flush.mockResolvedValue(RESULT);
  remote.close.mockResolvedValue(RESULT);
  const { handler } = setUp();
  expect([await handler.flush(null as never), await handler.close(null as never)]).toEqual([RESULT, RESULT]);
});

test.each([
  ['nothing', undefined, 3],
  ['of one delivered and two waiting', STATS, 2],
  ['of two, with one still on its way', { ...STATS, received: 2, waiting: 1 }, 2],
])('of a worker that falls silent and last spoke %s, the rest is left', async (_, stats, left) => {
  const { handler } = setUp();
  remote.stats.mockResolvedValueOnce(stats);
  await handler.stats();
  expect(await handler.flush()).toEqual({ delivered: 0, spooled: 0, dropped: 0, left });
});

test('close closes once, within closeTimeoutMs, ends the thread, and keeps the last counts', async () => {
  remote.close.mockResolvedValue(RESULT);
  remote.stats.mockResolvedValueOnce(STATS);
  const { handler, isClosed, drainPipe, end } = setUp();
  expect(isClosed()).toBe(false);
  const both = [handler.close(), handler.close({ timeoutMs: 1 })];
  expect(isClosed()).toBe(true);
  expect(await Promise.all(both)).toEqual([RESULT, RESULT]);
  expect(drainPipe).toHaveBeenCalledExactlyOnceWith(700);
  expect(end).toHaveBeenCalledOnce();
  expect(await handler.stats()).toEqual(STATS);
});

test.each([
  ['answers', RESULT],
  ['does not answer', undefined],
])('close lets go of all that it listened to, when the worker %s', async (_what, result) => {
  remote.close.mockResolvedValue(result);
  const { handler } = setUp();
  expect(remote.on).toHaveBeenCalledTimes(2);
  await handler.close();
  expect(stopHearing).toHaveBeenCalledTimes(2);
  expect(remote.forget).toHaveBeenCalledOnce();
});

test('a worker that does not answer is not ended, for that would block this thread while it is stuck', async () => {
  const { handler, end } = setUp();
  expect(await handler.close({ timeoutMs: 0 })).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 3 });
  expect(end).not.toHaveBeenCalled();
});
