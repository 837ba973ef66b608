import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/core/outcome.js';
import { dispatching } from '../kit/dispatching.js';
import { chunkOf, DELIVERED, numbered, refusing, type Script, takingBytes } from '../kit/scripted-send.js';

let made: ReturnType<typeof dispatching>[] = [];
const dispatch = (...args: Parameters<typeof dispatching>) => {
  const one = dispatching(...args);
  made.push(one);
  return one;
};

afterEach(() => {
  const all = made;
  made = [];
  for (const { expectBalanced } of all) expectBalanced();
});

const http400: Outcome = { type: 'refused', reason: 'http-400' };
const http503: Outcome = { type: 'busy', scope: 'group', reason: 'http-503', counts: true };
const refuseAll: Script = () => http400;

describe('C6 records that are refused', () => {
  test.each([0, 1, 499, 500, 998, 999])(
    'one among a thousand (number %i) is found with 21 requests; the other 999 arrive, in order',
    async (index) => {
      const lines = numbered(1000);
      const { put, send, aside, eventsOf } = dispatch(refusing(`a-${index}`));
      await put(chunkOf(lines, 'a', 5));
      expect(send.calls.length).toBeLessThanOrEqual(21);
      expect(send.delivered()).toEqual(lines.toSpliced(index, 1));
      expect(aside).toEqual([{ lines: [`a-${index}`], reason: 'refused', error: 'http-400' }]);
      expect(eventsOf('dropped')).toEqual([
        { type: 'dropped', order: 5, count: 1, bytes: `a-${index}\n`.length, reason: 'refused', group: 'a' },
      ]);
    },
  );

  test('k among n are found with at most 2k(log2(n/k) + 1) + 1 requests; the others arrive in order', async () => {
    const subset = fc.uniqueArray(fc.nat(255), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(subset, async (numbers) => {
        const lines = numbered(256);
        const poison = numbers.map((index) => `a-${index}`);
        const { put, send, aside, source, clock } = dispatch(refusing(...poison));
        await put(chunkOf(lines));
        await clock.runUntil(() => source.held === 0 && source.lent === 0, { maxMs: 120_000 });
        expect(send.delivered().toSorted()).toEqual(lines.filter((line) => !poison.includes(line)).toSorted());
        expect(aside.flatMap((each) => each.lines).toSorted()).toEqual(poison.toSorted());
        const held = send.calls.filter(({ at }) => at > 0).length;
        if (held > 0) return;
        expect(send.calls.length).toBeLessThanOrEqual(2 * numbers.length * (Math.log2(256 / numbers.length) + 1) + 1);
      }),
      { numRuns: 60 },
    );
  });

  test('a search holds up no other group', async () => {
    const { put, send } = dispatch(refusing('a-700'), { concurrency: 2 });
    await put(chunkOf(numbered(1000)), chunkOf(['other'], 'b'));
    expect(send.calls.findIndex(({ group }) => group === 'b')).toBeLessThan(3);
  });

  test('B20 a single one is given up after one request', async () => {
    const { put, send, aside } = dispatch(refuseAll);
    await put(chunkOf(['bad']));
    expect(send.calls).toHaveLength(1);
    expect(aside).toEqual([{ lines: ['bad'], reason: 'refused', error: 'http-400' }]);
  });

  test('a search that is interrupted goes on where it was, not from the start', async () => {
    const poison = refusing('a-700');
    const { put, send, clock, aside } = dispatch((call, index) => (index === 8 ? http503 : poison(call, index)));
    await put(chunkOf(numbered(1000)));
    await clock.advance(10_000);
    expect(aside.flatMap(({ lines }) => lines)).toEqual(['a-700']);
    expect(send.calls.length).toBeLessThanOrEqual(22);
    expect(send.delivered()).toEqual(numbered(1000).toSpliced(700, 1));
  });
});

describe('C6 an endpoint that refuses everything', () => {
  test('is noticed by the third record refused by itself; the group is held, whole, and nothing is given up', async () => {
    const { put, send, aside, eventsOf, source, dispatcher } = dispatch(refuseAll);
    const chunk = chunkOf(numbered(1000));
    await put(chunk);
    expect(aside).toEqual([]);
    expect(send.calls.length).toBeLessThanOrEqual(15);
    expect(source.waiting('a')).toEqual([chunk]);
    expect(eventsOf('held')).toHaveLength(1);
    expect(dispatcher.state().held).toBe(true);
  });

  test('is asked again with its first record and one more at an even pace, for as long as it takes, and then takes everything, in order', async () => {
    const { put, send, aside, clock, source } = dispatch(refuseAll);
    const lines = numbered(1000);
    await put(chunkOf(lines), chunkOf(['next']));
    const searching = send.calls.length;
    await clock.advance(600_000);
    const probes = send.calls.slice(searching);
    const firsts = probes.filter((_probe, index) => index % 2 === 0);
    expect(firsts.length).toBeLessThanOrEqual(27);
    expect(new Set(firsts.flatMap((call) => call.lines))).toEqual(new Set(['a-0']));
    const others = probes.filter((_probe, index) => index % 2 === 1).flatMap((call) => call.lines);
    expect(others).toEqual(lines.slice(3, 3 + firsts.length));
    send.setScript(() => DELIVERED);
    await clock.advance(37_500);
    expect(source.held).toBe(0);
    expect(aside).toEqual([]);
    expect(send.delivered()).toEqual([...lines, 'next']);
  });

  test('costs single records two that are given up, for they might have been at fault themselves', async () => {
    const { put, aside, source } = dispatch(refuseAll);
    await put(...numbered(10).map((line) => chunkOf([line])));
    expect(aside.flatMap(({ lines }) => lines)).toEqual(['a-0', 'a-1']);
    expect(source.held).toBe(8);
  });

  test.each([3, 4, 10])(
    'is told from %i bad records at the head of a good chunk, by one more of them at each probe; the others arrive in order',
    async (bad) => {
      const { put, send, aside, clock } = dispatch(refusing(...numbered(bad)));
      await put(chunkOf(numbered(100)));
      expect(aside).toEqual([]);
      await clock.advance((bad - 2) * 37_500);
      expect(aside.flatMap(({ lines }) => lines)).toEqual(numbered(bad));
      expect(send.delivered()).toEqual(numbered(100).slice(bad));
    },
  );

  test('and has bad records at its head as well: what was tried meanwhile is set aside with them, the others arrive in order', async () => {
    const { put, send, aside, clock } = dispatch(refuseAll);
    await put(chunkOf(numbered(100)));
    await clock.advance(200_000);
    const tried = new Set(send.calls.filter(({ lines }) => lines.length === 1).flatMap(({ lines }) => lines)).size;
    send.setScript(refusing('a-0'));
    await clock.advance(37_500);
    expect(aside.flatMap(({ lines }) => lines)).toEqual(numbered(tried));
    expect(send.delivered()).toEqual(numbered(100).slice(tried));
  });

  test('is told from a group of bad records while other groups are delivered', async () => {
    const { put, aside, clock } = dispatch((call) => (call.group === 'bad' ? http400 : DELIVERED), { concurrency: 1 });
    await put(chunkOf(numbered(4), 'bad'));
    await put(chunkOf(['good'], 'good'));
    await clock.advance(37_500);
    expect(aside.flatMap(({ lines }) => lines).toSorted()).toEqual(numbered(4));
  });

  test('in three groups opens the endpoint', async () => {
    const { put, dispatcher } = dispatch(refuseAll, { concurrency: 1 });
    await put(...['a', 'b', 'c', 'd'].map((group) => chunkOf(numbered(8, group), group)));
    expect(dispatcher.state()).toMatchObject({ state: 'open', held: true });
  });

  test('a busy answer to the probe of a held group does not change the order of its records', async () => {
    const { put, send, clock } = dispatch(refuseAll);
    await put(chunkOf(numbered(10)));
    const searching = send.calls.length;
    send.setScript((_call, index) => (index === searching ? http503 : DELIVERED));
    await clock.advance(120_000);
    expect(send.delivered()).toEqual(numbered(10));
  });

  test('a busy answer in the midst of a probe does not narrow what the next one sees', async () => {
    const poison = refusing(...numbered(5));
    const { put, send, aside, clock } = dispatch((call, index) => ([9, 10].includes(index) ? http503 : poison(call, index)));
    await put(chunkOf(numbered(16)));
    expect(send.calls).toHaveLength(8);
    await clock.advance(600_000);
    expect(aside.flatMap(({ lines }) => lines)).toEqual(numbered(5));
    expect(send.delivered()).toEqual(numbered(16).slice(5));
  });
});

describe('C5 requests that are too large', () => {
  test('are halved until they fit, in order', async () => {
    const { put, send, source } = dispatch(takingBytes(2000));
    const lines = numbered(1000);
    await put(chunkOf(lines));
    expect(send.delivered()).toEqual(lines);
    expect(source.held).toBe(0);
  });

  test('teach the size: the next chunk is cut before it is sent', async () => {
    const { put, send } = dispatch(takingBytes(40_000));
    const wide = (prefix: string) => numbered(100, prefix).map((line) => line.padEnd(999, '.'));
    await put(chunkOf(wide('first')));
    const before = send.calls.length;
    await put(chunkOf(wide('second')));
    const sizes = send.calls.slice(before).map(({ lines }) => lines.length);
    expect(sizes.every((size) => size <= 25)).toBe(true);
    expect(send.delivered()).toEqual([...wide('first'), ...wide('second')]);
  });

  test('with one record alone give it up, and only it', async () => {
    const { put, send, aside } = dispatch(takingBytes(100));
    const large = 'x'.repeat(200);
    await put(chunkOf(['1', '2', large, '3']));
    expect(aside).toEqual([{ lines: [large], reason: 'too-large', error: 'http-413' }]);
    expect(send.delivered()).toEqual(['1', '2', '3']);
  });
});

describe('an answer in part', () => {
  const partial = (retry: readonly number[], rejected: readonly number[]): Outcome => ({
    type: 'partial',
    retry,
    rejected,
    reason: 'http-207',
  });

  test('gives up what was rejected, sends again what should be, and counts the rest as delivered', async () => {
    const { put, send, aside, clock, eventsOf } = dispatch((_call, index) => (index === 0 ? partial([1, 4], [0, 2]) : DELIVERED));
    await put(chunkOf(numbered(6), 'a', 3));
    expect(aside).toEqual([{ lines: ['a-0', 'a-2'], reason: 'refused', error: 'http-207' }]);
    expect(eventsOf('delivered')).toMatchObject([{ order: 3, count: 2, bytes: 8 }]);
    await clock.advance(1000);
    expect(send.calls[1]?.lines).toEqual(['a-1', 'a-4']);
    expect(eventsOf('delivered')).toMatchObject([{ count: 2 }, { order: 3, count: 2 }]);
  });

  test('that took nothing counts nothing as delivered', async () => {
    const { put, eventsOf, source } = dispatch((_call, index) => (index === 0 ? partial([0], [1]) : DELIVERED));
    await put(chunkOf(['1', '2']));
    expect([eventsOf('delivered'), source.held]).toEqual([[], 1]);
  });

  test('with nothing to send again is done', async () => {
    const { put, source, send } = dispatch(() => partial([], [1]));
    await put(chunkOf(['1', '2']));
    expect([source.held, send.calls.length]).toEqual([0, 1]);
  });
});

test('a lease makes at most 64 requests, then other groups get their turn', async () => {
  const { put, send } = dispatch(takingBytes(10), { concurrency: 1 });
  await put(chunkOf(numbered(500)), chunkOf(['other'], 'b'));
  expect(send.calls.findIndex(({ group }) => group === 'b')).toBe(64);
  expect(send.delivered('a')).toEqual(numbered(500));
});

test('whatever a collector answers, nothing is lost or doubled, and all that it can take arrives', async () => {
  const answer = fc.constantFrom<Outcome>(
    DELIVERED,
    DELIVERED,
    DELIVERED,
    http503,
    http400,
    { type: 'too-large', reason: 'http-413' },
    { type: 'busy', scope: 'group', reason: 'http-429', retryAfterMs: 5000 },
    { type: 'busy', scope: 'endpoint', reason: 'timeout' },
    { type: 'held', scope: 'group', reason: 'http-401' },
    { type: 'held', scope: 'endpoint', reason: 'http-302' },
  );
  const chunks = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.array(answer, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (sizes, answers, concurrency) => {
      const { put, source, send, aside, clock, expectBalanced } = dispatching((_call, index) => answers[index] ?? DELIVERED, {
        concurrency,
      });
      await put(...sizes.map(([group, count], index) => chunkOf(numbered(count, `${group}${index}`), group)));
      if (source.held > 0) await clock.runUntil(() => source.held === 0, { maxMs: 100 * 3_600_000 });
      expectBalanced();
      const all = sizes.flatMap(([group, count], index) => numbered(count, `${group}${index}`));
      expect([...send.delivered(), ...aside.flatMap(({ lines }) => lines)].toSorted()).toEqual(all.toSorted());
    }),
    { numRuns: 150 },
  );
}, 60_000);
