import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate as immediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { requestContext, withRequestContext } from '../../src/context/request-context.js';
import { captureContext, getContext, runWithContext } from '../../src/context/scope.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('outside of any scope the context is empty', () => {
  expect(getContext()).toEqual({});
});

test('what the function returns or throws is passed through', async () => {
  expect(runWithContext({}, () => 7)).toBe(7);
  await expect(runWithContext({}, async () => 'later')).resolves.toBe('later');
  expect(() =>
    runWithContext({}, () => {
      throw new RangeError('mine');
    }),
  ).toThrow(RangeError);
  expect(getContext()).toEqual({});
});

test('R2 nested scopes merge, the inner value wins, and each is restored on exit', () => {
  runWithContext({ a: 1, b: 1 }, () => {
    runWithContext({ b: 2, c: 2 }, () => expect(getContext()).toEqual({ a: 1, b: 2, c: 2 }));
    expect(getContext()).toEqual({ a: 1, b: 1 });
  });
  expect(getContext()).toEqual({});
});

test.each<[string, (tell: (value?: unknown) => void) => unknown]>([
  ['an await', async (tell) => tell(await undefined)],
  ['a promise', (tell) => Promise.resolve().then(tell)],
  ['a timer', (tell) => setTimeout(tell, 0)],
  ['an immediate', (tell) => setImmediate(tell)],
  ['a tick', (tell) => process.nextTick(tell)],
  ['a stream', (tell) => Readable.from(['x']).on('data', tell)],
])('R2 %s that starts in a scope keeps its context', async (_, start) => {
  const seen = new Promise((resolve) => {
    runWithContext({ id: 1 }, () => start(() => resolve(getContext())));
  });
  expect(await seen).toEqual({ id: 1 });
});

test('R2 parallel tasks each see their own values', async () => {
  const task = (id: number) =>
    withRequestContext({ userId: id }, async () => {
      await immediate();
      return getContext();
    });
  const contexts = await Promise.all(Array.from({ length: 50 }, (_, id) => task(id)));
  expect(contexts.map((context) => context['userId'])).toEqual(Array.from({ length: 50 }, (_, id) => id));
  expect(new Set(contexts.map((context) => context['requestId'])).size).toBe(50);
});

test('the context is frozen, and a copy: changing the given values later changes nothing', () => {
  const values = { user: 'ann' };
  runWithContext(values, () => {
    values.user = 'bob';
    expect(getContext()).toEqual({ user: 'ann' });
    expect(Object.isFrozen(getContext())).toBe(true);
  });
});

test.each<[string, object]>([
  ['a getter that throws', Object.defineProperty({}, 'bad', { enumerable: true, get: () => expect.fail('read') })],
  ['nothing at all', undefined as unknown as object],
])('values with %s do not keep the request from running', (_, values) => {
  expect(runWithContext({ ...{}, kept: 1 }, () => runWithContext(values as Record<string, unknown>, getContext))).toEqual({ kept: 1 });
  expect(withRequestContext(values as Record<string, unknown>, getContext)).toEqual({ requestId: expect.stringMatching(UUID) });
});

test.each([
  [{}, expect.stringMatching(UUID)],
  [{ requestId: 'given' }, 'given'],
  [{ requestId: undefined }, expect.stringMatching(UUID)],
])('R3 a request context of %o has the request id %s', (values, requestId) => {
  expect(withRequestContext(values, getContext)).toEqual({ requestId });
});

test('a captured context is the same later, whatever the context is by then', () => {
  const emitter = new EventEmitter();
  const seen: unknown[] = [];
  runWithContext({ id: 'captured' }, () => {
    const run = captureContext();
    emitter.on('job', () => run(() => seen.push(getContext())));
  });
  runWithContext({ id: 'emitting', extra: 1 }, () => emitter.emit('job'));
  expect(seen).toEqual([{ id: 'captured' }]);
});

test('R3 `using` opens a request for the rest of its block', () => {
  {
    using request = requestContext({ userId: 1 });
    expect(getContext()).toEqual({ userId: 1, requestId: expect.stringMatching(UUID) });
    expect(request.values).toBe(getContext());
    {
      using _inner = requestContext({ userId: 2, requestId: 'inner' });
      expect(getContext()).toEqual({ userId: 2, requestId: 'inner' });
    }
    expect(getContext()).toBe(request.values);
  }
  expect(getContext()).toEqual({});
});

const handle = async (userId: number): Promise<unknown> => {
  await using _request = requestContext({ userId, [`only${userId}`]: true });
  await immediate();
  return getContext();
};

test('R3 `await using` leaves nothing behind: not in its caller, not in the next request', async () => {
  for (const userId of [1, 2, 3]) {
    const requestId = expect.stringMatching(UUID);
    expect(await handle(userId)).toEqual({ userId, requestId, [`only${userId}`]: true });
    expect(getContext()).toEqual({});
  }
});

test('scopes closed out of order leave the open one in force', () => {
  const outer = requestContext({ requestId: 'outer' });
  const inner = requestContext({ requestId: 'inner' });
  outer[Symbol.dispose]();
  expect(getContext()).toEqual({ requestId: 'inner' });
  inner[Symbol.dispose]();
  expect(getContext()).toEqual({});
});

test('work that outlives its `using` block keeps its context through `captureContext`', async () => {
  const start = () => {
    using _request = requestContext({ requestId: 'r1' });
    const keep = captureContext();
    return immediate().then(() => [getContext(), keep(getContext)]);
  };
  expect(await start()).toEqual([{}, { requestId: 'r1' }]);
});

test('two copies of the package share one context', async () => {
  vi.resetModules();
  const other = await import('../../src/context/scope.js');
  expect(other.getContext).not.toBe(getContext);
  expect(runWithContext({ id: 1 }, () => other.getContext())).toEqual({ id: 1 });
  expect(other.runWithContext({ id: 2 }, () => getContext())).toEqual({ id: 2 });
});
