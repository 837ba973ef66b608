import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BufferSettings } from '../../src/buffer/options.js';
import { createRecordBuffer } from '../../src/buffer/record-buffer.js';
import { countOf, lineAt, part } from '../../src/core/chunk.js';
import type { HandlerEvent } from '../../src/core/events.js';
import type { Lease } from '../../src/core/lease.js';
import { oneLine } from '../../src/security/quote.js';
import { createFakeClock } from '../kit/fake-clock.js';

const DEFAULTS: BufferSettings = {
  capacity: 1000,
  chunkSize: 10,
  maxChunkBytes: 1 << 20,
  flushIntervalMs: 5000,
  maxBufferBytes: 1 << 25,
  maxGroups: 10_000,
  overflow: 'drop-oldest',
  oversize: 'truncate',
  ordering: 'strict',
};

const make = (over: Partial<BufferSettings> = {}) => {
  const clock = createFakeClock();
  const events: HandlerEvent[] = [];
  let readied = 0;
  const buffer = createRecordBuffer(
    { ...DEFAULTS, ...over },
    {
      clock,
      idPrefix: 'x',
      oneLine,
      sendsCopies: () => true,
      observe: (event) => events.push(event),
      onReady: () => (readied += 1),
      setAside: () => 0,
      groupOf: () => undefined,
      collectorIsAway: () => false,
      isFlushing: () => false,
    },
  );
  const admit = (group: string, n: number | string, severity = 9) =>
    buffer.admit({ name: group, key: group }, `${JSON.stringify({ n })}\n`, { time: clock.wallTime(), level: 'info', severity });
  const dropped = () => events.flatMap((event) => (event.type === 'dropped' ? [event] : []));
  return { buffer, clock, admit, dropped, readied: () => readied };
};

const numbers = ({ chunk }: Lease): number[] => Array.from({ length: countOf(chunk) }, (_, index) => JSON.parse(lineAt(chunk, index)).n);
const drain = (buffer: ReturnType<typeof make>['buffer'], now = 0): number[] => {
  const got: number[] = [];
  for (let lease = buffer.take(now); lease !== undefined; lease = buffer.take(now)) {
    got.push(...numbers(lease));
    buffer.ledger.leave('inFlight', countOf(lease.chunk), 0);
    lease.settle([]);
  }
  return got;
};

describe('a full buffer', () => {
  test('K4 meets the policy at the first record past maxBufferRecords', () => {
    const { admit, buffer, dropped } = make({ maxBufferRecords: 10_000, capacity: 100_000, overflow: 'drop-newest' });
    for (let n = 0; n < 10_000; n += 1) expect(admit('a', n)).toBe('accepted');
    expect(admit('a', 10_000)).toBe('full');
    expect([buffer.ledger.waiting, dropped().length]).toEqual([10_000, 0]);
  });

  test('K6 drop-newest keeps the first hundred', () => {
    const { admit, buffer } = make({ maxBufferRecords: 100, overflow: 'drop-newest' });
    const verdicts = Array.from({ length: 250 }, (_, n) => admit('a', n));
    expect(verdicts.filter((verdict) => verdict === 'full')).toHaveLength(150);
    buffer.cutAll('flush');
    expect(drain(buffer)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  test('K6 drop-oldest keeps the last hundred and counts each it gave up', () => {
    const { admit, buffer, dropped } = make({ maxBufferRecords: 100, overflow: 'drop-oldest' });
    for (let n = 0; n < 250; n += 1) expect(admit('a', n)).toBe('accepted');
    expect(dropped().map(({ reason, count }) => [reason, count])).toEqual(Array(150).fill(['evicted', 1]));
    buffer.cutAll('flush');
    expect(drain(buffer)).toEqual(Array.from({ length: 100 }, (_, n) => 150 + n));
  });

  test.each([
    ['trace', 1, 0.79, 'accepted'],
    ['debug', 5, 0.8, 'level'],
    ['info', 9, 0.94, 'accepted'],
    ['info', 9, 0.95, 'level'],
    ['warn', 13, 0.99, 'accepted'],
    ['error', 17, 1, 'accepted'],
  ])('K6 drop-by-level: %s at %d of 24 is judged at fill %d as %s', (_name, severity, fill, verdict) => {
    const { admit } = make({ maxBufferRecords: 100, overflow: 'drop-by-level' });
    for (let n = 0; n < fill * 100; n += 1) admit('a', n, 17);
    expect(admit('a', 'the one', severity)).toBe(verdict);
  });

  test('never gives up what is in flight, and refuses when all of it is', () => {
    const { admit, buffer } = make({ maxBufferRecords: 10, chunkSize: 10, overflow: 'drop-oldest' });
    for (let n = 0; n < 10; n += 1) admit('a', n);
    const lease = buffer.take(0);
    expect(admit('a', 10)).toBe('full');
    lease?.settle([lease.chunk]);
    expect(admit('a', 10)).toBe('accepted');
    buffer.cutAll('flush');
    expect(drain(buffer)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('R9 bounds bytes, not only records, and counts what small chunks cost', () => {
    const { admit, buffer } = make({ maxBufferBytes: 1 << 16, chunkSize: 1 });
    for (let n = 0; n < 1000; n += 1) {
      admit(`g${n}`, 'x'.repeat(100));
      expect(buffer.ledger.bytes).toBeLessThanOrEqual(1 << 16);
    }
    expect(buffer.ledger.waiting).toBeLessThan(80);
  });

  test('gives nothing up for a record that would not fit even then', () => {
    const { admit, buffer, dropped } = make({ maxBufferBytes: 1 << 16, chunkSize: 5 });
    for (let n = 0; n < 50; n += 1) admit('a', n);
    expect(admit('a', 'x'.repeat(100_000))).toBe('full');
    expect([buffer.ledger.waiting, dropped()]).toEqual([50, []]);
  });

  test('gives nothing up for a record that has no room beside what is in flight', () => {
    const { admit, buffer, dropped } = make({ maxBufferBytes: 1 << 16, chunkSize: 1 });
    admit('a', 'x'.repeat(40_000));
    const lease = buffer.take(0) as Lease;
    admit('b', 1);
    expect(admit('b', 'x'.repeat(40_000))).toBe('full');
    expect([buffer.ledger.waiting, dropped()]).toEqual([1, []]);
    lease.settle([lease.chunk]);
    expect(admit('b', 'x'.repeat(40_000))).toBe('accepted');
  });

  test('holds groups to maxGroups, forgets those that are empty, and never mixes', () => {
    const { admit, buffer } = make({ maxGroups: 2, chunkSize: 1 });
    expect([admit('a', 1), admit('b', 2), admit('c', 3)]).toEqual(['accepted', 'accepted', 'too-many-groups']);
    expect(drain(buffer)).toEqual([1, 2]);
    expect([admit('c', 3), buffer.groups()]).toEqual(['accepted', 1]);
  });
});

describe('lanes', () => {
  test('lend one chunk of a group at a time', () => {
    const { admit, buffer } = make({ chunkSize: 1 });
    admit('a', 1);
    admit('a', 2);
    const first = buffer.take(0);
    expect(buffer.take(0)).toBeUndefined();
    first?.settle([]);
    expect(numbers(buffer.take(0) as Lease)).toEqual([2]);
  });

  test('lend several of a group with relaxed ordering', () => {
    const { admit, buffer } = make({ chunkSize: 1, ordering: 'relaxed' });
    for (const n of [1, 2, 3]) admit('a', n);
    expect([buffer.take(0), buffer.take(0), buffer.take(0), buffer.take(0)].map((lease) => lease && numbers(lease)[0])).toEqual([
      1,
      2,
      3,
      undefined,
    ]);
  });

  test.each([1, 10, 10_000])('take turns with %d groups', (groups) => {
    const { admit, buffer } = make({ chunkSize: 1, capacity: 1e6, maxBufferBytes: 1 << 27 });
    for (let round = 0; round < 3; round += 1) for (let group = 0; group < groups; group += 1) admit(`g${group}`, round);
    for (let round = 0; round < 3; round += 1) {
      const served = new Set<string>();
      for (let turn = 0; turn < groups; turn += 1) {
        const lease = buffer.take(0) as Lease;
        served.add(lease.chunk.group.name);
        buffer.ledger.leave('inFlight', 1, 0);
        lease.settle([]);
      }
      expect(served.size).toBe(groups);
    }
  });

  test('rest until their moment, never wake early, and hold up nobody else', () => {
    const { admit, buffer } = make({ chunkSize: 1 });
    admit('sick', 1);
    admit('well', 2);
    const lease = buffer.take(0) as Lease;
    lease.settle([lease.chunk], 500);
    expect(numbers(buffer.take(0) as Lease)).toEqual([2]);
    expect([buffer.take(499.9), buffer.nextReadyAt(), buffer.restingGroups()]).toEqual([undefined, 500, 1]);
    expect(numbers(buffer.take(500) as Lease)).toEqual([1]);
  });

  test('rest on when all that they hold is given up: what comes next does not go out early', () => {
    const { admit, buffer } = make({ chunkSize: 1, maxBufferRecords: 2 });
    admit('asked to wait', 1);
    const lease = buffer.take(0) as Lease;
    lease.settle([lease.chunk], 30_000);
    admit('other', 2);
    admit('asked to wait', 3);
    expect(numbers(buffer.take(0) as Lease)).toEqual([2]);
    expect([buffer.take(29_999), buffer.nextReadyAt(), numbers(buffer.take(30_000) as Lease)]).toEqual([undefined, 30_000, [3]]);
  });

  test('that rest and hold nothing make room for new groups', () => {
    const { admit, buffer } = make({ chunkSize: 1, maxBufferRecords: 1, maxGroups: 1 });
    admit('a', 1);
    const lease = buffer.take(0) as Lease;
    buffer.ledger.leave('inFlight', 0, 0);
    lease.settle([lease.chunk], 30_000);
    expect(admit('b', 2)).toBe('accepted');
    expect([buffer.restingGroups(), buffer.groups(), numbers(buffer.take(0) as Lease)]).toEqual([0, 1, [2]]);
  });

  test('put what came back before everything newer, as old as it was', () => {
    const { admit, buffer } = make({ chunkSize: 4, maxBufferRecords: 8 });
    for (let n = 0; n < 8; n += 1) admit('a', n);
    const lease = buffer.take(0) as Lease;
    buffer.ledger.leave('inFlight', 1, 0);
    lease.settle([part(lease.chunk, 1, 2), part(lease.chunk, 2, 4)]);
    admit('a', 8);
    admit('a', 9);
    buffer.cutAll('flush');
    expect(drain(buffer)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

test('a group is cut by its age through the clock, with nothing else happening', async () => {
  const { admit, buffer, clock, readied } = make({ flushIntervalMs: 5000 });
  admit('a', 1);
  await clock.advance(4999);
  expect(readied()).toBe(0);
  await clock.advance(1);
  expect([readied(), drain(buffer, clock.monotonic())]).toEqual([1, [1]]);
});

/** Random traffic against the one law: what went in is waiting, in flight, delivered or given up, and a group keeps its order. */
describe('under any traffic', () => {
  type Action = { readonly do: 'admit' | 'take' | 'finish' | 'return' | 'half' | 'cut' | 'pass'; readonly pick: number };
  const actions = fc.array(
    fc.record({
      do: fc.constantFrom<Action['do']>('admit', 'admit', 'admit', 'take', 'finish', 'return', 'half', 'cut', 'pass'),
      pick: fc.nat(1000),
    }),
    { maxLength: 300 },
  );

  test.each(['drop-oldest', 'drop-newest', 'drop-by-level'] as const)('no record is lost, doubled or reordered (%s)', (overflow) => {
    fc.assert(
      fc.property(actions, fc.integer({ min: 3, max: 40 }), (steps, maxBufferRecords) => {
        const { admit, buffer, dropped } = make({ overflow, maxBufferRecords, chunkSize: 5, capacity: 12, maxGroups: 3 });
        const out: Lease[] = [];
        const delivered = new Map<string, number[]>();
        let [now, received, refused] = [0, 0, 0];
        const finish = (lease: Lease, from: number, to: number): void => {
          const got = delivered.get(lease.chunk.group.name) ?? [];
          delivered.set(lease.chunk.group.name, [...got, ...numbers(lease).slice(from, to)]);
          buffer.ledger.leave('inFlight', to - from, 0);
        };
        for (const { do: action, pick } of steps) {
          const lease = action === 'admit' || action === 'take' ? undefined : out.splice(pick % (out.length || 1), 1)[0];
          const size = lease === undefined ? 0 : countOf(lease.chunk);
          if (action === 'admit') {
            received += 1;
            if (admit(`g${pick % 4}`, received, 1 + (pick % 24)) !== 'accepted') refused += 1;
          } else if (action === 'take') {
            const taken = buffer.take(now);
            if (taken !== undefined) out.push(taken);
          } else if (action === 'cut') buffer.cutAll('flush');
          else if (action === 'pass') now += pick;
          if (lease !== undefined) {
            const done = action === 'finish' ? size : action === 'half' ? Math.floor(size / 2) : 0;
            finish(lease, 0, done);
            lease.settle(done === size ? [] : [part(lease.chunk, done, size)], action === 'return' ? now + pick : undefined);
          }
          const { waiting, inFlight, bytes } = buffer.ledger;
          const gone = [...delivered.values()].reduce((sum, got) => sum + got.length, 0) + dropped().length + refused;
          expect(received).toBe(gone + waiting + inFlight);
          expect(Math.min(waiting, inFlight, bytes)).toBeGreaterThanOrEqual(0);
          expect(waiting + inFlight).toBeLessThanOrEqual(maxBufferRecords);
        }
        for (const lease of out) lease.settle([lease.chunk]);
        buffer.cutAll('flush');
        for (let lease = buffer.take(Infinity); lease !== undefined; lease = buffer.take(Infinity)) {
          finish(lease, 0, countOf(lease.chunk));
          lease.settle([]);
        }
        for (const got of delivered.values()) expect(got).toEqual([...got].sort((a, b) => a - b));
        expect([buffer.ledger.waiting, buffer.ledger.inFlight, buffer.ledger.bytes, buffer.groups()]).toEqual([0, 0, 0, 0]);
      }),
      { numRuns: 300 },
    );
  });
});
