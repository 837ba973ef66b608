import { runInNewContext } from 'node:vm';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryOptions } from '../../src/delivery/delivery-options.js';
import {
  answer,
  answerAndClose,
  type ChaosServer,
  endlessBody,
  halfClose,
  hang,
  hangInBody,
  headOf,
  raw,
  reset,
  resetEarly,
  resetInBody,
  startChaosServer,
} from '../kit/chaos-server.js';
import { createFakeClock } from '../kit/fake-clock.js';
import { chunkOf, numbered } from '../kit/scripted-send.js';
import { type SendingDeps, sending } from '../kit/sending.js';
import { until } from '../kit/until.js';

let server: ChaosServer;
const senders: ReturnType<typeof sending>[] = [];

beforeEach(async () => {
  server = await startChaosServer();
});

afterEach(async () => {
  for (const { close } of senders.splice(0)) await close();
  await server.close();
});

const sendTo = (options: Partial<DeliveryOptions> = {}, deps: SendingDeps = {}) => {
  const sender = sending({ url: server.url, ...options }, deps);
  senders.push(sender);
  return sender;
};

const DELIVERED = { type: 'delivered' };
const busy = (reason: string) => ({ type: 'busy', scope: 'endpoint', reason });

describe('a request', () => {
  test('is a POST of the lines to the path and query of the url', async () => {
    const { post, attempts } = sendTo({ url: `${server.url}?a=b%20c` });
    expect(await post(['{"a":1}', '{"b":"ü"}'])).toEqual(DELIVERED);
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/logs?a=b%20c',
        headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'user-agent': 'logferry', 'content-length': '19' },
      },
    ]);
    expect(server.requests[0]?.body.toString()).toBe('{"a":1}\n{"b":"ü"}\n');
    expect(attempts).toEqual([{ type: 'attempt', count: 2, bytes: 19, wireBytes: 19, again: false }]);
  });

  test('goes where the group belongs', async () => {
    const { post } = sendTo({}, { urlFor: (key) => `http://127.0.0.1:${server.port}/of/${key}` });
    await post();
    expect(server.requests[0]?.path).toBe('/of/a');
  });

  test.each([
    ['ndjson', 'application/x-ndjson; charset=utf-8', '1\n2\n'],
    ['lines', 'text/plain; charset=utf-8', '1\n2'],
    ['json-array', 'application/json; charset=utf-8', '[1,2]'],
  ] as const)('in format %s', async (format, contentType, body) => {
    const { post } = sendTo({ format, method: 'PUT' });
    await post(['1', '2']);
    expect(server.requests[0]).toMatchObject({ method: 'PUT', headers: { 'content-type': contentType } });
    expect(server.requests[0]?.body.toString()).toBe(body);
  });

  test.each(['gzip', { type: 'gzip', level: 9 }] as const)('compressed: %s', async (compression) => {
    const { post, attempts } = sendTo({ compression });
    const lines = numbered(100);
    await post(lines);
    const [request] = server.requests;
    expect(request?.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(request?.body ?? '').toString()).toBe(`${lines.join('\n')}\n`);
    expect(request?.body).toEqual(gzipSync(`${lines.join('\n')}\n`, { level: compression === 'gzip' ? 1 : 9 }));
    expect(attempts).toMatchObject([{ wireBytes: request?.body.length }]);
  });

  test.each([
    [{ auth: { username: 'ada', password: 'päss:word' } }, `Basic ${Buffer.from('ada:päss:word').toString('base64')}`],
    [{ auth: { bearer: 'token' } }, 'Bearer token'],
  ])('with credentials %j', async (options, authorization) => {
    await sendTo(options).post();
    expect(server.requests[0]?.headers['authorization']).toBe(authorization);
  });

  test('with the credentials of its url, which are not part of the address', async () => {
    await sendTo({ url: `http://ada:p%40ss@127.0.0.1:${server.port}/logs` }).post();
    expect(server.requests[0]?.headers['authorization']).toBe(`Basic ${Buffer.from('ada:p@ss').toString('base64')}`);
    expect(server.requests[0]?.headers['host']).toBe(`127.0.0.1:${server.port}`);
  });

  test('with static headers, which win over ours in any case, save for what describes the body', async () => {
    await sendTo({ headers: { 'Content-Type': 'application/json', 'X-App': 'shop', 'Content-Encoding': 'br' } }).post();
    const { headers } = server.requests[0] ?? { headers: {} };
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-app': 'shop' });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test("B26 with the collector's own headers, format and compression, which options overrule", async () => {
    const preset = {
      format: 'lines',
      compression: { type: 'gzip', level: 1 },
      headers: (key: unknown) => ({ 'x-sumo-category': `category-of-${key}` }),
    } as const;
    await sendTo({}, { preset }).post(['1', '2']);
    await sendTo({ format: 'json-array', compression: 'none' }, { preset }).post(['1', '2']);
    expect(server.requests[0]?.headers).toMatchObject({ 'x-sumo-category': 'category-of-a', 'content-encoding': 'gzip' });
    expect(gunzipSync(server.requests[0]?.body ?? '').toString()).toBe('1\n2');
    expect(server.requests[1]?.body.toString()).toBe('[1,2]');
  });
});

describe('requestHeaders', () => {
  test('gets what we would send, the key and facts, and what it answers is sent', async () => {
    const seen: unknown[] = [];
    const { post } = sendTo(
      { compression: 'gzip' },
      {
        requestHeaders: (headers, key, info) => {
          seen.push({ headers: { ...headers }, key, info });
          return { ...headers, 'x-key': key, 'content-encoding': 'br', 'content-length': '3' };
        },
      },
    );
    expect(await post(['1', '2'], 3)).toEqual(DELIVERED);
    expect(seen).toEqual([
      {
        headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'user-agent': 'logferry', 'content-encoding': 'gzip' },
        key: 'a',
        info: { attempt: 3, refresh: false, count: 2, chunkId: expect.any(String) },
      },
    ]);
    expect(server.requests[0]?.headers).toMatchObject({ 'x-key': 'a', 'content-encoding': 'gzip' });
  });

  test.each([
    ['a Headers', () => new Headers({ 'x-key': 'a' })],
    ['a promise of a Headers', async () => new Headers({ 'x-key': 'a' })],
    ['a Map', () => new Map([['x-key', 'a']])],
    ['a list of pairs', () => [['x-key', 'a']]],
    ['an object without a prototype', () => Object.assign(Object.create(null), { 'x-key': 'a' })],
    ['an object of another realm', () => runInNewContext(`({ 'x-key': 'a' })`)],
  ])('may give %s', async (_what, requestHeaders) => {
    const { post } = sendTo({}, { requestHeaders });
    expect(await post()).toEqual(DELIVERED);
    expect(server.requests[0]?.headers).toMatchObject({ 'x-key': 'a' });
  });

  test('passes through the safety of headers last', async () => {
    const { post } = sendTo({}, { requestHeaders: () => ({ bad: 'a\r\nb' }), safeHeaders: () => ({ 'x-safe': 'yes' }) });
    await post();
    expect(server.requests[0]?.headers).toMatchObject({ 'x-safe': 'yes' });
    expect(server.requests[0]?.headers).not.toHaveProperty('bad');
  });

  test('B20 is asked again at once after a 401, one time, and the request repeated with the fresh token', async () => {
    server.script(answer(401), answer(200));
    const { post, attempts } = sendTo(
      {},
      { requestHeaders: async (_headers, _key, { refresh }) => ({ authorization: refresh ? 'fresh' : 'stale' }) },
    );
    expect(await post()).toEqual(DELIVERED);
    expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual(['stale', 'fresh']);
    expect(attempts).toHaveLength(2);
  });

  test('C7 a fresh token that is refused, too, holds the group', async () => {
    server.script(answer(401));
    let asked = 0;
    const { post } = sendTo({}, { requestHeaders: () => ({ authorization: String(asked++) }) });
    expect(await post()).toEqual({ type: 'held', scope: 'group', reason: 'http-401' });
    expect([asked, server.requests.length]).toEqual([2, 2]);
  });

  test('a 401 is not repeated where the headers came out the same', async () => {
    server.script(answer(401));
    const { post } = sendTo({}, { requestHeaders: () => ({ authorization: 'same' }) });
    expect(await post()).toMatchObject({ type: 'held' });
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('secret');
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret'))],
    ['gives no object', () => 'authorization: x'],
    ['gives nothing', () => undefined],
    ['gives a list that is none of pairs', () => ['authorization', 'x']],
    ['gives a list of objects', () => [{ authorization: 'x' }]],
    [
      'gives an instance whose headers nobody can see',
      () =>
        new (class {
          #token = 'x';
          get authorization() {
            return this.#token;
          }
        })(),
    ],
    [
      'gives an object that throws',
      () =>
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('secret');
            },
          },
        ),
    ],
  ])('that %s holds the group; nothing is sent without its headers', async (_name, requestHeaders) => {
    const { post } = sendTo({}, { requestHeaders, safeHeaders: (headers) => ({ ...headers }) as Record<string, string> });
    expect(await post()).toEqual({ type: 'held', scope: 'group', reason: 'headers-failed' });
    expect(server.connections).toBe(0);
  });

  test('that outlasts the attempt holds the group', async () => {
    const clock = createFakeClock();
    const { post } = sendTo({}, { clock, requestHeaders: () => new Promise(() => {}) });
    const outcome = post();
    await clock.advance(30_000);
    expect(await outcome).toEqual({ type: 'held', scope: 'group', reason: 'headers-failed' });
    expect(server.connections).toBe(0);
  });
});

describe('an answer', () => {
  test.each([
    ['C37', 204, DELIVERED],
    ['C37', 202, DELIVERED],
    ['C37', 299, DELIVERED],
    ['C1', 500, { type: 'busy', scope: 'group', reason: 'http-500', counts: true }],
    ['C4', 408, { type: 'busy', scope: 'group', reason: 'http-408' }],
    ['C5', 413, { type: 'too-large', reason: 'http-413' }],
    ['C6', 400, { type: 'refused', reason: 'http-400' }],
    ['C7', 403, { type: 'held', scope: 'group', reason: 'http-403' }],
    ['C8', 404, { type: 'held', scope: 'group', reason: 'http-404' }],
    ['C9', 415, { type: 'held', scope: 'group', reason: 'http-415' }],
  ])('%s of %i', async (_row, status, outcome) => {
    server.script(answer(status, status === 204 ? { 'content-length': '0' } : {}));
    expect(await sendTo().post()).toEqual(outcome);
  });

  test('C9 of 431 is about the records once the endpoint took some', async () => {
    server.script(answer(431), answer(200), answer(431));
    const { post } = sendTo();
    expect([await post(), await post(), await post()]).toEqual([
      { type: 'held', scope: 'group', reason: 'http-431' },
      DELIVERED,
      { type: 'refused', reason: 'http-431' },
    ]);
  });

  test.each([301, 302, 303, 307, 308])('C10 C11 of %i is not followed, whatever it points to', async (status) => {
    const other = await startChaosServer();
    server.script(answer(status, { location: other.url }));
    expect(await sendTo({ auth: { bearer: 'x' } }).post()).toEqual({ type: 'held', scope: 'endpoint', reason: `http-${status}` });
    expect([server.requests.length, other.connections]).toEqual([1, 0]);
    await other.close();
  });

  test.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['a date', { 'retry-after': 'Fri, 02 Jan 2026 00:00:07 GMT', date: 'Fri, 02 Jan 2026 00:00:00 GMT' }, 7000],
  ])('C2 with Retry-After in %s', async (_form, headers, retryAfterMs) => {
    server.script(answer(429, headers));
    expect(await sendTo().post()).toEqual({ type: 'busy', scope: 'group', reason: 'http-429', retryAfterMs });
  });

  test('that is no HTTP rests the endpoint', async () => {
    server.script(raw('I am not a web server\r\n\r\n'));
    expect(await sendTo().post()).toEqual(busy('httpparsererror'));
  });

  test.each([
    ['C14 a body that never comes', hangInBody(200)],
    ['C19 a reset within the body', resetInBody(200)],
    ['C21 a body without end', endlessBody(200)],
    ['C21 a body announced too large', raw(headOf(200, { 'content-length': '10000000000' }))],
    [
      'C21 a gzip bomb, which is not unpacked',
      answer(200, { 'content-encoding': 'gzip' }, gzipSync('x'.repeat(1_000_000)).toString('latin1')),
    ],
  ])('of 200 is a delivery, whatever its body does: %s', async (_row, behaviour) => {
    server.script(behaviour);
    const clock = createFakeClock();
    const { post } = sendTo({}, { clock });
    const outcome = post();
    await until(() => server.requests.length === 1);
    const told = await Promise.race([
      outcome,
      until(() => clock.pendingTimers() === 2)
        .then(() => clock.advance(2000))
        .then(() => outcome),
    ]);
    expect(told).toEqual(DELIVERED);
    expect(clock.pendingTimers()).toBe(0);
  });

  test.each([
    ['C14', hangInBody(200)],
    ['C21', endlessBody(200)],
  ])('%s a body that is not worth waiting for costs its connection', async (_row, behaviour) => {
    server.script(behaviour);
    const { post } = sendTo();
    expect(await post()).toEqual(DELIVERED);
    await until(() => server.openSockets === 0);
  });
});

describe('the deadline', () => {
  test.each([
    ['C15 an answer that never comes', hang],
    ['C13 a head that drips', raw('HTTP/1.1 200')],
    ['C14 a slow head', raw('HTTP/1.1 200 OK\r\nx-a: b\r\n')],
  ])('ends %s after 30 s, frees the connection, and rests the endpoint', async (_row, behaviour) => {
    server.script(behaviour);
    const clock = createFakeClock();
    const { post } = sendTo({}, { clock });
    let told: unknown;
    const outcome = post().then((value) => {
      told = value;
    });
    await until(() => server.requests.length === 1);
    await clock.advance(29_999);
    expect(told).toBeUndefined();
    await clock.advance(1);
    await outcome;
    expect(told).toEqual(busy('timeout'));
    await until(() => server.openSockets === 0);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('is absolute: answering again and again does not move it', async () => {
    server.script(answer(401), hang);
    const clock = createFakeClock();
    let token = 0;
    const { post } = sendTo({ attemptTimeoutMs: 1000 }, { clock, requestHeaders: () => ({ authorization: String(token++) }) });
    const outcome = post();
    await until(() => server.requests.length === 2);
    await clock.advance(1000);
    expect(await outcome).toEqual(busy('timeout'));
  });

  test('stop ends a request at once', async () => {
    server.script(hang);
    const { post, stop } = sendTo();
    const outcome = post();
    await until(() => server.requests.length === 1);
    stop();
    expect(await outcome).toMatchObject({ type: 'busy' });
    await until(() => server.openSockets === 0);
  });

  test('a request after stop does not reach the network', async () => {
    const { post, stop } = sendTo();
    stop();
    expect(await post()).toMatchObject({ type: 'busy' });
    expect(server.connections).toBe(0);
  });
});

describe('a connection', () => {
  test('B24 is kept and used again, and there are no more than `concurrency`', async () => {
    const { post } = sendTo({ concurrency: 3 });
    for (let index = 0; index < 10; index += 1) await post();
    await Promise.all(Array.from({ length: 40 }, () => post()));
    expect(server.connections).toBeLessThanOrEqual(3);
    expect(server.requests).toHaveLength(50);
  });

  test('C24 that the server closes after each answer costs one connection each, and nothing else', async () => {
    server.script(answerAndClose(200));
    const { post, attempts } = sendTo();
    for (let index = 0; index < 10; index += 1) expect(await post()).toEqual(DELIVERED);
    expect([server.connections, attempts.length]).toEqual([10, 10]);
  });

  test.each([
    ['C23 reset', reset],
    ['C23 closed', halfClose],
  ])('%s as we write to it is no failure: the request goes out again at once on another', async (_row, behaviour) => {
    server.script(answer(200), behaviour, answer(200));
    const { post, attempts } = sendTo({ concurrency: 1 });
    await post(['1']);
    expect(await post(['2'])).toEqual(DELIVERED);
    expect(server.requests.map(({ body, connection }) => [body.toString(), connection])).toEqual([
      ['1\n', 0],
      ['2\n', 0],
      ['2\n', 1],
    ]);
    expect(attempts).toHaveLength(3);
  });

  test.each([
    ['C17 closed', halfClose, 'und_err_socket'],
    ['C18 reset', reset, 'econnreset'],
  ])('%s that never answered before rests the endpoint, at the first time', async (_row, behaviour, reason) => {
    server.script(behaviour);
    const { post, attempts } = sendTo();
    expect(await post()).toEqual(busy(reason));
    expect(attempts).toHaveLength(1);
  });

  test('C18 reset within a request leaves the lines as they were', async () => {
    server.script(resetEarly, answer(200));
    const { post } = sendTo();
    const lines = numbered(100_000);
    expect(await post(lines)).toMatchObject({ type: 'busy', scope: 'endpoint' });
    expect(await post(lines)).toEqual(DELIVERED);
    expect(server.requests.at(-1)?.body.toString()).toBe(`${lines.join('\n')}\n`);
  });

  test('C23 stale ones are tried again twice, not for ever', async () => {
    const { post, attempts } = sendTo({ concurrency: 4 });
    await Promise.all(Array.from({ length: 4 }, () => post()));
    server.script(reset);
    attempts.length = 0;
    expect(await post()).toMatchObject({ type: 'busy', scope: 'endpoint' });
    expect(attempts.length).toBeLessThanOrEqual(3);
  });

  test('C25 all cut at once, idle, are replaced without a failure', async () => {
    const { post, attempts } = sendTo({ concurrency: 4 });
    await Promise.all(Array.from({ length: 4 }, () => post()));
    server.cutConnections();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => post()));
    expect(outcomes).toEqual([DELIVERED, DELIVERED, DELIVERED, DELIVERED]);
    expect(attempts.length).toBeLessThanOrEqual(4 + 8);
  });

  test('closes with the sender', async () => {
    const { post, close } = sendTo();
    await post();
    await close();
    await until(() => server.openSockets === 0);
  });
});

describe('an endpoint that cannot be reached', () => {
  test('C30 closed port', async () => {
    const { port } = server;
    await server.close();
    const { post } = sendTo({ url: `http://127.0.0.1:${port}/logs` });
    expect(await post()).toEqual(busy('econnrefused'));
    server = await startChaosServer();
  });

  test('C30 closed port at every address of a name', async () => {
    const { port } = server;
    await server.close();
    expect(await sendTo({ url: `http://localhost:${port}/logs` }).post()).toEqual(busy('econnrefused'));
    server = await startChaosServer();
  });

  test('C28 unknown name', async () => {
    expect(await sendTo({ url: 'http://logferry.invalid/logs' }).post()).toMatchObject({
      type: 'busy',
      scope: 'endpoint',
      reason: expect.stringMatching(/^(enotfound|eai_again)$/),
    });
  });

  test('a url that a key made impossible is held', async () => {
    expect(await sendTo({}, { urlFor: () => 'http://' }).post()).toMatchObject({ type: 'held', reason: 'err_invalid_url' });
  });
});

describe('divert', () => {
  test('hands chunks and headers over instead of sending them, until it ends', async () => {
    const { post, divert, attempts } = sendTo({ headers: { 'x-app': 'shop' } });
    const seen: unknown[] = [];
    const end = divert((chunk, headers) => seen.push([chunk.group.name, headers['x-app']]));
    expect(await post()).toEqual(DELIVERED);
    expect([server.connections, attempts.length, seen]).toEqual([0, 0, [['a', 'shop']]]);
    end();
    end();
    expect(await post()).toEqual(DELIVERED);
    expect(server.requests).toHaveLength(1);
  });
});

test('L9 an answer that lies in the socket while our event loop stands still is read, not timed out', async () => {
  const { post } = sendTo({ attemptTimeoutMs: 300 });
  await post();
  const outcome = post();
  await new Promise((resolve) => setImmediate(resolve));
  const end = performance.now() + 900;
  while (performance.now() < end);
  expect(await outcome).toEqual(DELIVERED);
});

test('chunks of one group are told apart by id, and a retry of one is the same request', async () => {
  server.script(answer(503), answer(200));
  const { send } = sendTo(
    { compression: 'gzip' },
    { requestHeaders: (headers, _key, { chunkId }) => ({ ...headers, 'x-chunk': chunkId }) },
  );
  const chunk = chunkOf(numbered(10));
  const never = new AbortController().signal;
  await send(chunk, never, 1);
  await send(chunk, never, 2);
  expect(server.requests.map(({ headers }) => headers['x-chunk'])).toEqual([chunk.id, chunk.id]);
  expect(server.requests[0]?.body).toEqual(server.requests[1]?.body);
});
