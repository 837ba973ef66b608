import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/outcome.js';
import { dispatching } from '../../kit/dispatching.js';
import { chunkOf, DELIVERED, numbered, refusing, type Script, takingBytes } from '../../kit/scripted-send.js';

const away: Outcome = { type: 'busy', scope: 'endpoint', reason: 'econnrefused' };
const http401: Outcome = { type: 'held', scope: 'group', reason: 'http-401' };
const redirect: Outcome = { type: 'held', scope: 'endpoint', reason: 'http-302' };
const http503: Outcome = { type: 'busy', scope: 'group', reason: 'http-503', counts: true };
const notWritten: Outcome = { type: 'busy', scope: 'endpoint', reason: 'not-written' };
const forever: Script = () => new Promise<Outcome>(() => {});

const AFTER_MS = 60_000;

let made: ReturnType<typeof dispatching>[] = [];
const dispatch = (script: Script, there: Script = () => DELIVERED, { afterMs = AFTER_MS, concurrency = 8 } = {}) => {
  const one = dispatching(script, { concurrency, fallback: { afterMs, script: there } });
  made.push(one);
  return one;
};

afterEach(() => {
  const all = made;
  made = [];
  for (const { source, expectBalanced } of all) if (source.lent === 0) expectBalanced();
});

const onePerGroup = (count: number) => Array.from({ length: count }, (_, index) => chunkOf([`g${index}`], `g${index}`));
const inOrder = (count: number) => numbered(count).map((line) => chunkOf([line]));

describe('when it takes over', () => {
  test.each([
    ['cannot be reached', away, 'econnrefused'],
    ['refuses our credentials', http401, 'http-401'],
    ['sends us elsewhere', redirect, 'http-302'],
    ['is overloaded', http503, 'http-503'],
  ])('a collector that %s: after its time, with the reason and since when; everything in order', async (_what, outcome, reason) => {
    const { put, clock, elsewhere, send, whys, eventsOf, source } = dispatch(() => outcome);
    await put(...inOrder(20));
    await clock.advance(AFTER_MS - 1);
    expect(elsewhere.calls).toHaveLength(0);
    await clock.advance(1);
    expect(elsewhere.delivered()).toEqual(numbered(20));
    expect(source.held).toBe(0);
    expect(whys).toEqual([{ reason, since: '2026-01-01T00:00:00.000Z' }]);
    expect(eventsOf('fallback')).toEqual([{ type: 'fallback', state: 'on', reason }]);
    expect(eventsOf('delivered').map(({ by }) => by)).toEqual(Array.from({ length: 20 }, () => 'fallback'));
    expect(send.delivered()).toEqual([]);
  });

  test('its time begins with the first failure after a delivery', async () => {
    const { put, clock, send, elsewhere, whys } = dispatch(() => DELIVERED);
    await put(chunkOf(['early']));
    await clock.advance(600_000);
    send.setScript(() => away);
    await put(chunkOf(['late']));
    await clock.advance(AFTER_MS - 1);
    expect(elsewhere.calls).toHaveLength(0);
    await clock.advance(1);
    expect(whys).toEqual([{ reason: 'econnrefused', since: '2026-01-01T00:10:00.000Z' }]);
  });

  test('nobody takes over from a collector that takes anything at all', async () => {
    const { put, clock, elsewhere, source } = dispatch(({ group }) => (group === 'bad' ? http401 : DELIVERED));
    for (let minute = 0; minute < 60; minute += 1) {
      await put(chunkOf(['b'], 'bad'), chunkOf(['g'], 'good'));
      await clock.advance(30_000);
    }
    expect(elsewhere.calls).toHaveLength(0);
    expect(source.waiting('bad')).toHaveLength(60);
  });

  test('a probe that hangs does not hold up the takeover; only what it carries waits for its end', async () => {
    const { put, clock, elsewhere, send } = dispatch((call, index) => (index === 0 ? away : forever(call, index)));
    await put(chunkOf(['first']));
    await clock.advance(30_000);
    await put(...onePerGroup(5));
    expect(send.inFlight).toBe(1);
    await clock.advance(AFTER_MS - 30_000);
    expect(elsewhere.delivered()).toEqual(['g0', 'g1', 'g2', 'g3', 'g4']);
    expect(send.inFlight).toBe(1);
  });
});

describe('while it is on', () => {
  const lost = async (there?: Script, outcome: Outcome = away) => {
    const one = dispatch(() => outcome, there);
    await one.put(...onePerGroup(8));
    await one.clock.advance(AFTER_MS);
    return one;
  };

  test('fresh records go there at once', async () => {
    const { put, elsewhere } = await lost();
    await put(chunkOf(['fresh']));
    expect(elsewhere.delivered().at(-1)).toBe('fresh');
  });

  test.each([
    ['away', away],
    ['refusing everybody', http401],
  ])(
    'a collector that is %s is asked as seldom as without a fallback, one lease at a time, and what it does not take goes there',
    async (_what, outcome) => {
      const { put, clock, send, elsewhere } = await lost(undefined, outcome);
      const before = send.calls.length;
      for (let second = 0; second < 600; second += 1) {
        await put(chunkOf([`s${second}`], `g${second % 8}`));
        await clock.advance(1000);
      }
      const asked = send.calls.length - before;
      expect(asked).toBeGreaterThanOrEqual(15);
      expect(asked).toBeLessThanOrEqual(30);
      expect(send.mostInFlight).toBeLessThanOrEqual(8);
      expect(elsewhere.delivered()).toHaveLength(608);
      for (let group = 0; group < 8; group += 1) {
        const ofGroup = elsewhere.delivered(`g${group}`).slice(1);
        expect(ofGroup).toEqual(ofGroup.toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
      }
    },
  );

  test('a single group that is refused is asked at its own pace', async () => {
    const { put, clock, send, elsewhere } = dispatch(() => http401);
    await put(chunkOf(['first']));
    await clock.advance(AFTER_MS);
    const before = send.calls.length;
    for (let second = 0; second < 300; second += 1) {
      await put(chunkOf([`s${second}`]));
      await clock.advance(1000);
    }
    expect(send.calls.length - before).toBeGreaterThanOrEqual(8);
    expect(send.calls.length - before).toBeLessThanOrEqual(15);
    expect(elsewhere.delivered()).toEqual(['first', ...Array.from({ length: 300 }, (_, index) => `s${index}`)]);
  });

  test('it ends as soon as the collector takes something, and begins anew with the next failure', async () => {
    const { put, clock, send, elsewhere, eventsOf } = await lost();
    send.setScript(() => DELIVERED);
    const there = elsewhere.calls.length;
    await clock.advance(40_000);
    await put(chunkOf(['back']));
    await put(...onePerGroup(5));
    expect(send.delivered()).toEqual(['back', 'g0', 'g1', 'g2', 'g3', 'g4']);
    expect(elsewhere.calls).toHaveLength(there);
    expect(eventsOf('fallback').map(({ state }) => state)).toEqual(['on', 'off']);
    send.setScript(() => away);
    await put(chunkOf(['again']));
    await clock.advance(AFTER_MS);
    expect(elsewhere.delivered().at(-1)).toBe('again');
    expect(eventsOf('fallback').map(({ state }) => state)).toEqual(['on', 'off', 'on']);
  });

  test('no more than `concurrency` leases are out, both ways together', async () => {
    const { put, clock, source } = dispatch(() => away, forever, { concurrency: 3 });
    await put(...onePerGroup(10));
    await clock.advance(AFTER_MS);
    expect(source.lent).toBe(3);
  });
});

describe('a fallback in trouble', () => {
  test('that fails too: nothing is lost, both are asked seldom, and whichever comes back takes all, in order', async () => {
    for (const healed of ['collector', 'fallback'] as const) {
      const { put, clock, send, elsewhere, source, eventsOf } = dispatch(
        () => away,
        () => notWritten,
      );
      await put(...inOrder(10));
      await clock.advance(3_600_000);
      expect(source.held).toBe(10);
      expect(send.calls.length).toBeLessThanOrEqual(60 * 3);
      expect(elsewhere.calls.length).toBeLessThanOrEqual(60 * 3 + 10);
      expect(eventsOf('retrying').at(-1)?.reason).toMatch(/not-written|econnrefused/);
      (healed === 'collector' ? send : elsewhere).setScript(() => DELIVERED);
      await clock.advance(40_000);
      expect((healed === 'collector' ? send : elsewhere).delivered()).toEqual(numbered(10));
      expect(source.held).toBe(0);
    }
  });

  test('what it refuses stays for the collector, with its whole group; others go on', async () => {
    const { put, clock, send, elsewhere, source, aside } = dispatch(() => away, refusing('poison'));
    await put(chunkOf(['poison'], 'bad'), chunkOf(['b'], 'bad'), chunkOf(['g'], 'good'));
    await clock.advance(600_000);
    expect(elsewhere.delivered()).toEqual(['g']);
    expect(source.held).toBe(2);
    expect(aside).toEqual([]);
    send.setScript(() => DELIVERED);
    await clock.advance(40_000);
    expect(send.delivered()).toEqual(['poison', 'b']);
  });

  test('that refuses a group while a probe hangs at the collector asks for it again all the same', async () => {
    const there: Script = (call, index) => (index === 0 ? away : forever(call, index));
    let isRefused = true;
    const here: Script = ({ group }, index) => {
      if (index === 0) return notWritten;
      return group === 'bad' && isRefused ? { type: 'refused', reason: 'http-400' } : DELIVERED;
    };
    const { put, clock, send, elsewhere } = dispatch(there, here, { afterMs: 0 });
    await put(chunkOf(['1']));
    await clock.advance(2000);
    await put(chunkOf(['hangs'], 'b'));
    await put(chunkOf(['2'], 'bad'));
    await clock.advance(1);
    isRefused = false;
    await clock.advance(40_000);
    expect(send.inFlight).toBe(1);
    expect(elsewhere.delivered()).toEqual(['1', '2']);
  });

  test('R15 and a listener that throws: neither stops deliveries nor has them repeated without a pause', async () => {
    const { put, clock, elsewhere, events, source } = dispatch(() => away);
    const push = events.push.bind(events);
    events.push = (event) => {
      if (event.type === 'delivered') throw new Error('a bug');
      return push(event);
    };
    await put(chunkOf(['1']));
    await clock.advance(AFTER_MS + 1000);
    expect(elsewhere.calls).toHaveLength(1);
    events.push = push;
    await clock.advance(40_000);
    expect(source.held).toBe(0);
    made = [];
  });

  test('that takes less at a time gets less', async () => {
    const { put, clock, elsewhere, source } = dispatch(() => away, takingBytes(20));
    await put(chunkOf(numbered(10)));
    await clock.advance(AFTER_MS);
    expect(elsewhere.delivered()).toEqual(numbered(10));
    expect(source.held).toBe(0);
  });

  test('that takes some of the records gets the others no more than again', async () => {
    const partial: Outcome = { type: 'partial', retry: [3], rejected: [1], reason: 'http-207' };
    const { put, clock, elsewhere } = dispatch(
      () => away,
      (_call, index) => (index === 0 ? partial : DELIVERED),
    );
    await put(chunkOf(numbered(4)));
    await clock.advance(AFTER_MS);
    expect(elsewhere.delivered()).toEqual(['a-0', 'a-2']);
    await clock.advance(40_000);
    expect(elsewhere.delivered()).toEqual(['a-0', 'a-2', 'a-1', 'a-3']);
  });

  test('that rejects, as no send should, is one that fails', async () => {
    const { put, clock, source } = dispatch(
      () => away,
      () => Promise.reject(new Error('bug')),
    );
    await put(chunkOf(['1']));
    await clock.advance(600_000);
    expect(source.held).toBe(1);
  });
});

describe('at the end', () => {
  test('a last chance has it take over at the first failure', async () => {
    const { put, clock, dispatcher, elsewhere, send } = dispatch(() => away);
    await put(...inOrder(10));
    expect(elsewhere.calls).toHaveLength(0);
    dispatcher.hurry(true);
    await clock.settle();
    expect(elsewhere.delivered()).toEqual(numbered(10));
    expect(send.calls).toHaveLength(1);
  });

  test.each([true, false])('a hurry (last chance: %s) while it is on has nothing rest', async (isLastChance) => {
    const { put, clock, source, dispatcher, elsewhere } = dispatch(() => http401);
    await put(chunkOf(['1']));
    await clock.advance(AFTER_MS);
    await put(chunkOf(['2']));
    source.put(chunkOf(['3']));
    dispatcher.hurry(isLastChance);
    await clock.settle();
    expect(elsewhere.delivered()).toEqual(['1', '2', '3']);
  });

  test('a last chance asks the collector first where it has not failed', async () => {
    const { put, dispatcher, clock, send, elsewhere } = dispatch(() => DELIVERED);
    await put(chunkOf(['1']));
    dispatcher.hurry(true);
    await put(chunkOf(['2']));
    expect([send.delivered(), elsewhere.calls]).toEqual([['1', '2'], []]);
    await clock.settle();
  });

  test('a hurry that is no last chance keeps the time that the user gave', async () => {
    const { put, clock, dispatcher, elsewhere } = dispatch(() => away);
    await put(chunkOf(['1']));
    dispatcher.hurry();
    await clock.settle();
    expect(elsewhere.calls).toHaveLength(0);
  });

  test('stop ends what hangs there, and gives it back', async () => {
    const { put, clock, dispatcher, source, elsewhere } = dispatch(() => away, forever);
    await put(...onePerGroup(5));
    await clock.advance(AFTER_MS);
    expect(elsewhere.inFlight).toBeGreaterThan(0);
    await dispatcher.stop();
    expect([source.held, source.lent]).toEqual([5, 0]);
  });
});

test('whatever the two answer, nothing is lost, given up or doubled, and each group keeps its order', async () => {
  const answer = fc.constantFrom<Outcome>(
    DELIVERED,
    away,
    away,
    http401,
    http503,
    redirect,
    { type: 'busy', scope: 'group', reason: 'http-429', retryAfterMs: 90_000 },
    { type: 'busy', scope: 'endpoint', reason: 'timeout' },
  );
  const elsewhereToo = fc.constantFrom<Outcome>(DELIVERED, notWritten, http401, http503, { type: 'refused', reason: 'http-400' });
  const chunks = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 12 });
  const answers = fc.record({
    there: fc.array(answer, { maxLength: 60 }),
    here: fc.array(elsewhereToo, { maxLength: 30 }),
    concurrency: fc.integer({ min: 1, max: 4 }),
    afterMs: fc.constantFrom(0, 1000, 60_000),
  });
  await fc.assert(
    fc.asyncProperty(chunks, answers, async (sizes, { there, here, concurrency, afterMs }) => {
      const { put, source, send, elsewhere, eventsOf, clock, expectBalanced } = dispatching((_call, index) => there[index] ?? DELIVERED, {
        concurrency,
        fallback: { afterMs, script: (_call, index) => here[index] ?? DELIVERED },
      });
      await put(...sizes.map(([group, count], index) => chunkOf(numbered(count, `${group}${index}`), group)));
      if (source.held > 0) await clock.runUntil(() => source.held === 0, { maxMs: 100 * 3_600_000 });
      expectBalanced();
      expect(eventsOf('dropped')).toEqual([]);
      expect(source.done.toSorted()).toEqual(sizes.flatMap(([group, count], index) => numbered(count, `${group}${index}`)).toSorted());
      for (const group of ['a', 'b', 'c']) {
        const ofGroup = source.done.filter((line) => line.startsWith(group));
        expect(ofGroup).toEqual(sizes.flatMap(([name, count], index) => (name === group ? numbered(count, `${group}${index}`) : [])));
      }
      expect([...send.delivered(), ...elsewhere.delivered()]).toHaveLength(source.received);
    }),
    { numRuns: 200 },
  );
}, 60_000);
