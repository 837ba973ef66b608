import { describe, expect, onTestFinished, test } from 'vitest';
import { createHandler } from '../../src/handler.js';
import type { HandlerOptions } from '../../src/handler-options.js';
import { startCollector } from '../../src/testing/index.js';
import { openCollectorStage, upTo } from './stage.js';

const FOREVER = Number.POSITIVE_INFINITY;
const perRecord = { aggregatorKey: '{fields.n}' } as const;

describe('while the collector is away', () => {
  test('a hundred groups make one request at a time, not a hundred', async () => {
    const stage = await openCollectorStage(perRecord);
    const { collector, handler } = stage;
    await collector.pause();
    await stage.put(100);
    await stage.runFor(600_000);
    expect(handler.stats().attempts).toBeLessThan(50);
    expect(handler.stats()).toMatchObject({ waiting: 100, dropped: {} });
    await collector.resume();
    await stage.recovers();
  });

  test('the first requests after it are few: one, then two, then four at a time', async () => {
    const stage = await openCollectorStage({ ...perRecord, concurrency: 8 });
    const { collector } = stage;
    await collector.pause();
    await stage.put(60);
    await stage.runFor(60_000);
    await collector.resume();
    const peaks: number[] = [];
    collector.onRequest(() => peaks.push(collector.inFlight.now));
    collector.fail({ delayMs: 10, times: FOREVER });
    await stage.runDry();
    expect(peaks[0]).toBe(1);
    expect(Math.max(...peaks.slice(0, 3))).toBeLessThanOrEqual(2);
    expect(Math.max(...peaks)).toBeGreaterThan(4);
    expect(collector.inFlight.peak).toBeLessThanOrEqual(8);
  });

  test('the same refusal from three groups is the endpoint’s, and the others are spared', async () => {
    const stage = await openCollectorStage(perRecord);
    const { collector, handler } = stage;
    collector.fail({ status: 401, times: FOREVER });
    await stage.put(100);
    await stage.runFor(20_000);
    expect(handler.getHealthStatus().status).toBe('unhealthy');
    expect(collector.requests.length).toBeLessThan(30);
    collector.heal();
    await stage.runDry();
    expect([...stage.numbers()].sort((a, b) => Number(a) - Number(b))).toEqual(upTo(100));
  });
});

test('C39 two endpoints, one dead: the other’s answers come as fast as before, and it hears nothing of it', async () => {
  const open = async (options: Partial<HandlerOptions> = {}) => {
    const collector = await startCollector();
    const codes: string[] = [];
    const handler = createHandler({ url: collector.url, onDiagnostic: ({ code }) => codes.push(code), ...options });
    onTestFinished(async () => {
      await handler.close({ timeoutMs: 0 });
      await collector.close();
    });
    return { collector, handler, codes };
  };
  const deliver = async ({ handler }: Awaited<ReturnType<typeof open>>, beside = () => {}): Promise<void> => {
    for (let round = 0; round < 200; round += 1) {
      handler.handle({ message: 'x' });
      beside();
      await handler.flush();
    }
  };
  const alone = await open();
  await deliver(alone);
  const healthy = await open();
  const dead = await open({ retry: { baseMs: 1, capMs: 5 } });
  await dead.collector.close();
  await deliver(healthy, () => {
    dead.handler.handle({ message: 'x' });
    void dead.handler.flush({ timeoutMs: 0 });
  });
  expect(dead.handler.stats()).toMatchObject({ delivered: 0, waiting: 200, inFlight: 0 });
  expect(dead.handler.getHealthStatus().status).toBe('unhealthy');
  expect(healthy.handler.stats()).toMatchObject({ delivered: 200, attempts: 200, retries: 0 });
  expect([healthy.handler.getHealthStatus().status, healthy.codes]).toEqual(['healthy', []]);
  const p95 = (of: typeof alone): number => of.handler.getHealthStatus().batches.latencyMs.p95;
  expect(p95(healthy)).toBeLessThan(3 * p95(alone) + 20);
});

test('R15 callbacks of the app that throw at every turn stop neither deliveries nor the timers behind them', async () => {
  const throws = () => {
    throw new Error('callback');
  };
  const stage = await openCollectorStage({ onDiagnostic: throws, onDrop: throws, metricsIntervalMs: 1000, flushIntervalMs: 1000 });
  const { collector, handler } = stage;
  handler.on('metrics', throws);
  collector.fail({ status: 503, times: 3 });
  collector.fail({ refuseRecord: (record) => (record as { n: number }).n === 3, times: FOREVER });
  for (const round of upTo(10)) {
    handler.handle({ fields: { n: round } });
    await stage.runFor(10_000);
  }
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(10).filter((n) => n !== 3));
  await stage.recovers();
});
