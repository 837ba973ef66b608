import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/core/outcome.js';
import { createDispatcher } from '../../src/delivery/dispatcher.js';
import { dispatching } from '../kit/dispatching.js';
import { createFakeClock } from '../kit/fake-clock.js';
import { createFakeSource } from '../kit/fake-source.js';
import { type Answer, chunkOf, DELIVERED, inTurn, numbered, type Script, scriptedSend } from '../kit/scripted-send.js';

const http503: Outcome = { type: 'busy', scope: 'group', reason: 'http-503', counts: true };
const http429 = (retryAfterMs?: number): Outcome => ({ type: 'busy', scope: 'group', reason: 'http-429', retryAfterMs });
const http401: Outcome = { type: 'held', scope: 'group', reason: 'http-401' };
const refusedConnection: Outcome = { type: 'busy', scope: 'endpoint', reason: 'econnrefused' };
const redirect: Outcome = { type: 'held', scope: 'endpoint', reason: 'http-302' };
const forever: Script = () => new Promise<Outcome>(() => {});

let made: ReturnType<typeof dispatching>[] = [];
const dispatch = (...args: Parameters<typeof dispatching>) => {
  const one = dispatching(...args);
  made.push(one);
  return one;
};

afterEach(() => {
  const all = made;
  made = [];
  for (const { source, expectBalanced } of all) if (source.lent === 0) expectBalanced();
});

const byGroup =
  (answers: Readonly<Record<string, Answer>>): Script =>
  ({ group }) =>
    answers[group] ?? DELIVERED;
const onePerGroup = (count: number) => Array.from({ length: count }, (_, index) => chunkOf([`g${index}`], `g${index}`));

describe('in fair weather', () => {
  test('chunks are delivered and told with number, count, bytes and time', async () => {
    const { put, clock, eventsOf, source } = dispatch(async () => {
      await new Promise<void>((resolve) => clock.setTimer(25, resolve));
      return DELIVERED;
    });
    await put(chunkOf(['one', 'two'], 'a', 7));
    await clock.advance(25);
    expect(eventsOf('delivered')).toEqual([{ type: 'delivered', order: 7, count: 2, bytes: 8, ms: 25 }]);
    expect(source.held).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('B23 R8 never more requests than `concurrency` are under way, and as many as that', async () => {
    const { put, send } = dispatch(forever, { concurrency: 3 });
    await put(...onePerGroup(10));
    expect(send.mostInFlight).toBe(3);
  });

  test('nothing is taken that cannot be sent at once', async () => {
    const { put, source } = dispatch(forever, { concurrency: 3 });
    await put(...onePerGroup(10));
    expect(source.lent).toBe(3);
  });

  test('R10 a group arrives in order, one chunk at a time', async () => {
    const { put, send, clock } = dispatch(() => new Promise((resolve) => clock.setTimer(50 * clock.random(), () => resolve(DELIVERED))));
    const lines = numbered(100);
    await put(...lines.map((line) => chunkOf([line])));
    await clock.advance(10_000);
    expect(send.delivered('a')).toEqual(lines);
    expect(send.mostInFlight).toBe(1);
  });

  test('a group without end leaves the others their turn', async () => {
    const { put, send, clock } = dispatch(() => new Promise((resolve) => clock.setTimer(10, () => resolve(DELIVERED))), { concurrency: 1 });
    await put(...numbered(50, 'busy').map((line) => chunkOf([line], 'busy')), chunkOf(['calm'], 'calm'));
    await clock.advance(20);
    expect(send.delivered('calm')).toEqual(['calm']);
  });

  test("deliveries run outside of any request's AsyncLocalStorage", async () => {
    const request = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const { dispatcher, clock, source } = dispatch(() => {
      seen.push(request.getStore());
      return DELIVERED;
    });
    for (const wake of [dispatcher.wake, dispatcher.wakeSoon]) {
      source.put(chunkOf(['one']));
      request.run('tenant-7', wake);
      await clock.settle();
    }
    expect(seen).toEqual([undefined, undefined]);
  });

  test('wakeSoon takes nothing inside the call, and wakes once for many calls', async () => {
    const { dispatcher, send, source, clock } = dispatch(() => DELIVERED);
    source.put(chunkOf(['one']));
    dispatcher.wakeSoon();
    dispatcher.wakeSoon();
    expect(source.lent).toBe(0);
    await clock.settle();
    expect(send.calls).toHaveLength(1);
  });
});

describe('a group in trouble', () => {
  test('C1 B20 rests longer after each failure, then at an even pace, and is sent the same bytes until it is taken', async () => {
    const { put, send, clock, eventsOf } = dispatch(({ attempt }) => (attempt < 9 ? http429() : DELIVERED));
    clock.setRandom(0.5);
    const chunk = chunkOf(numbered(3));
    await put(chunk);
    await clock.advance(3_600_000);
    expect(send.calls.map(({ at }) => at)).toEqual([0, 500, 1500, 3500, 7500, 15_500, 45_500, 75_500, 105_500]);
    expect(send.calls.every((call) => call.chunk.id === chunk.id && call.lines.length === 3)).toBe(true);
    expect(send.calls.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(eventsOf('retrying')[0]).toEqual({ type: 'retrying', count: 3, inMs: 500, reason: 'http-429', group: 'a' });
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  test('begins anew after a delivery', async () => {
    const { put, send, clock } = dispatch(inTurn(http429(), http429(), DELIVERED, http429(), DELIVERED));
    clock.setRandom(0.5);
    await put(chunkOf(['1']));
    await clock.advance(10_000);
    await put(chunkOf(['2']));
    await clock.advance(10_000);
    expect(send.calls.map(({ at }) => at)).toEqual([0, 500, 1500, 10_000, 10_500]);
  });

  test.each([0, 0.5, 0.999])('C2 is not asked before Retry-After is over, and soon after (dice %d)', async (dice) => {
    const { put, send, clock } = dispatch(inTurn(http429(7000), DELIVERED));
    clock.setRandom(dice);
    await put(chunkOf(['1']));
    await clock.advance(6999);
    expect(send.calls).toHaveLength(1);
    await clock.advance(701);
    expect(send.calls).toHaveLength(2);
  });

  test('B21 does not hold up the others: 401, 429 and 503 rest their own group', async () => {
    const { put, send, clock } = dispatch(byGroup({ g0: http401, g1: http429(60_000), g2: http503 }));
    await put(...onePerGroup(10));
    for (let round = 0; round < 20; round += 1) await put(chunkOf([`round ${round}`], 'g9'));
    expect(send.delivered()).toHaveLength(7 + 20);
    expect(clock.now).toBe(0);
  });

  test('C7 a held group is asked at most three times a minute, for as long as it takes, and loses nothing', async () => {
    const { put, send, clock, eventsOf } = dispatch(byGroup({ a: http401 }));
    await put(chunkOf(numbered(100)), chunkOf(numbered(100)));
    await clock.advance(600_000);
    expect(send.calls.length).toBeGreaterThanOrEqual(16);
    expect(send.calls.length).toBeLessThanOrEqual(27);
    expect(eventsOf('held')[0]).toMatchObject({ count: 100, reason: 'http-401', group: 'a' });
    send.setScript(() => DELIVERED);
    await clock.advance(37_500);
    expect(send.delivered()).toHaveLength(200);
  });

  test('takes all that the dispatcher remembers of it along when it is well again', async () => {
    const { put, clock, dispatcher } = dispatch(inTurn(http401, DELIVERED));
    await put(chunkOf(['1']));
    expect(dispatcher.state()).toMatchObject({ held: true, consecutiveFailures: 1, lastError: 'http-401', lastErrorAt: clock.wallTime() });
    await clock.advance(40_000);
    expect(dispatcher.state()).toMatchObject({ held: false, consecutiveFailures: 0, state: 'closed' });
  });
});

describe('an endpoint in trouble', () => {
  test('C30 is left alone by all groups after one refused connection, then probed by one request at a time', async () => {
    const { put, send, clock, eventsOf, dispatcher } = dispatch(() => refusedConnection, { concurrency: 1 });
    clock.setRandom(0.5);
    await put(...onePerGroup(10));
    expect(send.calls).toHaveLength(1);
    expect(dispatcher.state()).toMatchObject({ state: 'open', lastError: 'econnrefused' });
    await clock.advance(120_000);
    expect(send.calls.map(({ at }) => at)).toEqual([0, 500, 1500, 3500, 7500, 15_500, 45_500, 75_500, 105_500]);
    expect(send.mostInFlight).toBe(1);
    expect(eventsOf('endpoint')).toEqual([{ type: 'endpoint', state: 'open', reason: 'econnrefused' }]);
  });

  test('eight requests that die together are one fault', async () => {
    const { put, send, clock } = dispatch(() => refusedConnection);
    clock.setRandom(0.5);
    await put(...onePerGroup(20));
    expect(send.calls).toHaveLength(8);
    await clock.advance(500);
    expect(send.calls).toHaveLength(9);
    await clock.advance(1000);
    expect(send.calls).toHaveLength(10);
  });

  test('C1 L3 delivers first within 40 s of its healing, then with 1, 2, 4 requests at a time', async () => {
    const { put, send, clock, eventsOf } = dispatch(() => refusedConnection);
    await put(...onePerGroup(100));
    await clock.advance(86_400_000);
    const perMinute = send.calls.filter(({ at }) => at > 86_400_000 - 600_000).length / 10;
    expect(perMinute).toBeLessThanOrEqual(3);

    const underWay: (() => void)[] = [];
    send.setScript(() => new Promise((resolve) => underWay.push(() => resolve(DELIVERED))));
    await clock.runUntil(() => underWay.length > 0, { maxMs: 40_000 });
    const widths: number[] = [];
    while (underWay.length > 0) {
      widths.push(underWay.length);
      for (const answer of underWay.splice(0)) answer();
      await clock.settle();
    }
    expect(widths.slice(0, 5)).toEqual([1, 1, 2, 4, 8]);
    expect(eventsOf('endpoint').at(-1)).toEqual({ type: 'endpoint', state: 'closed', reason: 'econnrefused' });
    await clock.advance(40_000);
    while (underWay.length > 0) {
      for (const answer of underWay.splice(0)) answer();
      await clock.settle();
    }
    expect(send.delivered()).toHaveLength(100);
  });

  test('a probe carries no more than 64 KiB, then the rest of its chunk follows', async () => {
    const { put, send, clock } = dispatch(inTurn(refusedConnection, DELIVERED), { concurrency: 1 });
    const lines = Array.from({ length: 100 }, (_, index) => String(index).padEnd(9999, '.'));
    await put(chunkOf(['first'], 'b'), chunkOf(lines));
    await clock.advance(2000);
    expect(send.calls.map((call) => call.lines.length)).toEqual([1, 6, 94, 1]);
    expect(send.delivered('a')).toEqual(lines);
  });

  test.each([
    ['a connection that fails', refusedConnection],
    ['503', http503],
    ['429', http429()],
    ['401', http401],
  ])('C1 after %s the same bytes go out under the same id, a probe too', async (_what, outcome) => {
    const { put, send, clock } = dispatch(inTurn(outcome, outcome, outcome, DELIVERED));
    const chunk = chunkOf(Array.from({ length: 100 }, (_, index) => String(index).padEnd(9999, '.')));
    await put(chunk);
    await clock.advance(200_000);
    expect(send.calls.map((call) => call.chunk)).toEqual([chunk, chunk, chunk, chunk]);
  });

  test('C1 a part that got no answer is sent again as it was, before the rest', async () => {
    const { put, send, clock } = dispatch(({ lines }, index) => {
      if (lines.length > 4) return { type: 'too-large', reason: 'http-413' };
      return index === 1 ? refusedConnection : DELIVERED;
    });
    await put(chunkOf(numbered(8)));
    await clock.advance(2000);
    const ids = send.calls.map((call) => call.chunk.id);
    expect(send.calls.map((call) => call.lines.length)).toEqual([8, 4, 4, 4]);
    expect(ids[2]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
  });

  test('five answers of 503 in a row open it, four do not', async () => {
    const { put, dispatcher } = dispatch(byGroup({ g0: http503, g1: http503, g2: http503, g3: http503 }), { concurrency: 1 });
    await put(...onePerGroup(4));
    expect(dispatcher.state()).toMatchObject({ state: 'closed', consecutiveFailures: 4 });
    const five = dispatch(() => http503, { concurrency: 1 });
    await five.put(...onePerGroup(9));
    expect(five.dispatcher.state()).toMatchObject({ state: 'open', consecutiveFailures: 5 });
    expect(five.send.calls).toHaveLength(5);
  });

  test('C2 a Retry-After on the answer that opens it is obeyed by all groups', async () => {
    const { put, send, clock } = dispatch(() => ({ type: 'busy', scope: 'group', reason: 'http-503', counts: true, retryAfterMs: 7000 }), {
      concurrency: 1,
    });
    await put(...onePerGroup(9));
    expect(send.calls).toHaveLength(5);
    await clock.advance(6999);
    expect(send.calls).toHaveLength(5);
    await clock.advance(701);
    expect(send.calls).toHaveLength(6);
  });

  test('the same refusal from three groups opens it, and the next probe follows soon: it may be an accident', async () => {
    const { put, send, clock, dispatcher } = dispatch(() => http401, { concurrency: 1 });
    clock.setRandom(0.5);
    await put(...onePerGroup(10));
    expect(send.calls).toHaveLength(3);
    expect(dispatcher.state()).toMatchObject({ state: 'open', held: true });
    await clock.advance(500);
    expect(send.calls).toHaveLength(4);
    await clock.advance(600_000);
    expect(send.calls).toHaveLength(24);
    send.setScript(() => DELIVERED);
    await clock.advance(75_000);
    expect(send.delivered()).toHaveLength(10);
  });

  test('three groups refused alike are three groups when others are delivered between them', async () => {
    const { put, dispatcher } = dispatch(byGroup({ g0: http401, g2: http401, g4: http401 }), { concurrency: 1 });
    await put(...onePerGroup(6));
    expect(dispatcher.state()).toMatchObject({ state: 'closed', held: true });
  });

  test('C10 C26 a redirect or a bad certificate holds it: asked at an even pace, nothing lost', async () => {
    const { put, send, clock, dispatcher } = dispatch(() => redirect);
    await put(...onePerGroup(20));
    expect(dispatcher.state()).toMatchObject({ state: 'open', held: true });
    await clock.advance(600_000);
    expect(send.calls.length).toBeLessThanOrEqual(8 + 27);
    send.setScript(() => DELIVERED);
    await clock.advance(75_000);
    expect(send.delivered()).toHaveLength(20);
    expect(dispatcher.state()).toMatchObject({ state: 'closed', held: false });
  });

  test('a delivery of a request that was under way closes it', async () => {
    let answer = (_outcome: Outcome): void => {};
    const { put, dispatcher, clock } = dispatch(({ group }) => {
      if (group === 'g1') return refusedConnection;
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    await put(...onePerGroup(2));
    expect(dispatcher.state().state).toBe('open');
    answer(DELIVERED);
    await clock.settle();
    expect(dispatcher.state().state).toBe('closed');
  });

  test('a probe of another group that is refused for its own sake closes it', async () => {
    const { put, clock, dispatcher } = dispatch(inTurn(refusedConnection, http429(60_000)), { concurrency: 1 });
    await put(chunkOf(['1']));
    await clock.advance(1000);
    expect(dispatcher.state().state).toBe('closed');
  });

  test('C39 two endpoints have two breakers', async () => {
    const dead = dispatch(() => refusedConnection);
    const alive = dispatch(() => DELIVERED);
    await dead.put(...onePerGroup(3));
    await alive.put(...onePerGroup(3));
    expect([dead.dispatcher.state().state, alive.dispatcher.state().state]).toEqual(['open', 'closed']);
    expect(alive.send.delivered()).toHaveLength(3);
  });

  test('groups are not taken and put back while it is away, however many they are', async () => {
    const { put, clock, source } = dispatch(() => refusedConnection);
    let takes = 0;
    const { take } = source;
    source.take = (now) => {
      takes += 1;
      return take(now);
    };
    await put(...onePerGroup(300));
    await clock.advance(60_000);
    expect(takes).toBeLessThan(30);
  });
});

describe('C38 an endpoint that is well half of the time', () => {
  /** One chunk a second for each of four groups, for an hour. */
  const hourUnder = async (isDown: (at: number, index: number) => boolean) => {
    const run = dispatch(({ at }, index) => (isDown(at, index) ? http503 : DELIVERED));
    for (let second = 0; second < 3600; second += 1) {
      await run.put(...['a', 'b', 'c', 'd'].map((group) => chunkOf([`${second}`], group)));
      await run.clock.advance(1000);
    }
    return { ...run, share: run.send.delivered().length / (4 * 3600), perDelivery: run.send.calls.length / run.send.delivered().length };
  };

  test('five minutes down, five minutes up: 40 % get through within the hour, at 1.1 requests each', async () => {
    const { share, perDelivery } = await hourUnder((at) => Math.floor(at / 300_000) % 2 === 0);
    expect(share).toBeGreaterThanOrEqual(0.4);
    expect(perDelivery).toBeLessThanOrEqual(1.1);
  }, 60_000);

  test('every other request fails: 40 % and more get through, at two requests each', async () => {
    const { share, perDelivery } = await hourUnder((_at, index) => index % 2 === 0);
    expect(share).toBeGreaterThanOrEqual(0.4);
    expect(perDelivery).toBeLessThanOrEqual(2.2);
  }, 60_000);
});

describe('at the end', () => {
  test('timers keep the process alive only while held to it', async () => {
    const { put, clock, dispatcher } = dispatch(() => http429());
    await put(chunkOf(['1']));
    expect([clock.pendingTimers(), clock.holdingTimers()]).toEqual([1, 0]);
    dispatcher.hold(true);
    expect([clock.pendingTimers(), clock.holdingTimers()]).toEqual([1, 1]);
    dispatcher.hold(false);
    expect([clock.pendingTimers(), clock.holdingTimers()]).toEqual([1, 0]);
  });

  test('hurry tries once at once what rests after a fault, not what was asked to wait or is held', async () => {
    const { put, send, clock, dispatcher, source } = dispatch(byGroup({ g0: http429(), g1: http429(60_000), g2: http401 }));
    await put(...onePerGroup(3));
    const [, asked, held] = ['g0', 'g1', 'g2'].map(source.restsUntil);
    dispatcher.hurry();
    await clock.settle();
    expect(send.calls.map(({ group }) => group)).toEqual(['g0', 'g1', 'g2', 'g0']);
    expect(['g1', 'g2'].map(source.restsUntil)).toEqual([asked, held]);
  });

  test('hurry probes an endpoint that is away, with one request', async () => {
    const { put, send, clock, dispatcher } = dispatch(inTurn(refusedConnection, refusedConnection, DELIVERED), { concurrency: 1 });
    await put(...onePerGroup(5));
    dispatcher.hurry();
    await clock.settle();
    expect(send.calls).toHaveLength(2);
    dispatcher.hurry();
    await clock.settle();
    expect(send.delivered()).toHaveLength(5);
  });

  test('hurry leaves an endpoint alone whose configuration is wrong', async () => {
    const { put, send, clock, dispatcher } = dispatch(() => redirect, { concurrency: 1 });
    await put(...onePerGroup(5));
    dispatcher.hurry();
    await clock.settle();
    expect(send.calls).toHaveLength(1);
  });

  test('stop ends what is under way, gives everything back, and nothing begins after it', async () => {
    const { put, send, clock, dispatcher, source } = dispatch(forever);
    await put(chunkOf(numbered(10)), ...onePerGroup(3));
    await dispatcher.stop();
    expect([source.lent, source.held, send.inFlight]).toEqual([0, 13, 0]);
    await put(chunkOf(['late']));
    await clock.advance(600_000);
    expect(send.calls).toHaveLength(4);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('stop right after the first wake sends nothing', async () => {
    const { dispatcher, source, send, clock } = dispatch(() => DELIVERED);
    source.put(chunkOf(['1']));
    dispatcher.wake();
    await dispatcher.stop();
    await clock.advance(1000);
    expect([send.calls.length, source.lent, source.held]).toEqual([0, 0, 1]);
  });
});

describe('when our own code is at fault', () => {
  test('R15 a listener that throws neither stops deliveries nor has them repeated without a pause', async () => {
    const clock = createFakeClock();
    const source = createFakeSource();
    const send = scriptedSend(() => DELIVERED);
    let throws = true;
    const observe = (): void => {
      if (throws) throw new Error('listener');
    };
    const dispatcher = createDispatcher({
      source,
      send: send.send,
      clock,
      observe,
      retry: { baseMs: 1, capMs: 10 },
      concurrency: 1,
      setAside: () => 0,
    });
    source.put(chunkOf(['1'], 'a'), chunkOf(['2'], 'b'));
    dispatcher.wake();
    await clock.advance(1000);
    expect(send.calls).toHaveLength(2);
    throws = false;
    await clock.advance(30_000);
    expect(source.held).toBe(0);
  });

  test('a send that rejects is a fault of the endpoint', async () => {
    const { put, clock, send } = dispatch((_call, index) => (index === 0 ? Promise.reject(new Error('bug')) : DELIVERED));
    await put(chunkOf(['1']));
    await clock.advance(1000);
    expect(send.delivered()).toEqual(['1']);
  });
});
