import { describe, expect, onTestFinished, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { openCollectorStage, upTo } from './stage.js';

const FOREVER = Number.POSITIVE_INFINITY;
const SECRET = { authorization: 'Bearer hunter2' };

describe.each([
  ['C10', 301],
  ['C10', 302],
  ['C10', 303],
  ['C11', 307],
  ['C11', 308],
])('%s %i', (_row, status) => {
  test('to another origin is not followed: nothing counts as delivered, no credential goes there, all arrives after the cure', async () => {
    const elsewhere = await startCollector();
    onTestFinished(() => elsewhere.close());
    const stage = await openCollectorStage({ headers: SECRET });
    const { collector, handler } = stage;
    collector.fail({ redirect: `${elsewhere.url}/logs`, status, times: FOREVER });
    await stage.put(10);
    await stage.runFor(600_000);

    expect([elsewhere.requests.length, elsewhere.connections.total]).toEqual([0, 0]);
    expect(handler.stats()).toMatchObject({ delivered: 0, waiting: 10, dropped: {} });
    expect(handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: `http-${status}` });
    expect(stage.diagnostics).toContainEqual(expect.objectContaining({ code: 'delivery-held' }));
    expect(collector.requests.every(({ method }) => method === 'POST')).toBe(true);
    collector.heal();
    await stage.recovers();
    expect(stage.numbers()).toEqual(upTo(11));
  });

  test('to the same origin, in a circle, is one request and a hold', async () => {
    const stage = await openCollectorStage();
    const { collector, handler } = stage;
    collector.fail({ redirect: `${collector.url}/logs`, status, times: FOREVER });
    await stage.put(10);
    await stage.runFor(20_000);
    expect(collector.requests).toHaveLength(1);
    expect(handler.stats()).toMatchObject({ delivered: 0, waiting: 10 });
    collector.heal();
    await stage.recovers();
  });
});
