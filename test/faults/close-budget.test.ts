import dns from 'node:dns';
import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createHandler } from '../../src/handler.js';
import type { HandlerOptions } from '../../src/handler-options.js';
import { certificate } from '../kit/certificate.js';
import { answer, type Behaviour, endlessBody, hang, hangInBody, headOf, resetEarly, startChaosServer } from '../kit/chaos-server.js';
import { expectBalanced } from '../kit/expect-balanced.js';
import { startForwardProxy } from '../kit/forward-proxy.js';
import { loopMs } from '../kit/loop-time.js';
import { until } from '../kit/until.js';

const CLOSE_MS = 500;
const GRACE_MS = 100;
const RECORDS = 3;

/** What a row needs: options that lead to a collector at fault, and what has happened once a request is stuck there. */
type Fault = { readonly options: Pick<HandlerOptions, 'url' | 'proxy' | 'requestHeaders' | 'fallback'>; readonly isReached: () => boolean };

const answering = (behaviour: Behaviour) => async (): Promise<Fault> => {
  const server = await startChaosServer();
  onTestFinished(() => server.close());
  server.script(behaviour);
  const isReached = (): boolean => (behaviour.at === 'head' ? server.connections > 0 : server.requests.length > 0);
  return { options: { url: server.url }, isReached };
};

const untrusted = async (): Promise<Fault> => {
  const server = await startChaosServer({ tls: certificate });
  onTestFinished(() => server.close());
  return { options: { url: server.url }, isReached: () => true };
};

/** Takes connections, and reads and says nothing. */
const silent = (scheme: 'http' | 'https') => async (): Promise<Fault> => {
  const sockets: Socket[] = [];
  const port = await portOf(
    createServer((socket) => sockets.push(socket.on('error', () => {}).pause())),
    sockets,
  );
  return { options: { url: `${scheme}://127.0.0.1:${port}` }, isReached: () => sockets.length > 0 };
};

const nobodyListens = async (): Promise<Fault> => {
  const server = createServer();
  const port = await portOf(server, []);
  await new Promise((resolve) => server.close(resolve));
  return { options: { url: `http://127.0.0.1:${port}` }, isReached: () => true };
};

const portOf = async (server: Server, sockets: readonly Socket[]): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as { port: number }).port;
};

/** An address of TEST-NET-1 (RFC 5737): whatever this machine makes of it, nobody answers there. */
const blackHole = async (): Promise<Fault> => ({ options: { url: 'http://192.0.2.1:9' }, isReached: () => true });

const lookupBy = (lookup: (done: (error: Error) => void) => void) => async (): Promise<Fault> => {
  const asked = vi
    .spyOn(dns, 'lookup')
    .mockImplementation(((_name: string, _options: unknown, done: (error: Error) => void) => lookup(done)) as never);
  onTestFinished(() => asked.mockRestore());
  return { options: { url: 'http://collector.example' }, isReached: () => asked.mock.calls.length > 0 };
};

const unknownName = (done: (error: Error) => void): void =>
  done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }));

const proxy = (scheme: 'http' | 'https', refusal: number | 'silently') => async (): Promise<Fault> => {
  const server = await startForwardProxy();
  onTestFinished(() => server.close());
  server.refuse(refusal);
  return { options: { url: `${scheme}://collector.example/logs`, proxy: server.url }, isReached: () => server.requests.length > 0 };
};

const headersThat = (requestHeaders: () => Promise<Record<string, string>>) => async (): Promise<Fault> => ({
  options: { url: 'http://127.0.0.1:9', requestHeaders: requestHeaders as never },
  isReached: () => true,
});

/** One byte of an answer at a time, without end. */
const drip: Behaviour = {
  run: (socket) => {
    const timer = setInterval(() => socket.write('H'), 50);
    socket.on('close', () => clearInterval(timer));
  },
};

const dripInBody: Behaviour = {
  run: (socket) => {
    socket.write(headOf(200, { 'content-length': '1000' }));
    const timer = setInterval(() => socket.write('.'), 50);
    socket.on('close', () => clearInterval(timer));
  },
};

/** Where nobody listens, with a fallback that takes connections and says nothing. */
const hangingFallback = async (): Promise<Fault> => {
  const [away, stuck] = [await nobodyListens(), await silent('http')()];
  return { options: { ...away.options, fallback: { afterMs: 0, to: { ...stuck.options, proxy: false } } }, isReached: stuck.isReached };
};

const FAULTS: readonly (readonly [row: string, fault: () => Promise<Fault>])[] = [
  ['C1 503 for ever', answering(answer(503))],
  ['C2 503 with Retry-After', answering(answer(503, { 'retry-after': '3600' }))],
  ['C2 429 with Retry-After', answering(answer(429, { 'retry-after': '7' }))],
  ['C4 408', answering(answer(408))],
  ['C5 413 for every size', answering(answer(413))],
  ['C6 400 for everything', answering(answer(400))],
  ['C7 401', answering(answer(401))],
  ['C8 404', answering(answer(404))],
  ['C10 a redirect', answering(answer(302, { location: '/' }))],
  ['C13 a head that drips', answering(drip)],
  ['C14 a body that never comes', answering(hangInBody(200))],
  ['C14 a body that drips', answering(dripInBody)],
  ['C15 no answer at all', answering(hang)],
  ['C15 a connection that nobody reads', silent('http')],
  ['C18 a reset', answering(resetEarly)],
  ['C21 a body without end', answering(endlessBody(200))],
  ['C26 a certificate that nobody trusts', untrusted],
  ['C27 a handshake that hangs', silent('https')],
  ['C28 a name that does not exist', lookupBy(unknownName)],
  ['C29 a resolver that never answers', lookupBy(() => {})],
  ['C30 a port at which nobody listens', nobodyListens],
  ['C30 a firewall that drops', blackHole],
  ['C32 a proxy that refuses us', proxy('https', 407)],
  ['C32 a proxy that never answers, https', proxy('https', 'silently')],
  ['C32 a proxy that never answers, http', proxy('http', 'silently')],
  ['a fallback that never answers', hangingFallback],
  ['headers that never come', headersThat(() => new Promise(() => {}))],
  ['headers that cannot be had', headersThat(() => Promise.reject(new Error('no token')))],
];

describe(`close returns within its budget of ${CLOSE_MS} ms and ${GRACE_MS} more, and tells of every record`, () => {
  test.each(FAULTS)('%s', async (_row, fault) => {
    const { options, isReached } = await fault();
    const handler = createHandler({ proxy: false, ...options });
    for (let n = 0; n < RECORDS; n += 1) handler.handle({ message: 'm', fields: { n } });
    void handler.flush({ timeoutMs: 0 });
    await until(isReached);
    expect(await loopMs(() => handler.close({ timeoutMs: CLOSE_MS }))).toBeLessThanOrEqual(CLOSE_MS + GRACE_MS);
    expect(handler.stats()).toMatchObject({ received: RECORDS, waiting: 0, inFlight: 0 });
    expectBalanced(handler);
  });
});

test('close with no time at all takes none, whatever hangs', async () => {
  const { options, isReached } = await answering(hang)();
  const handler = createHandler({ proxy: false, ...options });
  handler.handle({ message: 'm' });
  void handler.flush({ timeoutMs: 0 });
  await until(isReached);
  expect(await loopMs(() => handler.close({ timeoutMs: 0 }))).toBeLessThanOrEqual(GRACE_MS);
});
