import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHandler } from '../../src/handler.js';
import { startCollector } from '../../src/testing/index.js';
import { certificate } from '../kit/certificate.js';
import { startChaosServer } from '../kit/chaos-server.js';
import { expiredCertificate } from '../kit/expired-certificate.js';
import { loopMs } from '../kit/loop-time.js';
import { until } from '../kit/until.js';
import { openStage, upTo } from './stage.js';

const TEN_MINUTES_MS = 600_000;
const TRUSTED = { ca: [certificate.cert, expiredCertificate.cert] };

describe('C26 a certificate that is no good holds everything, says why, and is never waved through', () => {
  test.each([
    ['expired', expiredCertificate, TRUSTED, 'tls-cert_has_expired'],
    ['self-signed', certificate, { ca: [expiredCertificate.cert] }, 'tls-depth_zero_self_signed_cert'],
    ['self-signed, where only the public authorities are trusted', certificate, {}, 'tls-depth_zero_self_signed_cert'],
    ['for another host', certificate, { ...TRUSTED, servername: 'collector.example' }, 'tls-err_tls_cert_altname_invalid'],
  ])('%s', async (_what, shown, tls, reason) => {
    const collector = await startCollector({ tls: shown });
    onTestFinished(() => collector.close());
    const stage = openStage({ url: collector.url.replace('127.0.0.1', 'localhost'), tls });
    const { handler } = stage;
    await stage.put(10);
    await stage.runFor(TEN_MINUTES_MS);
    expect(collector.requests).toEqual([]);
    expect(handler.stats()).toMatchObject({ delivered: 0, waiting: 10, dropped: {} });
    expect(handler.stats().attempts).toBeLessThanOrEqual(31);
    expect(handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: reason });
    expect(stage.diagnostics).toContainEqual(expect.objectContaining({ code: 'delivery-held', message: expect.stringContaining(reason) }));
  });

  test('a new certificate at the same address: everything is delivered', async () => {
    const before = await startCollector({ tls: expiredCertificate });
    const port = Number(new URL(before.url).port);
    const stage = openStage({ url: `https://localhost:${port}`, tls: TRUSTED });
    await stage.put(10);
    await stage.runFor(60_000);
    await before.close();
    const after = await startCollector({ tls: certificate, port });
    onTestFinished(() => after.close());
    await stage.recovers();
    expect(after.records.map((record) => (record as { n: unknown }).n)).toEqual(upTo(11));
  });

  test('a client certificate that is asked for and not there; then it is', async () => {
    const tls = { ...certificate, ca: certificate.cert, requestCert: true, rejectUnauthorized: true };
    const collector = await startCollector({ tls });
    onTestFinished(() => collector.close());
    const url = collector.url.replace('127.0.0.1', 'localhost');
    const without = openStage({ url, tls: TRUSTED });
    await without.put(1);
    await without.runFor(TEN_MINUTES_MS);
    expect(without.handler.stats()).toMatchObject({ delivered: 0, waiting: 1, dropped: {} });
    const withIt = openStage({ url, tls: { ...TRUSTED, ...certificate } });
    await withIt.put(1);
    await withIt.runDry();
    expect(collector.records).toHaveLength(1);
  });
});

test('C27 a server that speaks nothing above TLS 1.0 is refused, and everything kept', async () => {
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const server = await startChaosServer({ tls: { ...certificate, ...old } });
  onTestFinished(() => server.close());
  const stage = openStage({ url: server.url, tls: TRUSTED });
  await stage.put(3);
  await stage.runFor(TEN_MINUTES_MS);
  expect(server.requests).toEqual([]);
  expect(stage.handler.stats()).toMatchObject({ waiting: 3, dropped: {} });
  expect(stage.handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: expect.stringMatching(/^tls-/) });
});

test('C27 a server that does not speak TLS at all is refused, and everything kept', async () => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  const stage = openStage({ url: collector.url.replace('http:', 'https:'), tls: TRUSTED });
  await stage.put(3);
  await stage.runFor(TEN_MINUTES_MS);
  expect(collector.requests).toEqual([]);
  expect(stage.handler.stats()).toMatchObject({ delivered: 0, waiting: 3, dropped: {} });
  expect(stage.handler.getHealthStatus().lastError).toMatch(/^tls-/);
});

describe('C27 a handshake that hangs', () => {
  const openMute = async () => {
    const mute = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as { port: number };
    const close = () => new Promise((resolve) => mute.close(resolve));
    return { port, url: `https://localhost:${port}`, close };
  };

  test('ends after ten seconds; all arrives once it goes on', async () => {
    const mute = await openMute();
    const stage = openStage({ url: mute.url, tls: TRUSTED });
    const startedAt = performance.now();
    await stage.put(3);
    await until(() => stage.handler.stats().inFlight === 0, { timeoutMs: 15_000 });
    expect(performance.now() - startedAt).toBeGreaterThan(9000);
    expect(stage.handler.getHealthStatus().lastError).toBe('und_err_connect_timeout');
    await mute.close();
    const collector = await startCollector({ tls: certificate, port: mute.port });
    onTestFinished(() => collector.close());
    await stage.recovers();
    expect(collector.records).toHaveLength(4);
  });

  test('ends with a shorter attempt', async () => {
    const mute = await openMute();
    const stage = openStage({ url: mute.url, tls: TRUSTED, attemptTimeoutMs: 1000 });
    await stage.put(3);
    await stage.runOut(1000);
    expect(stage.handler.getHealthStatus().lastError).toBe('timeout');
    void mute.close();
  });

  test('does not hold close', async () => {
    const mute = await openMute();
    const handler = createHandler({ url: mute.url, tls: TRUSTED });
    handler.handle({ message: 'x' });
    expect(await loopMs(async () => expect(await handler.close({ timeoutMs: 100 })).toMatchObject({ left: 1 }))).toBeLessThan(1000);
    void mute.close();
  });
});
