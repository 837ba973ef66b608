import { expect, test } from 'vitest';
import type { FailurePlan } from '../../src/testing/index.js';
import { createFakeClock } from '../kit/fake-clock.js';
import { openCollectorStage } from './stage.js';

const FOREVER = Number.POSITIVE_INFINITY;
const TENANTS = 5;

type Arrived = { readonly n: number; readonly tenant: number };

const faults: readonly FailurePlan[] = [
  ...[400, 401, 404, 408, 413, 429, 500, 502, 503, 504].map((status) => ({ status })),
  { status: 429, headers: { 'retry-after': '20' } },
  { status: 503, headers: { 'retry-after': '3' } },
  { reset: 'before-read' },
  { reset: 'mid-request' },
  { reset: 'before-response' },
  { reset: 'mid-response' },
  { reset: 'after-accept' },
  { redirect: 'http://127.0.0.1:9/' },
  { closeConnection: true },
  { delayMs: 3 },
];

/** `npm run test:long` goes through many more. */
const STORMS = Number(process.env['LOGFERRY_STORMS'] ?? 12);

test.each(Array.from({ length: STORMS }, (_, seed) => seed + 1))(
  'a storm of every fault at once (seed %i): each record arrives or is accounted for, in order, and again only where an answer was lost',
  async (seed) => {
    const { random } = createFakeClock({ seed });
    const upTo = (most: number): number => Math.floor(random() * most);
    const stage = await openCollectorStage({ chunkSize: 20, concurrency: 3, aggregatorKey: '{fields.tenant}', maxFailedLogs: 10_000 });
    const { collector, handler } = stage;
    let lostAnswers = 0;

    collector.fail({ refuseRecord: (record) => (record as Arrived).n % 97 === 50, times: FOREVER });
    for (let round = 0; round < 40; round += 1) {
      const plans = Array.from({ length: upTo(4) }, () => ({ ...(faults[upTo(faults.length)] ?? { status: 500 }), times: 1 + upTo(3) }));
      lostAnswers += plans.reduce((sum, plan) => sum + ('reset' in plan && plan.reset === 'after-accept' ? plan.times : 0), 0);
      collector.fail(...plans);
      for (let burst = upTo(6); burst >= 0; burst -= 1) await stage.put(1 + upTo(30), { tenant: upTo(TENANTS) });
      if (round % 10 === 9) {
        await collector.pause();
        await stage.runFor(upTo(60_000));
        await collector.resume();
      }
      await stage.runFor(upTo(20_000));
    }
    collector.heal();
    await stage.runDry();

    const arrived = collector.records as readonly Arrived[];
    // The last time that a record came is the one whose answer we had.
    const settled = [...new Map([...arrived].reverse().map((record) => [record.n, record])).values()];
    settled.reverse();
    const setAside = handler.getFailedLogs().map(({ line }) => (JSON.parse(line) as Arrived).n);
    const { received, delivered, dropped } = handler.stats();
    expect(new Set([...settled.map(({ n }) => n), ...setAside]).size).toBe(received);
    expect(setAside).toHaveLength(received - delivered);
    expect(Object.keys(dropped).every((reason) => reason === 'refused' || reason === 'too-large')).toBe(true);
    expect(arrived.length - settled.length).toBeLessThanOrEqual(20 * lostAnswers);
    for (let tenant = 0; tenant < TENANTS; tenant += 1) {
      const numbers = settled.filter((record) => record.tenant === tenant).map(({ n }) => n);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }
    await stage.recovers();
  },
);
