import 'p-queue';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.js';
import type { HandlerEvent } from '../../src/core/events.js';
import { createDelivery } from '../../src/delivery/delivery.js';
import type { DeliveryOptions } from '../../src/delivery/delivery-options.js';
import { deliveryOptions } from '../../src/delivery/options.js';
import { openOutput } from '../../src/outputs/open-output.js';
import { answer, type ChaosServer, hang, reset, resetInBody, startChaosServer } from '../kit/chaos-server.js';
import { createFakeSource } from '../kit/fake-source.js';
import { chunkOf, numbered } from '../kit/scripted-send.js';
import { until } from '../kit/until.js';

let server: ChaosServer;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  server = await startChaosServer();
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await server.close();
});

const deliverTo = (options: Partial<DeliveryOptions> = {}) => {
  const source = createFakeSource();
  const events: HandlerEvent[] = [];
  const given: string[] = [];
  const settings = v.parse(v.object(deliveryOptions), { url: server.url, proxy: false, retry: { baseMs: 5, capMs: 20 }, ...options });
  const delivery = createDelivery(settings, {
    source,
    clock: systemClock,
    observe: (event) => events.push(event),
    setAside: (chunk) => {
      given.push(chunk.id);
      return 0;
    },
    safeHeaders: (headers) => headers as Record<string, string>,
    urlFor: () => server.url,
    compile: (template) => (key) => template.replace('{key}', String(key)),
    compileUrl: (url) => ({ urlFor: (key) => url.replace('{key}', String(key)) }),
    openOutput,
  });
  stops.push(delivery.stop);
  return { ...delivery, source, events, given };
};

describe('over a real socket', () => {
  test('B20 503, 503, 200: delivered once', async () => {
    server.script(answer(503), answer(503), answer(200));
    const { source, wake, events } = deliverTo();
    source.put(chunkOf(numbered(3)));
    wake();
    await until(() => source.held === 0);
    expect(server.requests).toHaveLength(3);
    expect(events.map(({ type }) => type)).toEqual(['attempt', 'retrying', 'attempt', 'retrying', 'attempt', 'delivered']);
  });

  test('C1 a repetition has the same bytes and the same Idempotency-Key, compressed or not; parts have keys of their own', async () => {
    server.script(answer(503), resetInBody(503), reset, answer(413), answer(200));
    const { source, wake } = deliverTo({ idempotencyKey: true, compression: 'gzip' });
    source.put(chunkOf(numbered(4)));
    wake();
    await until(() => source.held === 0);
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^"[!-~]+"$/);
    expect(keys.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => keys[0]));
    expect(new Set(server.requests.slice(0, 4).map(({ body }) => body.toString('base64'))).size).toBe(1);
    expect(new Set(keys.slice(3)).size).toBe(3);
  });

  test('nobody is told a key who did not ask for it', async () => {
    const { source, wake } = deliverTo();
    source.put(chunkOf(numbered(4)));
    wake();
    await until(() => source.held === 0);
    expect(server.requests[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test('B21 a collector that was away gets everything when it is back', async () => {
    const { port } = server;
    await server.close();
    const { source, wake, state } = deliverTo({ url: `http://127.0.0.1:${port}/` });
    source.put(chunkOf(numbered(10)));
    wake();
    await until(() => state().consecutiveFailures > 2);
    expect(source.held).toBe(10);
    server = await startChaosServer({ port });
    await until(() => source.held === 0);
    expect(server.requests.at(-1)?.body.toString()).toBe(`${numbered(10).join('\n')}\n`);
  });

  test('B26 as a Sumo Logic source wants it', async () => {
    const { source, wake, takesText } = deliverTo({
      collector: { type: 'sumo', category: 'shop/{key}', name: 'app', fields: { tenant: '{key}', env: 'prod' } },
    });
    source.put(chunkOf(['{"a":1}', '{"b":2}'], 'blue'), chunkOf(['{"c":3}'], 'red'));
    wake();
    await until(() => source.held === 0);
    const blue = server.requests.find(({ headers }) => headers['x-sumo-category'] === 'shop/blue');
    expect(blue?.headers).toMatchObject({
      'x-sumo-name': 'app',
      'x-sumo-fields': 'env=prod, tenant=blue',
      'x-sumo-client': 'logferry',
      'content-encoding': 'gzip',
      'content-type': 'text/plain; charset=utf-8',
    });
    expect(gunzipSync(blue?.body ?? '').toString()).toBe('{"a":1}\n{"b":2}');
    expect(takesText).toBe(true);
    expect(server.requests.map(({ headers }) => headers['x-sumo-category']).toSorted()).toEqual(['shop/blue', 'shop/red']);
  });

  test('what a header of the collector lost is told', async () => {
    const { source, wake, events } = deliverTo({ collector: { type: 'sumo', fields: { tenant: '{key}' } } });
    source.put(chunkOf(['1'], 'a,b'));
    wake();
    await until(() => source.held === 0);
    expect(events).toContainEqual({ type: 'mended', what: 'header', reason: 'sumo-field-changed' });
  });

  test('stop ends what hangs, gives it back, and closes its connections', async () => {
    server.script(hang);
    const { source, wake, stop } = deliverTo();
    source.put(chunkOf(numbered(3)));
    wake();
    await until(() => server.requests.length === 1);
    await stop();
    expect([source.held, source.lent]).toEqual([3, 0]);
    await until(() => server.openSockets === 0);
  });

  test('diverted chunks come as lines with their group and headers', async () => {
    const { source, wake, divert } = deliverTo({ headers: { 'x-app': 'shop' } });
    const sent: unknown[] = [];
    divert((each) => sent.push(each));
    source.put(chunkOf(['1', '2'], 'g'));
    wake();
    await until(() => source.held === 0);
    expect(sent).toEqual([{ group: 'g', key: 'g', headers: expect.objectContaining({ 'x-app': 'shop' }), lines: ['1', '2'] }]);
    expect(server.connections).toBe(0);
  });
});
