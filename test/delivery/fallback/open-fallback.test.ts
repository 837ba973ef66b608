import * as v from 'valibot';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type FallbackDeps, type Output, openFallback } from '../../../src/delivery/fallback/open-fallback.js';
import { deliveryOptions } from '../../../src/delivery/options.js';
import { startChaosServer } from '../../kit/chaos-server.js';
import { createFakeClock } from '../../kit/fake-clock.js';
import { chunkOf } from '../../kit/scripted-send.js';

const WHY = { reason: 'http-503', since: '2026-01-01T00:00:00.000Z' };
const never = new AbortController().signal;
const schema = v.object(deliveryOptions);

const open = (to: object, deps: Partial<FallbackDeps> = {}) => {
  const clock = createFakeClock();
  const compiled: string[] = [];
  const mended: string[] = [];
  const options = v.parse(schema, { url: 'http://127.0.0.1:9', attemptTimeoutMs: 1000, fallback: { to } });
  const fallback = openFallback(options.fallback?.to as never, options, {
    clock,
    safeHeaders: (headers) => headers as Record<string, string>,
    compile: (template, option) => {
      compiled.push(option);
      return (key) => template.replace('{key}', String(key));
    },
    compileUrl: (url, option) => {
      compiled.push(option);
      return { urlFor: (key) => url.replace('{key}', String(key)) };
    },
    onMended: (reason) => mended.push(reason),
    openOutput: () => {
      throw new Error('no output');
    },
    ...deps,
  });
  return { clock, compiled, mended, ...fallback };
};

describe('something local', () => {
  const openLocal = (output: Output) => open({ console: 'stderr' }, { openOutput: () => output });
  const stuck: Output = { write: () => new Promise(() => {}), close: () => new Promise(() => {}) };

  test('gets whole lines that say why they come', async () => {
    const texts: string[] = [];
    const { send } = openLocal({ write: async (text) => texts.push(String(text)) > 0, close: async () => {} });
    expect(await send(WHY)(chunkOf(['{"a":1}', 'text']), never)).toEqual({ type: 'delivered' });
    expect(texts).toEqual([`{"a":1,"logferry":{"fallback":"http-503","since":"${WHY.since}"}}\ntext\n`]);
  });

  test('that did not write is away', async () => {
    const { send } = openLocal({ write: async () => false, close: async () => {} });
    expect(await send(WHY)(chunkOf(['1']), never)).toEqual({ type: 'busy', scope: 'endpoint', reason: 'not-written' });
  });

  test('that is stuck is away once an attempt may last no longer', async () => {
    const { send, clock } = openLocal(stuck);
    const outcome = send(WHY)(chunkOf(['1']), never);
    await clock.advance(1000);
    expect(await outcome).toMatchObject({ type: 'busy', scope: 'endpoint' });
    expect(clock.pendingTimers()).toBe(0);
  });

  test('that is stuck does not hold up the end', async () => {
    const { close, clock } = openLocal(stuck);
    const closed = close();
    await clock.advance(50);
    await closed;
  });

  test('that ends well leaves no timer behind', async () => {
    const { close, clock } = openLocal({ write: async () => true, close: async () => {} });
    await close();
    expect(clock.pendingTimers()).toBe(0);
  });
});

describe('another collector', () => {
  test('is what its own options say, with its groups in its url and headers; templates are named in full', async () => {
    const server = await startChaosServer();
    const { send, close, compiled, mended } = open({
      url: `${server.url}/{key}`,
      proxy: false,
      collector: { type: 'sumo', category: 'shop/{key}', fields: { tenant: '{key}' } },
      compression: 'none',
    });
    onTestFinished(async () => {
      await close();
      await server.close();
    });
    expect(await send(WHY)(chunkOf(['{"a":1}'], 'a,b'), never)).toEqual({ type: 'delivered' });
    expect(server.requests[0]).toMatchObject({
      path: '/logs/a,b',
      headers: { 'x-sumo-category': 'shop/a,b', 'x-sumo-fields': 'tenant=a_b', 'x-logferry-fallback': 'http-503' },
    });
    expect(JSON.parse(String(server.requests[0]?.body)).logferry).toEqual({ fallback: 'http-503', since: WHY.since });
    expect(compiled.toSorted()).toEqual(['fallback.to.collector.category', 'fallback.to.collector.fields.tenant', 'fallback.to.url']);
    expect(mended).toEqual(['sumo-field-changed']);
  });
});
