import { Agent } from 'node:http';
import * as zlib from 'node:zlib';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type Collector, type CollectorOptions, startCollector } from '../../src/testing/index.js';
import { certificate } from '../kit/certificate.js';
import { ndjson, post } from '../kit/post.js';
import { until } from '../kit/until.js';

const started: Collector[] = [];
const start = async (options?: CollectorOptions): Promise<Collector> => {
  const collector = await startCollector(options);
  started.push(collector);
  return collector;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map((collector) => collector.close()));
});

const a = { n: 1, text: 'ä' };
const b = { n: 2 };

describe('what it keeps of a request', () => {
  test('method, path with query, headers in lower case, sizes, records, status', async () => {
    const collector = await start();
    const before = Date.now();
    const sent = ndjson([a, b], { 'X-Logshmog-Woo': 'foo123' });
    expect(await post(collector.url, { ...sent, method: 'PUT', path: '/v1/logs/a1?x=1' })).toMatchObject({ status: 200 });
    const bytes = Buffer.byteLength(sent.body);
    expect(collector.requests).toEqual([
      {
        method: 'PUT',
        path: '/v1/logs/a1?x=1',
        headers: expect.objectContaining({ 'x-logshmog-woo': 'foo123', 'content-type': 'application/x-ndjson' }),
        receivedAt: expect.any(Number),
        format: 'ndjson',
        encoding: 'identity',
        bytes,
        rawBytes: bytes,
        records: [a, b],
        accepted: [a, b],
        acceptedCount: 2,
        status: 200,
      },
    ]);
    expect(collector.requests[0]?.receivedAt).toBeGreaterThanOrEqual(before);
    expect(collector.records).toEqual([a, b]);
    expect(collector.counts).toEqual({ requests: 1, records: 2, bytes, rawBytes: bytes });
  });

  test.each([
    { type: 'application/x-ndjson', body: '{"n":1}\n{"n":2}\n', format: 'ndjson', records: [{ n: 1 }, { n: 2 }] },
    { type: 'application/json', body: '{"n":1}\n{"n":2}', format: 'ndjson', records: [{ n: 1 }, { n: 2 }] },
    { type: 'application/json; charset=utf-8', body: '[{"n":1},{"n":2}]', format: 'json-array', records: [{ n: 1 }, { n: 2 }] },
    { type: 'text/plain; charset=utf-8', body: '{"n":1}\nplain\n{broken', format: 'lines', records: [{ n: 1 }, 'plain', '{broken'] },
    { type: 'text/plain', body: 'one\ntwo\n', format: 'text', records: ['one', 'two'] },
    { type: undefined, body: '{"n":1}\n', format: 'lines', records: [{ n: 1 }] },
    { type: 'application/x-www-form-urlencoded', body: '{"n":1}', format: 'lines', records: [{ n: 1 }] },
    { type: 'application/x-ndjson', body: '', format: 'ndjson', records: [] },
  ])('a body of type $type beginning "$body" is $format', async ({ type, body, format, records }) => {
    const [full, counting] = await Promise.all([start(), start({ keep: 'counts' })]);
    const sent = { body, ...(type && { headers: { 'content-type': type } }) };
    expect(await Promise.all([post(full.url, sent), post(counting.url, sent)])).toMatchObject([{ status: 200 }, { status: 200 }]);
    expect(full.requests[0]).toMatchObject({ format, records });
    expect([full.counts.records, counting.counts.records]).toEqual([records.length, records.length]);
  });

  const { zstdCompressSync } = zlib as { zstdCompressSync?: (body: string) => Buffer };
  const compressors: readonly { encoding: string; compress: (body: string) => Buffer }[] = [
    { encoding: 'gzip', compress: gzipSync },
    { encoding: 'deflate', compress: deflateSync },
    { encoding: 'br', compress: brotliCompressSync },
    ...(zstdCompressSync ? [{ encoding: 'zstd', compress: zstdCompressSync }] : []),
  ];
  test.each(compressors)('$encoding is undone', async ({ encoding, compress }) => {
    const collector = await start();
    const { headers, body } = ndjson([a, b], { 'content-encoding': encoding });
    const compressed = compress(body);
    expect(await post(collector.url, { headers, body: compressed })).toMatchObject({ status: 200 });
    expect(collector.requests[0]).toMatchObject({ encoding, bytes: compressed.length, rawBytes: Buffer.byteLength(body), records: [a, b] });
  });

  test('in fast mode it counts records and bytes, and keeps none', async () => {
    const collector = await start({ keep: 'counts' });
    const { headers, body } = ndjson([a, b, a], { 'content-encoding': 'gzip' });
    const compressed = gzipSync(body);
    await post(collector.url, { headers, body: compressed });
    await post(collector.url, { ...ndjson([b]) });
    expect(await collector.waitFor(4)).toEqual([]);
    expect(collector.counts).toEqual({ requests: 2, records: 4, bytes: compressed.length + 8, rawBytes: Buffer.byteLength(body) + 8 });
    expect(collector.requests).toEqual([]);
  });
});

describe('what it refuses unasked', () => {
  test.each([
    { why: 'bad gzip', headers: { 'content-encoding': 'gzip' }, body: '{"n":1}\n', status: 400 },
    { why: 'gzip cut short', headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"n":1}\n').subarray(0, -6), status: 400 },
    { why: 'an encoding nobody knows', headers: { 'content-encoding': 'lzma' }, body: '{"n":1}\n', status: 415 },
    { why: 'a gzip bomb', headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(65 * 1024 * 1024)), status: 413 },
    { why: 'more than 64 MiB', headers: {}, body: Buffer.alloc(65 * 1024 * 1024), status: 413 },
    { why: 'ndjson that is not JSON', headers: { 'content-type': 'application/x-ndjson' }, body: '{"n":1}\n{"n":', status: 400 },
    { why: 'an array that does not end', headers: { 'content-type': 'application/json' }, body: '[{"n":1}', status: 400 },
  ])('$why: $status, and nothing is taken', async ({ headers, body, status }) => {
    const collector = await start();
    expect(await post(collector.url, { headers, body })).toMatchObject({ status });
    expect(collector.requests[0]).toMatchObject({ status, accepted: [], bytes: body.length });
    expect(collector.counts.records).toBe(0);
  });
});

describe('looking at what came', () => {
  test('records by a header, in the order they came', async () => {
    const collector = await start();
    for (const [tenant, record] of [
      ['x', a],
      ['y', b],
      ['x', b],
    ] as const)
      await post(collector.url, ndjson([record], { 'X-Tenant': tenant }));
    await post(collector.url, ndjson([a]));
    expect([...collector.recordsBy('X-Tenant')]).toEqual([
      ['x', [a, b]],
      ['y', [b]],
      ['', [a]],
    ]);
  });

  test('duplicates by a key', async () => {
    const collector = await start();
    await post(collector.url, ndjson([a, b]));
    await post(collector.url, ndjson([b, { n: 3 }, b]));
    expect(collector.duplicates((record) => (record as { n: number }).n)).toEqual([2]);
  });

  test('a listener hears of each request until it leaves', async () => {
    const collector = await start();
    const heard: unknown[] = [];
    const off = collector.onRequest(({ records, status }) => heard.push({ records, status }));
    await post(collector.url, ndjson([a]));
    off();
    await post(collector.url, ndjson([b]));
    expect(heard).toEqual([{ records: [a], status: 200 }]);
  });

  test('waitFor resolves at once for what is there, and as soon as the rest comes', async () => {
    const collector = await start();
    await post(collector.url, ndjson([a]));
    expect(await collector.waitFor(1)).toEqual([a]);
    const both = collector.waitFor((records) => records.some((record) => (record as { n: number }).n === 2));
    await post(collector.url, ndjson([b]));
    expect(await both).toEqual([a, b]);
  });

  test('waitFor says what it had when its time is over', async () => {
    const collector = await start();
    await post(collector.url, ndjson([a]));
    await expect(collector.waitFor(2, { timeoutMs: 20 })).rejects.toThrow(
      '20 ms passed with 1 records taken in 1 requests; awaited 2 records',
    );
  });

  test('waitFor passes on what its predicate throws', async () => {
    const collector = await start();
    const waiting = collector.waitFor((records) => {
      if (records.length > 0) throw new Error('oops');
      return false;
    });
    const failed = expect(waiting).rejects.toThrow('oops');
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 200 });
    await failed;
  });

  test('clear forgets what came, not what is to fail', async () => {
    const collector = await start();
    collector.fail({ status: 503 });
    collector.clear();
    expect(await post(collector.url, ndjson([a]))).toMatchObject({ status: 503 });
    collector.clear();
    expect([collector.requests, collector.records, collector.counts.requests]).toEqual([[], [], 0]);
  });
});

describe('connections', () => {
  test('a kept connection counts once, and requests in flight are known', async () => {
    const collector = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 2 });
    collector.fail({ hang: true, times: 2 });
    const hanging = [post(collector.url, { ...ndjson([a]), agent }), post(collector.url, { ...ndjson([b]), agent })];
    await until(() => collector.requests.length === 2);
    expect(collector.inFlight).toEqual({ now: 2, peak: 2 });
    expect(collector.connections).toEqual({ open: 2, total: 2 });
    await collector.close();
    await Promise.all(hanging);
    expect(collector.inFlight).toEqual({ now: 0, peak: 2 });
    expect(collector.connections).toEqual({ open: 0, total: 2 });
  });

  test('paused it refuses connections; resumed it is there on the same port', async () => {
    const collector = await start();
    const { url } = collector;
    await collector.pause();
    expect(await post(url, ndjson([a]))).toEqual({ error: 'ECONNREFUSED' });
    await collector.resume();
    expect(await post(url, ndjson([b]))).toMatchObject({ status: 200 });
    expect(collector.url).toBe(url);
    expect(collector.records).toEqual([b]);
  });

  test('closing twice is as good as once, and using disposes it', async () => {
    let url: string;
    {
      await using collector = await startCollector();
      url = collector.url;
      await Promise.all([collector.close(), collector.close()]);
    }
    expect(await post(url)).toEqual({ error: 'ECONNREFUSED' });
  });

  test('a port that is taken is an error', async () => {
    const collector = await start();
    await expect(startCollector({ port: Number(new URL(collector.url).port) })).rejects.toThrow('EADDRINUSE');
  });

  test('with a certificate it speaks HTTPS', async () => {
    const collector = await start({ tls: certificate });
    expect(collector.url).toMatch(/^https:/);
    expect(await post(collector.url, { ...ndjson([a]), ca: certificate.cert })).toMatchObject({ status: 200 });
    expect(collector.records).toEqual([a]);
  });
});
