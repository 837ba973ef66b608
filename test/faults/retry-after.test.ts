import { describe, expect, test } from 'vitest';
import { openCollectorStage } from './stage.js';

const SERVER_DATE = 'Thu, 01 Jan 2026 00:00:00 GMT';

describe.each([
  { form: 'seconds', headers: { 'retry-after': '7' } },
  { form: 'a date, read by the server’s own clock', headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT', date: SERVER_DATE } },
])('C2 Retry-After: 7, as $form', ({ headers }) => {
  test.each([
    [429, 0],
    [429, 0.999],
    [503, 0],
    [503, 0.999],
  ])('%i (dice %d): no request before 7.0 s, the first within 7.7 s', async (status, dice) => {
    const stage = await openCollectorStage();
    const { clock, collector, attemptTimes } = stage;
    clock.setRandom(dice);
    clock.setWallTime(Date.UTC(2031, 5, 5));
    collector.fail({ status, headers });
    await stage.put(3);
    await stage.runFor(6999);
    expect(collector.requests).toHaveLength(1);
    await stage.runDry();
    expect(attemptTimes[1]).toBeGreaterThanOrEqual(7000);
    expect(attemptTimes[1]).toBeLessThanOrEqual(7701);
  });
});

test('C2 it is the tenant’s rest: the others go on, and new records of its own wait with the old', async () => {
  const stage = await openCollectorStage({ aggregatorKey: '{fields.tenant}', requestHeaders: { 'x-tenant': '{key}' } });
  const { collector, handler } = stage;
  collector.fail({ status: 429, headers: { 'retry-after': '60' }, when: ({ headers }) => headers['x-tenant'] === 'busy' });
  await stage.put(2, { tenant: 'busy' });
  await stage.put(2, { tenant: 'free' });
  await stage.put(2, { tenant: 'busy' });
  await stage.runFor(59_000);
  expect(stage.numbers()).toEqual([2, 3]);
  expect(handler.getHealthStatus()).toMatchObject({ status: 'degraded', buffer: { restingGroups: 1 } });
  await stage.runDry();
  expect(stage.numbers()).toEqual([2, 3, 0, 1, 4, 5]);
  expect(handler.getHealthStatus().status).toBe('healthy');
});

test('C2 an absurd wish is cut to an hour, and nothing is lost meanwhile', async () => {
  const stage = await openCollectorStage();
  stage.collector.fail({ status: 503, headers: { 'retry-after': '999999999' } });
  await stage.put(3);
  await stage.runDry();
  expect(stage.attemptTimes[1]).toBeGreaterThanOrEqual(3_600_000);
  expect(stage.attemptTimes[1]).toBeLessThanOrEqual(3_960_001);
  expect(stage.numbers()).toEqual([0, 1, 2]);
});

test.each(['soon', '-5', '', 'Thu, 32 Foo 2026'])('C2 Retry-After %j asks for nothing', async (value) => {
  const stage = await openCollectorStage();
  stage.collector.fail({ status: 503, headers: { 'retry-after': value } });
  await stage.put(1);
  await stage.runDry();
  expect(stage.attemptTimes[1]).toBeLessThanOrEqual(1001);
});
