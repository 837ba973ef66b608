import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHandler } from '../src/handler.js';
import type { HandlerOptions } from '../src/handler-options.js';
import { type Collector, startCollector } from '../src/testing/index.js';
import { sendLogs } from '../src/transports/send-logs.js';
import { loopMs } from './kit/loop-time.js';

const opened: { close(): Promise<unknown> }[] = [];

const open = async <C, K>(over: Partial<HandlerOptions<C, K>> = {}, given?: Collector) => {
  const collector = given ?? (await startCollector());
  const handler = createHandler<C, K>({ url: collector.url, retry: { baseMs: 1, capMs: 20 }, ...over } as HandlerOptions<C, K>);
  opened.push(handler, collector);
  return { collector, handler };
};

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

const numbersOf = (collector: Collector): unknown[] => collector.records.map((record) => (record as { n: unknown }).n);
const upTo = (count: number, from = 0): number[] => Array.from({ length: count }, (_, index) => from + index);

describe('a flush', () => {
  test('B1 delivers what was handed in, and says so', async () => {
    const { collector, handler } = await open();
    for (const n of upTo(3)) expect(handler.handle({ message: `m${n}`, fields: { n } })).toBe('accepted');
    expect(await handler.flush()).toEqual({ delivered: 3, spooled: 0, dropped: 0, left: 0 });
    expect(collector.records).toMatchObject([
      { message: 'm0', n: 0 },
      { message: 'm1', n: 1 },
      { message: 'm2', n: 2 },
    ]);
  });

  test('B16 of an empty buffer makes no request', async () => {
    const { collector, handler } = await open();
    expect(await handler.flush()).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 0 });
    expect(collector.requests).toHaveLength(0);
  });

  test('B16 resolves only after the collector answered', async () => {
    const { collector, handler } = await open();
    collector.fail({ delayMs: 30 });
    handler.handle({ message: 'slow' });
    const flushed = handler.flush();
    expect(handler.stats().delivered).toBe(0);
    expect((await flushed).delivered).toBe(1);
  });

  test('tells how many are left when its time is over', async () => {
    const { collector, handler } = await open();
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    for (const n of upTo(5)) handler.handle({ fields: { n } });
    expect(await handler.flush({ timeoutMs: 30 })).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 5 });
    collector.heal();
    await handler.close({ timeoutMs: 20 });
  });

  test('twice at once: each waits for what it found', async () => {
    const { handler } = await open();
    handler.handle({ message: 'a' });
    const first = handler.flush();
    handler.handle({ message: 'b' });
    const second = handler.flush();
    expect([(await first).delivered, (await second).delivered]).toEqual([1, 2]);
  });
});

describe('batches', () => {
  test('B2 all ten arrive at the tenth record with capacity ten, with no timer', async () => {
    const { collector, handler } = await open({ capacity: 10, flushIntervalMs: 600_000 });
    for (const n of upTo(9)) handler.handle({ fields: { n } });
    await nextTurn();
    expect(collector.requests).toHaveLength(0);
    handler.handle({ fields: { n: 9 } });
    await collector.waitFor(10);
    expect(numbersOf(collector)).toEqual(upTo(10));
  });

  test('B3 go to the url by the method, with the credentials of the option', async () => {
    const { collector, handler } = await open({ method: 'PUT', auth: { username: 'u', password: 'p' } });
    handler.handle({ message: 'x' });
    await handler.flush();
    expect(collector.requests[0]).toMatchObject({ method: 'PUT', headers: { authorization: `Basic ${btoa('u:p')}` } });
  });

  test('B7 have one content type, with its charset in it', async () => {
    const { collector, handler } = await open();
    handler.handle({ message: 'ü' });
    await handler.flush();
    expect(collector.requests[0]?.headers).toMatchObject({
      'content-type': expect.stringMatching(/^application\/x-ndjson(; charset=utf-8)?$/),
    });
    expect(collector.requests[0]?.headers).not.toHaveProperty('charset');
  });

  test('B8 ten records in chunks of four are bodies of four, four and two, in order', async () => {
    const { collector, handler } = await open({ chunkSize: 4 });
    for (const n of upTo(10)) handler.handle({ fields: { n } });
    await handler.flush();
    expect(collector.requests.map(({ records }) => records.length)).toEqual([4, 4, 2]);
    expect(numbersOf(collector)).toEqual(upTo(10));
  });

  test('B8 big records are split by bytes', async () => {
    const { collector, handler } = await open({ maxChunkBytes: 10_000 });
    for (const n of upTo(4)) handler.handle({ message: 'x'.repeat(4000), fields: { n } });
    await handler.flush();
    expect(collector.requests.map(({ records }) => records.length)).toEqual([2, 2]);
  });

  test('A2 100, 101 and 10,000 records all arrive', async () => {
    for (const count of [100, 101, 10_000]) {
      const { collector, handler } = await open({ chunkSize: 100 });
      for (const n of upTo(count)) handler.handle({ fields: { n } });
      await handler.flush();
      expect(numbersOf(collector)).toEqual(upTo(count));
    }
  });

  test('A10 gzip bodies decode to what was sent', async () => {
    const { collector, handler } = await open({ compression: 'gzip' });
    for (const n of upTo(500)) handler.handle({ message: 'the same text again and again', fields: { n } });
    await handler.flush();
    expect(collector.requests[0]?.headers['content-encoding']).toBe('gzip');
    expect(numbersOf(collector)).toEqual(upTo(500));
    expect(collector.requests[0]?.bytes).toBeLessThan(collector.requests[0]?.rawBytes ?? 0);
  });

  test('B24 fifty chunks use no more sockets than connections', async () => {
    const { collector, handler } = await open({ chunkSize: 1, concurrency: 2, aggregatorKey: '{fields.n}' });
    for (const n of upTo(50)) handler.handle({ fields: { n } });
    await handler.flush();
    expect(collector.requests).toHaveLength(50);
    expect(collector.connections.total).toBeLessThanOrEqual(2);
  });
});

describe('a record that is too large', () => {
  const limits = { recordBytes: 4096 };
  const large = { message: 'm', fields: { a: 'x'.repeat(3000), b: 'y'.repeat(3000) } };

  test('is cut, and says so, unless told otherwise', async () => {
    const { collector, handler } = await open({ limits });
    expect(handler.handle(large)).toBe('accepted');
    await handler.flush();
    expect(collector.records).toMatchObject([{ message: 'm', truncated: true }]);
  });

  test('is dropped, and can be looked at, with oversize `drop`', async () => {
    const { handler } = await open({ limits, oversize: 'drop' });
    expect([handler.handle(large), handler.handle({ message: 'small' })]).toEqual(['full', 'accepted']);
    expect([handler.stats().dropped, handler.getFailedLogs()]).toMatchObject([{ 'too-large': 1 }, [{ message: 'm', reason: 'too-large' }]]);
  });
});

describe('groups', () => {
  test('B4 keys of equal content are one group, different keys two requests', async () => {
    let turn = 0;
    const { collector, handler } = await open({
      aggregatorKey: ({ fields }) => (turn++ % 2 ? { a: 1, b: fields['b'] as number } : { b: fields['b'] as number, a: 1 }),
    });
    for (const b of [1, 1, 2, 2]) handler.handle({ fields: { b } });
    await handler.flush();
    expect(collector.requests.map(({ records }) => records.length).sort()).toEqual([2, 2]);
  });

  test('B5 a key function that throws loses only its own record, and that to the failed logs', async () => {
    const { collector, handler } = await open({
      aggregatorKey: ({ fields }) => {
        if (fields['n'] === 4) throw new Error('no key');
        return 'all';
      },
    });
    for (const n of upTo(10)) handler.handle({ message: `m${n}`, fields: { n } });
    await handler.flush();
    expect(numbersOf(collector)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
    expect(handler.getFailedLogs()).toMatchObject([{ message: 'm4', reason: 'unkeyed', error: 'unkeyed: key-function-threw' }]);
    expect([handler.stats().dropped, handler.getHealthStatus().errorCount]).toEqual([{ unkeyed: 1 }, 1]);
  });

  test('B5 with a fallback key it arrives in that group', async () => {
    const { collector, handler } = await open<unknown, string>({
      aggregatorKey: (): string => {
        throw new Error('no key');
      },
      fallbackKey: 'lost-and-found',
      requestHeaders: (headers, key) => ({ ...headers, 'x-key': key }),
    });
    handler.handle({ message: 'x' });
    await handler.flush();
    expect(collector.requests[0]?.headers['x-key']).toBe('lost-and-found');
  });

  test('B6 headers are computed from each group’s key', async () => {
    const { collector, handler } = await open({
      context: { foo: 'foo123', moo: 'moo123' },
      aggregatorKey: (record, context) => ({ woo: context.foo, hoo: `${context.moo}/${record.level}` }),
      requestHeaders: (headers, key) => ({ ...headers, 'X-Logshmog-Woo': key.woo, 'X-Logshmog-Hoo': key.hoo }),
    });
    for (const level of ['info', 'warn', 'info']) handler.handle({ level, message: 'x' });
    await handler.flush();
    const seen = collector.requests.map(({ headers, records }) => [headers['x-logshmog-woo'], headers['x-logshmog-hoo'], records.length]);
    expect(seen.sort()).toEqual([
      ['foo123', 'moo123/info', 2],
      ['foo123', 'moo123/warn', 1],
    ]);
  });

  test('B21 a group that fails does not stop another', async () => {
    const { collector, handler } = await open({ aggregatorKey: '{fields.tenant}', requestHeaders: { 'x-tenant': '{key}' } });
    collector.fail({ status: 401, times: Number.POSITIVE_INFINITY, when: ({ headers }) => headers['x-tenant'] === 'sick' });
    for (const n of upTo(10)) handler.handle({ fields: { n, tenant: n % 2 ? 'sick' : 'well' } });
    const flushed = handler.flush();
    await collector.waitFor(5);
    await expect.poll(() => handler.getHealthStatus().status).toBe('degraded');
    expect(numbersOf(collector)).toEqual([0, 2, 4, 6, 8]);
    collector.heal();
    expect((await flushed).delivered).toBe(10);
    expect(numbersOf(collector).sort()).toEqual(upTo(10));
  });

  test('R10 eight groups of a thousand records arrive in order each, whatever the latencies', async () => {
    const { collector, handler } = await open({ chunkSize: 50, aggregatorKey: '{fields.group}' });
    let dice = 1;
    const unsteady = () => {
      dice = (dice * 48_271) % 2_147_483_647;
      return dice % 5;
    };
    for (const _ of upTo(100)) collector.fail({ delayMs: unsteady() });
    for (const n of upTo(8000)) handler.handle({ fields: { group: n % 8, n } });
    await handler.flush();
    const records = collector.records as { group: number; n: number }[];
    for (const group of upTo(8))
      expect(records.filter((record) => record.group === group).map(({ n }) => n)).toEqual(upTo(1000).map((turn) => turn * 8 + group));
  });

  test('R8 and A8 groups are sent side by side, but never more requests than concurrency', async () => {
    const { collector, handler } = await open({ concurrency: 3, aggregatorKey: '{fields.n}' });
    collector.fail({ delayMs: 20, times: Number.POSITIVE_INFINITY });
    for (const n of upTo(12)) handler.handle({ fields: { n } });
    await handler.flush();
    expect(collector.inFlight.peak).toBe(3);
  });
});

describe('trouble', () => {
  test('B20 503 twice then 200 delivers once', async () => {
    const { collector, handler } = await open();
    collector.fail({ status: 503, times: 2 });
    handler.handle({ message: 'x' });
    await handler.flush();
    expect([collector.records.length, handler.stats()]).toMatchObject([1, { delivered: 1, attempts: 3, retries: 2 }]);
  });

  test('B20 400 for a single record sets it aside after one request', async () => {
    const { collector, handler } = await open();
    collector.fail({ status: 400 });
    handler.handle({ message: 'bad' });
    expect(await handler.flush()).toEqual({ delivered: 0, spooled: 0, dropped: 1, left: 0 });
    expect(handler.getFailedLogs()).toMatchObject([{ message: 'bad', reason: 'refused', error: expect.stringContaining('http-400') }]);
    expect(collector.requests).toHaveLength(1);
  });

  test('B21 a collector that is away and comes back gets all ten', async () => {
    const { collector, handler } = await open();
    await collector.pause();
    for (const n of upTo(10)) handler.handle({ fields: { n } });
    const flushed = handler.flush();
    await expect.poll(() => handler.getHealthStatus().consecutiveFailures).toBeGreaterThan(0);
    await collector.resume();
    expect((await flushed).delivered).toBe(10);
    expect(numbersOf(collector)).toEqual(upTo(10));
  });

  test('B19 nothing throws, rejects or reaches the console while the collector is away', async () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
    const { collector, handler } = await open();
    await collector.pause();
    for (const n of upTo(100)) expect(() => handler.handle({ fields: { n } })).not.toThrow();
    await expect(handler.flush({ timeoutMs: 20 })).resolves.toMatchObject({ left: 100 });
    await expect(handler.close({ timeoutMs: 20 })).resolves.toMatchObject({ left: 100 });
    expect(handler.stats().dropped).toEqual({ abandoned: 100 });
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test('A40 of 150 refused records the last hundred are kept, and delivered on request', async () => {
    const { collector, handler } = await open({ chunkSize: 1, aggregatorKey: '{fields.n}' });
    collector.fail({
      refuseRecord: () => true,
      status: 422,
      times: Number.POSITIVE_INFINITY,
      when: ({ headers }) => headers['x-ok'] === undefined,
    });
    handler.handle({ fields: { n: 'first' } });
    collector.heal();
    handler.handle({ fields: { n: 'well' } });
    await handler.flush();
    collector.fail({ status: 400, times: 150 });
    for (const n of upTo(150)) handler.handle({ message: `m${n}`, fields: { n } });
    await handler.flush({ timeoutMs: 5000 });
    const kept = handler.getFailedLogs().length;
    expect(kept).toBeLessThanOrEqual(100);
    expect(handler.retryFailed()).toBe(kept);
    await handler.flush();
    expect(handler.getFailedLogs()).toHaveLength(0);
  });

  test('A42 no error text holds a record', async () => {
    const told: unknown[] = [];
    const { collector, handler } = await open({
      onDiagnostic: (diagnostic) => told.push(diagnostic),
      onDrop: (notice) => told.push(notice),
    });
    collector.fail({ status: 400, times: 9 });
    handler.handle({ message: 'hunter2-canary' });
    await handler.flush();
    expect(told.length).toBeGreaterThan(0);
    expect(JSON.stringify([told, handler.getHealthStatus()])).not.toContain('canary');
  });

  test('R11 callbacks that throw harm nobody', async () => {
    const bad = () => {
      throw new Error('callback');
    };
    const { collector, handler } = await open({ onDiagnostic: bad, onDrop: bad });
    collector.fail({ status: 400 });
    handler.handle({ message: 'x' });
    expect((await handler.flush()).dropped).toBe(1);
  });

  test('K2 a second of silence from the collector: calls go on, and all arrives by itself', async () => {
    const { collector, handler } = await open({ chunkSize: 10 });
    await collector.pause();
    for (const n of upTo(50)) handler.handle({ fields: { n } });
    await nextTurn();
    for (const n of upTo(50, 50)) handler.handle({ fields: { n } });
    await collector.resume();
    await collector.waitFor(90);
    await handler.flush();
    expect(numbersOf(collector)).toEqual(upTo(100));
  });
});

describe('the end', () => {
  test('R17 `await using` closes and delivers', async () => {
    const { collector, handler } = await open();
    handler.handle({ message: 'x' });
    await handler[Symbol.asyncDispose]();
    expect([collector.records.length, handler.handle({ message: 'late' })]).toEqual([1, 'closed']);
    expect(handler.stats().dropped).toEqual({ closed: 1 });
  });

  test('P18 close twice, flush after close', async () => {
    const { handler } = await open();
    handler.handle({ message: 'x' });
    const [first, second] = await Promise.all([handler.close(), handler.close()]);
    expect([first, second, await handler.flush()]).toMatchObject([{ delivered: 1 }, { delivered: 1 }, { delivered: 0, left: 0 }]);
  });

  test('K5 a hung collector: close returns within its time and reports what is left', async () => {
    const { collector, handler } = await open();
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    for (const n of upTo(7)) handler.handle({ fields: { n } });
    expect(await loopMs(async () => expect(await handler.close({ timeoutMs: 200 })).toMatchObject({ delivered: 0, left: 7 }))).toBeLessThan(
      400,
    );
    expect(handler.stats()).toMatchObject({ waiting: 0, inFlight: 0, dropped: { abandoned: 7 } });
  });

  test('T7 ten thousand records, then close: ten thousand at the collector', async () => {
    const { collector, handler } = await open();
    for (const n of upTo(10_000)) handler.handle({ fields: { n } });
    await handler.close();
    expect(numbersOf(collector)).toEqual(upTo(10_000));
  });
});

describe('sendLogs', () => {
  test('B18 delivers records directly, grouped', async () => {
    const collector = await startCollector();
    opened.push(collector);
    const result = await sendLogs(
      upTo(10).map((n) => ({ level: n % 2 ? 'info' : 'warn', fields: { n } })),
      { url: collector.url, aggregatorKey: '{level}', requestHeaders: { 'x-level': '{key}' } },
    );
    expect(result).toEqual({ delivered: 10, spooled: 0, dropped: 0, left: 0 });
    expect(collector.requests.map(({ headers }) => headers['x-level']).sort()).toEqual(['info', 'warn']);
  });

  test('delivers more than the buffer holds', async () => {
    const collector = await startCollector();
    opened.push(collector);
    const records = upTo(1000).map((n) => ({ fields: { n, text: 'x'.repeat(1000) } }));
    expect(await sendLogs(records, { url: collector.url, maxBufferBytes: 1 << 17 })).toEqual({
      delivered: 1000,
      spooled: 0,
      dropped: 0,
      left: 0,
    });
    expect(numbersOf(collector)).toEqual(upTo(1000));
  });

  test('says what is left when the collector is away', async () => {
    const result = await sendLogs([{ message: 'x' }], { url: 'http://127.0.0.1:9/', timeoutMs: 50 });
    expect(result).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 1 });
  });
});

describe('options at the door', () => {
  test.each([
    [{ url: 'nope' }, /option `url`: must be an http.*received another text/],
    [{ capcity: 5 }, /option `capcity` is unknown: did you mean `capacity`\?/],
    [{ capacity: 0 }, /option `capacity`: .*received 0/],
    [{ chunkSize: 1.5 }, /option `chunkSize`: .*received 1.5/],
    [{ overflow: 'wait' }, /option `overflow`: .*received "wait"/],
    [{ onDrop: 5 }, /option `onDrop`: must be a function; received 5/],
    [{ limits: { depth: 0 } }, /option `limits.depth`: must be a whole number/],
    [{ limits: { dept: 5 } }, /option `limits.dept` is unknown: did you mean `depth`\?/],
    [{ limits: { width: 5 } }, /option `limits.width` is unknown: known are depth, keys/],
    [{ headers: { 'x y': '1' } }, /option `headers.x y`/],
    [{ aggregatorKey: '{tenant}' }, /aggregatorKey.*tenant/],
  ])('B19 %o is refused by name, value and cure', (wrong, message) => {
    expect(() => createHandler({ url: 'http://127.0.0.1:9/', ...wrong } as never)).toThrow(message);
  });

  test('no secret stands in a message', () => {
    expect(() => createHandler({ url: 'http://u:hunter2@[', auth: { bearer: 5 } } as never)).toThrow(/^(?!.*hunter2)/);
  });
});
