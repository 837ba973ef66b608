import { describe, expect, test } from 'vitest';
import { openCollectorStage, upTo } from './stage.js';

const FOREVER = Number.POSITIVE_INFINITY;
const isPoison = (record: unknown): boolean => (record as { poison?: boolean }).poison === true;

describe.each([400, 422])('C6 %i', (status) => {
  test.each([0, 1, 499, 500, 998, 999])(
    'one poison record in a thousand, at %i: 999 arrive in order, one is set aside, in 21 requests at most',
    async (place) => {
      const stage = await openCollectorStage();
      const { collector, handler, clock } = stage;
      collector.fail({ refuseRecord: (record) => (record as { n: number }).n === place, status, times: FOREVER });
      await stage.put(1000);
      await stage.runDry();

      expect(stage.numbers()).toEqual(upTo(1000).filter((n) => n !== place));
      expect(collector.requests.length).toBeLessThanOrEqual(21);
      expect(handler.stats()).toMatchObject({ delivered: 999, dropped: { refused: 1 } });
      expect(handler.getFailedLogs()).toMatchObject([
        { reason: 'refused', error: `refused: http-${status}`, line: expect.stringContaining(`"n":${place}`) },
      ]);
      expect(clock.now).toBe(0);
    },
  );
});

test('C6 other groups are not held up by the search', async () => {
  const stage = await openCollectorStage({ aggregatorKey: '{fields.tenant}', requestHeaders: { 'x-tenant': '{key}' }, concurrency: 2 });
  const { collector, handler } = stage;
  collector.fail({ refuseRecord: isPoison, times: FOREVER });
  handler.handle({ fields: { tenant: 'sick', poison: true } });
  for (const n of upTo(999)) handler.handle({ fields: { tenant: 'sick', n } });
  await stage.put(10, { tenant: 'well' });
  await stage.runDry();
  const tenants = collector.requests.map(({ headers }) => headers['x-tenant']);
  expect(tenants.indexOf('well')).toBeLessThanOrEqual(2);
  expect(handler.stats()).toMatchObject({ delivered: 1009, dropped: { refused: 1 } });
});

test('C6 a tenth of poison: every other record arrives, every poison record is set aside by name', async () => {
  const stage = await openCollectorStage({ chunkSize: 100, maxFailedLogs: 1000 });
  const { collector, handler } = stage;
  collector.fail({ refuseRecord: (record) => (record as { n: number }).n % 10 === 3, times: FOREVER });
  await stage.put(1000);
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(1000).filter((n) => n % 10 !== 3));
  expect(handler.getFailedLogs().map(({ line }) => JSON.parse(line).n)).toEqual(upTo(1000).filter((n) => n % 10 === 3));
});

test('C6 a collector that refuses everything is at fault itself: two records are set aside at most, the rest is held and arrives', async () => {
  const stage = await openCollectorStage({ chunkSize: 100 });
  const { collector, handler } = stage;
  collector.fail({ status: 400, times: FOREVER });
  await stage.put(1000);
  await stage.runFor(600_000);
  expect(handler.stats().waiting).toBeGreaterThanOrEqual(998);
  expect(handler.getHealthStatus().status).not.toBe('healthy');
  expect(stage.diagnostics.map(({ code }) => code)).toContain('delivery-held');
  collector.heal();
  await stage.recovers();
  expect(collector.duplicates((record) => (record as { n: number }).n)).toEqual([]);
});

test('C6 what was set aside can be handed in again once the collector takes it', async () => {
  const stage = await openCollectorStage();
  const { collector, handler } = stage;
  collector.fail({ refuseRecord: isPoison, times: FOREVER });
  await stage.put(5);
  await stage.put(2, { poison: true });
  await stage.runDry();
  collector.heal();
  expect(handler.retryFailed()).toBe(2);
  await stage.put(0);
  await stage.runDry();
  expect(stage.numbers()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(handler.getFailedLogs()).toEqual([]);
});
