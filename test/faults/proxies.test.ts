import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { certificate } from '../kit/certificate.js';
import { startForwardProxy } from '../kit/forward-proxy.js';
import { openStage } from './stage.js';

const openProxied = async (way: 'option' | 'env', scheme: 'http' | 'https') => {
  const proxy = await startForwardProxy();
  const collector = await startCollector(scheme === 'https' ? { tls: certificate } : {});
  onTestFinished(async () => void (await Promise.all([proxy.close(), collector.close()])));
  if (way === 'env') process.env[`${scheme.toUpperCase()}_PROXY`] = proxy.url;
  const stage = openStage({ url: collector.url, tls: { ca: certificate.cert }, ...(way === 'option' && { proxy: proxy.url }) });
  return { proxy, collector, ...stage };
};

afterEach(() => {
  delete process.env['HTTP_PROXY'];
  delete process.env['HTTPS_PROXY'];
});

describe.each(['option', 'env'] as const)('C32 a proxy given by %s', (way) => {
  test.each([
    ['https', 407, 'proxy-407', 'delivery-held'],
    ['https', 403, 'proxy-403', 'delivery-held'],
    ['https', 502, 'proxy-502', 'endpoint-open'],
    ['https', 503, 'proxy-503', 'endpoint-open'],
    ['http', 407, 'proxy-407', 'delivery-held'],
    ['http', 502, 'http-502', 'endpoint-open'],
  ] as const)(
    'that answers %s with %i: everything is kept, and delivered once it lets us through',
    async (scheme, status, reason, code) => {
      const stage = await openProxied(way, scheme);
      const { proxy, collector, handler } = stage;
      proxy.refuse(status);
      await stage.put(10);
      await stage.runFor(600_000);
      expect(handler.stats()).toMatchObject({ delivered: 0, waiting: 10, dropped: {} });
      expect(handler.getHealthStatus().lastError).toBe(reason);
      expect(stage.diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
      expect(collector.requests).toEqual([]);
      proxy.refuse(undefined);
      await stage.recovers();
      expect(collector.records).toHaveLength(11);
      expect(JSON.stringify([stage.diagnostics, handler.getHealthStatus()])).not.toContain('secret');
    },
  );
});
