import { describe, expect, test } from 'vitest';
import { gaps, openCollectorStage, upTo } from './stage.js';

const FOREVER = Number.POSITIVE_INFINITY;
const TEN_MINUTES_MS = 600_000;

describe.each([
  ['C7', 401],
  ['C7', 403],
  ['C8', 404],
  ['C8', 405],
  ['C8', 407],
  ['C8', 410],
  ['C8', 501],
  ['C8', 505],
  ['C9', 415],
])('%s %i', (_row, status) => {
  test('for ten minutes holds everything, asks at most three times a minute, says so, and then delivers all', async () => {
    const stage = await openCollectorStage();
    const { collector, handler, diagnostics } = stage;
    collector.fail({ status, times: FOREVER });
    await stage.put(100);
    await stage.runFor(TEN_MINUTES_MS);

    expect(handler.stats()).toMatchObject({ waiting: 100, delivered: 0, dropped: {} });
    expect(collector.requests.length).toBeLessThanOrEqual(31);
    for (const gap of gaps(stage.attemptTimes)) expect(gap).toBeGreaterThan(20_000);
    expect(handler.getHealthStatus()).toMatchObject({ status: 'degraded', lastError: `http-${status}` });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: 'delivery-held', severity: 'error', message: expect.stringContaining(`http-${status}`) }),
    );

    collector.heal();
    await stage.recovers();
    expect(stage.numbers()).toEqual(upTo(101));
    expect(handler.getHealthStatus().status).toBe('healthy');
  });
});

describe.each([406, 431, 402, 409, 451])('C9 %i', (status) => {
  test('from the very first request on holds everything', async () => {
    const stage = await openCollectorStage({ chunkSize: 10 });
    stage.collector.fail({ status, times: FOREVER });
    await stage.put(50);
    await stage.runFor(TEN_MINUTES_MS);
    expect(stage.handler.stats()).toMatchObject({ waiting: 50, dropped: {} });
    stage.collector.heal();
    await stage.recovers();
  });

  test('for some records only sets these aside', async () => {
    const stage = await openCollectorStage();
    const { collector, handler } = stage;
    collector.fail({ refuseRecord: (record) => (record as { n: number }).n === 7, status, times: FOREVER });
    await stage.put(5);
    await stage.put(20);
    await stage.runDry();
    expect(stage.numbers()).toEqual(upTo(25).filter((n) => n !== 7));
    expect(handler.getFailedLogs()).toMatchObject([{ error: `refused: http-${status}` }]);
  });
});

test('C7 one tenant’s 401 rests that tenant; the others never notice', async () => {
  const stage = await openCollectorStage({ aggregatorKey: '{fields.tenant}', requestHeaders: { 'x-tenant': '{key}' } });
  const { collector, handler } = stage;
  collector.fail({ status: 401, times: FOREVER, when: ({ headers }) => headers['x-tenant'] === 'expired' });
  for (let round = 0; round < 20; round += 1) {
    await stage.put(1, { tenant: 'expired' });
    await stage.put(1, { tenant: `well-${round % 4}` });
    await stage.runFor(10_000);
  }
  expect(handler.stats()).toMatchObject({ delivered: 20, waiting: 20, dropped: {} });
  collector.heal();
  await stage.recovers();
});

describe('C7 a credential that is computed', () => {
  test('is asked for anew at once after a 401, and the same records go out with it', async () => {
    const asked: boolean[] = [];
    const stage = await openCollectorStage({
      requestHeaders: (headers, _key, { refresh }) => {
        asked.push(refresh);
        return { ...headers, authorization: refresh ? 'Bearer new' : 'Bearer old' };
      },
    });
    const { collector, clock } = stage;
    collector.fail({ status: 401, times: FOREVER, when: ({ headers }) => headers['authorization'] !== 'Bearer new' });
    await stage.put(10);
    await stage.runDry();
    expect(asked).toEqual([false, true]);
    expect(collector.requests.map(({ status, headers }) => [status, headers['authorization']])).toEqual([
      [401, 'Bearer old'],
      [200, 'Bearer new'],
    ]);
    expect(clock.now).toBe(0);
  });

  test('is asked for at every attempt, so one that is mended later is picked up', async () => {
    let token = 'Bearer old';
    const stage = await openCollectorStage({ requestHeaders: async (headers) => ({ ...headers, authorization: token }) });
    stage.collector.fail({ status: 401, times: FOREVER, when: ({ headers }) => headers['authorization'] !== 'Bearer new' });
    await stage.put(10);
    await stage.runFor(TEN_MINUTES_MS);
    token = 'Bearer new';
    await stage.recovers();
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('hunter2');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('hunter2');
      },
    ],
    ['gives nonsense', () => 5],
  ])('that %s holds the group: nothing is ever sent without its headers', async (_what, fail) => {
    let isWell = false;
    const stage = await openCollectorStage({
      requestHeaders: ((headers: object) => (isWell ? { ...headers, 'x-token': 't' } : fail())) as never,
    });
    const { collector, handler, diagnostics } = stage;
    await stage.put(10);
    await stage.runFor(TEN_MINUTES_MS);
    expect(collector.requests).toEqual([]);
    expect(handler.stats()).toMatchObject({ waiting: 10, dropped: {} });
    expect(JSON.stringify(diagnostics)).toContain('headers-failed');
    expect(JSON.stringify([diagnostics, handler.getHealthStatus()])).not.toContain('hunter2');
    isWell = true;
    await stage.recovers();
    expect(collector.requests.every(({ headers }) => headers['x-token'] === 't')).toBe(true);
  });
});
