import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeliveryOptions } from '../../src/delivery/delivery-options.js';
import { certificate } from '../kit/certificate.js';
import { answer, type ChaosOptions, type ChaosServer, halfClose, startChaosServer } from '../kit/chaos-server.js';
import { expiredCertificate } from '../kit/expired-certificate.js';
import { type ForwardProxy, startForwardProxy } from '../kit/forward-proxy.js';
import { sending } from '../kit/sending.js';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const startServer = async (options?: ChaosOptions): Promise<ChaosServer> => {
  const server = await startChaosServer(options);
  cleanups.push(server.close);
  return server;
};

const sendTo = (options: DeliveryOptions) => {
  const sender = sending(options);
  cleanups.unshift(sender.close);
  return sender;
};

const DELIVERED = { type: 'delivered' };
const trusting = { ca: certificate.cert };

describe('TLS', () => {
  test('delivers to a certificate of an authority that is trusted, and keeps the connection', async () => {
    const server = await startServer({ tls: certificate });
    const { post } = sendTo({ url: server.url, tls: trusting, concurrency: 1 });
    expect([await post(), await post()]).toEqual([DELIVERED, DELIVERED]);
    expect(server.connections).toBe(1);
  });

  test.each<[string, ChaosOptions, DeliveryOptions['tls'], string]>([
    ['C26 an unknown authority', { tls: certificate }, undefined, 'tls-depth_zero_self_signed_cert'],
    ['C26 an expired certificate', { tls: expiredCertificate }, { ca: expiredCertificate.cert }, 'tls-cert_has_expired'],
    [
      'C26 a certificate for another host',
      { tls: certificate },
      { ...trusting, servername: 'elsewhere.example' },
      'tls-err_tls_cert_altname_invalid',
    ],
    [
      'C27 a server that knows old protocols only',
      { tls: { ...certificate, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } },
      trusting,
      'tls-eproto',
    ],
  ])('holds the endpoint and says why: %s', async (_row, chaos, tls, reason) => {
    const server = await startServer(chaos);
    const outcome = await sendTo({ url: server.url, tls }).post();
    expect(outcome).toMatchObject({
      type: 'held',
      scope: 'endpoint',
      reason: reason === 'tls-eproto' ? expect.stringMatching(/^tls-/) : reason,
    });
    expect(server.requests).toEqual([]);
  });

  test('shows a client certificate', async () => {
    const server = await startServer({ tls: { ...certificate, ca: certificate.cert, requestCert: true, rejectUnauthorized: true } });
    expect(await sendTo({ url: server.url, tls: trusting }).post()).not.toEqual(DELIVERED);
    expect(await sendTo({ url: server.url, tls: { ...trusting, ...certificate } }).post()).toEqual(DELIVERED);
  });

  test('checks nothing only when told so', async () => {
    const server = await startServer({ tls: certificate });
    expect(await sendTo({ url: server.url, tls: { rejectUnauthorized: false } }).post()).toEqual(DELIVERED);
  });

  test('C27 a handshake that hangs ends with the connect deadline of 10 s', { timeout: 20_000 }, async () => {
    const server = await startServer({ onConnection: () => false });
    const startedAt = performance.now();
    const outcome = await sendTo({ url: server.url.replace('http:', 'https:') }).post();
    expect(outcome).toEqual({ type: 'busy', scope: 'endpoint', reason: 'und_err_connect_timeout' });
    expect(performance.now() - startedAt).toBeGreaterThan(9000);
    expect(performance.now() - startedAt).toBeLessThan(12_500);
  });

  test('C23 a fresh connection that closes is a failure, of a used one it is not', async () => {
    const server = await startServer({ tls: certificate });
    server.script(halfClose, answer(200), halfClose, answer(200));
    const { post, attempts } = sendTo({ url: server.url, tls: trusting, concurrency: 1 });
    expect(await post()).toMatchObject({ type: 'busy', scope: 'endpoint' });
    expect([await post(), await post()]).toEqual([DELIVERED, DELIVERED]);
    expect(attempts).toHaveLength(4);
  });
});

describe('a proxy', () => {
  let proxy: ForwardProxy;

  beforeEach(async () => {
    proxy = await startForwardProxy();
    cleanups.push(proxy.close);
    for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, undefined);
  });

  test('given by url is used for http as curl would: the whole url is its business, its credentials are not the server’s', async () => {
    const server = await startServer();
    expect(await sendTo({ url: server.url, proxy: proxy.url }).post()).toEqual(DELIVERED);
    expect(proxy.requests).toEqual([{ method: 'POST', target: server.url, authorization: `Basic ${btoa('ada:secret')}` }]);
    expect(server.requests[0]).toMatchObject({ path: '/logs', headers: { host: `localhost:${server.port}` } });
  });

  test('given by url is used for https by a tunnel, which it cannot look into', async () => {
    const server = await startServer({ tls: certificate });
    expect(await sendTo({ url: server.url, proxy: proxy.url, tls: trusting }).post()).toEqual(DELIVERED);
    expect(proxy.requests).toEqual([
      { method: 'CONNECT', target: `localhost:${server.port}`, authorization: `Basic ${btoa('ada:secret')}` },
    ]);
    expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
    expect(await sendTo({ url: server.url, proxy: proxy.url }).post()).toMatchObject({
      type: 'held',
      reason: 'tls-depth_zero_self_signed_cert',
    });
  });

  test.each([
    ['HTTPS_PROXY', { tls: certificate }],
    ['HTTP_PROXY', {}],
  ])('of %s in the environment is used, unless told not to or NO_PROXY names the host', async (name, options) => {
    vi.stubEnv(name, proxy.url);
    const server = await startServer(options);
    const post = (settings: Partial<DeliveryOptions>) => sendTo({ url: server.url, tls: trusting, ...settings }).post();
    expect(await post({ proxy: 'env' })).toEqual(DELIVERED);
    expect(proxy.requests).toHaveLength(1);
    expect(await post({ proxy: false })).toEqual(DELIVERED);
    vi.stubEnv('NO_PROXY', 'localhost');
    expect(await post({ proxy: 'env' })).toEqual(DELIVERED);
    expect(proxy.requests).toHaveLength(1);
  });

  test.each([
    ['http', 407, 'proxy-407', 'held endpoint'],
    ['http', 502, 'http-502', 'busy group'],
    ['https', 407, 'proxy-407', 'held endpoint'],
    ['https', 502, 'proxy-502', 'busy endpoint'],
  ])('C32 on the way to an %s url that answers %i: %s, %s', async (protocol, status, reason, meaning) => {
    const server = await startServer(protocol === 'https' ? { tls: certificate } : {});
    proxy.refuse(status);
    const { post } = sendTo({ url: server.url, proxy: proxy.url, tls: trusting });
    const [type, scope] = meaning.split(' ');
    expect(await post()).toMatchObject({ type, scope, reason });
    proxy.refuse(undefined);
    expect(await post()).toEqual(DELIVERED);
  });

  test.each(['option', 'env'])(
    'of %s: a connection that was used and is closed as we write is no failure, and connections are few',
    async (way) => {
      const server = await startServer({ tls: certificate });
      const plain = await startServer();
      for (const each of [server, plain]) each.script(answer(200), halfClose, answer(200));
      vi.stubEnv('HTTPS_PROXY', proxy.url);
      const plainProxy = new URL(plain.url).origin;
      vi.stubEnv('HTTP_PROXY', plainProxy);
      const tunnelled = sendTo({ url: server.url, proxy: way === 'env' ? 'env' : proxy.url, tls: trusting, concurrency: 1 });
      const forwarded = sendTo({ url: 'http://collector.example/', proxy: way === 'env' ? 'env' : plainProxy, concurrency: 1 });
      for (const { post, attempts } of [tunnelled, forwarded]) {
        expect([await post(), await post()]).toEqual([DELIVERED, DELIVERED]);
        expect(await Promise.all([post(), post(), post()])).toEqual([DELIVERED, DELIVERED, DELIVERED]);
        expect(attempts).toHaveLength(6);
      }
      expect([server.connections, plain.connections]).toEqual([2, 2]);
    },
  );

  test('C32 that never answers is left alone after 10 s; once it does, all goes on', { timeout: 30_000 }, async () => {
    const server = await startServer({ tls: certificate });
    proxy.refuse('silently');
    const { post } = sendTo({ url: server.url, proxy: proxy.url, tls: trusting, attemptTimeoutMs: 15_000 });
    const startedAt = performance.now();
    expect(await post()).toEqual({ type: 'busy', scope: 'endpoint', reason: 'und_err_headers_timeout' });
    expect(performance.now() - startedAt).toBeLessThan(12_500);
    proxy.refuse(undefined);
    expect(await post()).toEqual(DELIVERED);
  });

  test('whose address in the environment cannot be used holds the endpoint', async () => {
    vi.stubEnv('HTTP_PROXY', 'not a url');
    const server = await startServer();
    expect(await sendTo({ url: server.url, proxy: 'env' }).post()).toMatchObject({ type: 'held', scope: 'endpoint' });
  });
});

test('C31 of two addresses of a name, one dead, the other is used', async () => {
  const server = await startServer();
  expect(await sendTo({ url: `http://localhost:${server.port}/logs` }).post()).toEqual(DELIVERED);
});
