import { expect, test } from 'vitest';
import { openCollectorStage, upTo } from './stage.js';

const FOREVER = Number.POSITIVE_INFINITY;

test('C5 413 by bytes: split until it fits, in order, once each; the size is learned for the chunks to come', async () => {
  const stage = await openCollectorStage();
  const { collector, handler, clock } = stage;
  collector.fail({ tooLarge: { maxBytes: 30_000 }, times: FOREVER });
  await stage.put(1000);
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(1000));
  const refused = collector.requests.filter(({ status }) => status === 413).length;
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(4);

  await stage.put(1000);
  await stage.runDry();
  expect(collector.requests.filter(({ status }) => status === 413)).toHaveLength(refused);
  expect(stage.numbers()).toEqual(upTo(2000));
  expect(handler.stats()).toMatchObject({ delivered: 2000, dropped: {} });
  expect(clock.now).toBe(0);
});

test('C5 413 by records: split until it fits', async () => {
  const stage = await openCollectorStage();
  stage.collector.fail({ tooLarge: { maxRecords: 100 }, times: FOREVER });
  await stage.put(1000);
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(1000));
});

test('C5 R10 halves that fail again and again arrive in order', async () => {
  const stage = await openCollectorStage();
  stage.collector.fail({ status: 413 }, { status: 503, times: 4 });
  await stage.put(20);
  await stage.put(20);
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(40));
});

test('C5 a single record that is still too large is set aside; its neighbours arrive', async () => {
  const stage = await openCollectorStage();
  const { collector, handler } = stage;
  collector.fail({ tooLarge: { maxBytes: 5000 }, times: FOREVER });
  await stage.put(20);
  await stage.put(1, { big: 'x'.repeat(6000) });
  await stage.put(20);
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(41).filter((n) => n !== 20));
  expect(handler.stats().dropped).toEqual({ 'too-large': 1 });
  expect(handler.getFailedLogs()).toMatchObject([
    { reason: 'too-large', error: 'too-large: http-413', line: expect.stringContaining('"n":20') },
  ]);
  await stage.clock.advance(1000);
  await stage.clock.advance(1000);
  expect(stage.drops).toMatchObject([{ count: 1, reason: 'too-large' }]);
  collector.heal();
  await stage.recovers();
});

test('L6 one record of 10 MB among small ones is cut, marked, and stalls nobody', async () => {
  const stage = await openCollectorStage({ chunkSize: 5 });
  const { collector, handler, clock } = stage;
  await stage.put(10);
  await stage.put(1, { big: 'x'.repeat(10_000_000) });
  await stage.put(10);
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(21));
  expect(collector.records[10]).toMatchObject({ truncated: true, originalBytes: expect.any(Number) });
  expect(Math.max(...collector.requests.map(({ rawBytes }) => rawBytes))).toBeLessThan(100_000);
  expect(handler.stats().dropped).toEqual({});
  expect(clock.now).toBe(0);
});

test('L6 with oversize: drop a line of 10 MB is set aside, cut, and stalls nobody', async () => {
  const stage = await openCollectorStage({ chunkSize: 5, oversize: 'drop' });
  const { handler, clock } = stage;
  await stage.put(10);
  expect(stage.acceptLine(`{"n":"big","text":"${'x'.repeat(10_000_000)}"}\n`, { time: 0, level: 'info', severity: 9 })).toBe('full');
  await stage.put(10);
  await stage.runDry();
  expect(stage.numbers()).toEqual(upTo(20));
  expect(handler.stats()).toMatchObject({ received: 21, delivered: 20, dropped: { 'too-large': 1 } });
  expect(handler.getFailedLogs()).toMatchObject([{ reason: 'too-large', line: expect.stringMatching(/^\{"n":"big".{0,262200}$/) }]);
  expect(clock.now).toBe(0);
});
