import { expect, test } from 'vitest';
import { gaps, openCollectorStage, upTo } from './stage.js';

const FOREVER = Number.POSITIVE_INFINITY;

test.each([500, 502, 503, 504, 507, 509, 520, 529, 598, 599])(
  'C1 %i: the same bytes again under the same key, ever later, for as long as it takes',
  async (status) => {
    const stage = await openCollectorStage({
      requestHeaders: (headers, _key, { chunkId }) => ({ ...headers, 'idempotency-key': chunkId }),
    });
    const { collector, handler } = stage;
    collector.fail({ status, times: 8 });
    await stage.put(3);
    await stage.runDry();

    expect(collector.requests.map((request) => request.status)).toEqual([...Array(8).fill(status), 200]);
    expect(new Set(collector.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(collector.requests.map(({ records }) => JSON.stringify(records))).size).toBe(1);
    expect(stage.numbers()).toEqual([0, 1, 2]);
    expect(handler.stats()).toMatchObject({ delivered: 3, attempts: 9, retries: 8, dropped: {} });
    for (const [index, gap] of gaps(stage.attemptTimes).entries()) {
      const ceiling = 1000 * 2 ** index;
      expect(gap).toBeGreaterThanOrEqual(ceiling < 30_000 ? 100 : 22_500);
      expect(gap).toBeLessThanOrEqual((ceiling < 30_000 ? ceiling : 37_500) + 1);
    }
  },
);

test('C1 a day of 503 loses nothing, asks at most three times a minute, and says so', async () => {
  const stage = await openCollectorStage();
  const { collector, handler, diagnostics } = stage;
  collector.fail({ status: 503, times: FOREVER });
  await stage.put(3);
  await stage.runFor(24 * 3_600_000);

  expect(handler.stats()).toMatchObject({ waiting: 3, dropped: {} });
  expect(handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: 'http-503' });
  for (const gap of gaps(stage.attemptTimes).slice(8)) expect(gap).toBeGreaterThan(20_000);
  expect(diagnostics.map(({ code }) => code)).toContain('endpoint-open');
  collector.heal();
  await stage.recovers();
  expect(handler.getHealthStatus()).toMatchObject({ status: 'healthy', consecutiveFailures: 0 });
});

test.each([408, 425, 429])('C4 %i is tried again, and rests its own group only', async (status) => {
  const stage = await openCollectorStage({ aggregatorKey: '{fields.tenant}', requestHeaders: { 'x-tenant': '{key}' } });
  const { collector, handler } = stage;
  collector.fail({ status, times: FOREVER, when: ({ headers }) => headers['x-tenant'] === 'sick' });
  await stage.put(1, { tenant: 'sick' });
  for (const n of upTo(20)) await stage.put(1, { tenant: `well-${n % 5}` });
  await stage.runFor(60_000);
  expect(handler.stats()).toMatchObject({ delivered: 20, waiting: 1, dropped: {} });
  expect(handler.getHealthStatus()).toMatchObject({ status: 'degraded', lastError: `http-${status}` });
  collector.heal();
  await stage.recovers();
});

test.each([200, 201, 202, 204, 206, 299])('C37 %i is delivered', async (status) => {
  const stage = await openCollectorStage();
  stage.collector.fail({ status });
  await stage.put(3);
  await stage.runDry();
  expect(stage.handler.stats()).toMatchObject({ delivered: 3, attempts: 1, retries: 0 });
});

test('C38 an hour in which every other request fails: two requests each, and no less than 40 % get through within it', async () => {
  const stage = await openCollectorStage({ chunkSize: 10 });
  const { collector, handler } = stage;
  let isDown = false;
  collector.fail({
    status: 503,
    times: FOREVER,
    when: () => {
      isDown = !isDown;
      return isDown;
    },
  });
  for (let minute = 0; minute < 60; minute += 1) {
    await stage.put(60);
    await stage.runFor(60_000);
  }
  const { delivered, attempts } = handler.stats();
  expect(delivered).toBeGreaterThanOrEqual(0.4 * 3600);
  expect(attempts / (delivered / 10)).toBeLessThanOrEqual(2.2);
  expect(stage.numbers()).toEqual(upTo(delivered));
  collector.heal();
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(3600));
});

test('C38 an hour of five minutes down and five up: at most 1.1 requests each', async () => {
  const stage = await openCollectorStage({ chunkSize: 10 });
  const { collector, handler, clock } = stage;
  collector.fail({ status: 503, times: FOREVER, when: () => Math.floor(clock.now / 300_000) % 2 === 0 });
  for (let second = 0; second < 3600; second += 1) {
    await stage.put(10);
    await stage.runFor(1000);
  }
  const { delivered, attempts } = handler.stats();
  expect(delivered).toBeGreaterThanOrEqual(0.4 * 36_000);
  expect(attempts / (delivered / 10)).toBeLessThanOrEqual(1.1);
  collector.heal();
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(36_000));
});
