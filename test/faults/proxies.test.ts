import { connect } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { certificate } from '../kit/certificate.js';
import { answer, type Behaviour, headOf, startChaosServer } from '../kit/chaos-server.js';
import { openStage } from './stage.js';

/** What a proxy does with CONNECT. */
const tunnel: Behaviour = {
  run: (socket, { path }) => {
    const [host, port] = path.split(':');
    const beyond = connect(Number(port), host, () => {
      socket.removeAllListeners('data');
      socket.write(headOf(200, {}));
      socket.pipe(beyond).pipe(socket);
    });
    beyond.on('error', () => socket.destroy());
  },
};

const openProxied = async (way: 'option' | 'env') => {
  const [proxy, collector] = await Promise.all([startChaosServer(), startCollector({ tls: certificate })]);
  onTestFinished(async () => void (await Promise.all([proxy.close(), collector.close()])));
  const proxyUrl = `http://127.0.0.1:${proxy.port}`;
  if (way === 'env') process.env['HTTPS_PROXY'] = proxyUrl;
  const stage = openStage({ url: collector.url, tls: { ca: certificate.cert }, ...(way === 'option' && { proxy: proxyUrl }) });
  return { proxy, collector, ...stage };
};

afterEach(() => {
  delete process.env['HTTPS_PROXY'];
});

describe.each(['option', 'env'] as const)('C32 a proxy given by %s', (way) => {
  test.each([
    [407, 'proxy-407', 'delivery-held'],
    [403, 'proxy-403', 'delivery-held'],
    [502, 'proxy-502', 'endpoint-open'],
    [503, 'proxy-503', 'endpoint-open'],
  ])('that answers CONNECT with %i: everything is kept, and delivered once it opens the tunnel', async (status, reason, code) => {
    const stage = await openProxied(way);
    const { proxy, collector, handler } = stage;
    proxy.script(answer(status, { 'proxy-authenticate': 'Basic' }));
    await stage.put(10);
    await stage.runFor(600_000);
    expect(handler.stats()).toMatchObject({ delivered: 0, waiting: 10, dropped: {} });
    expect(handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: reason });
    expect(stage.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(collector.requests).toEqual([]);
    proxy.script(tunnel);
    await stage.recovers();
    expect(collector.records).toHaveLength(11);
  });
});
