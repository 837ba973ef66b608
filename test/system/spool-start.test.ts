import { expect, test } from 'vitest';
import type { CollectedRequest } from '../../src/testing/index.js';
import { startCollector } from '../../src/testing/index.js';
import { bytesIn } from '../kit/crash-heir.js';
import { spawnApp } from '../kit/spawn-app.js';
import { temporaryDirectory } from './spool-stage.js';

const MIB = 1024 * 1024;
const isLong = process.env['LOGFERRY_CYCLES'] !== undefined;
const [BACKLOG_MIB, HEAP_MIB] = isLong ? [1024, 64] : [64, 32];
/** The figures of the long run, which has the machine for itself; in CI a neighbour may slow everything down, and what reads the backlog first takes far longer. */
const [READY_MS, ON_THE_WIRE_MS, FRESH_MS] = isLong ? [200, 1000, 5000] : [1000, 5000, 10_000];
const RECORDS = Math.ceil((BACKLOG_MIB * MIB) / 300);

const PRODUCER = `
  import { createHandler } from 'logferry';
  const { options, records } = JSON.parse(process.env.ORDER as string);
  const handler = createHandler(options);
  const text = 'x'.repeat(220);
  for (let n = 0; n < records; n += 1) {
    handler.handle({ message: text, fields: { n, kind: 'old' } });
    if (n % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  process.kill(process.pid, 'SIGKILL');`;

/** Logs one fresh record; says when it began, how long the door took, and how much memory the process ever had. */
const HEIR = `
  import { createHandler } from 'logferry';
  const { options } = JSON.parse(process.env.ORDER as string);
  const [at, before] = [Date.now(), performance.now()];
  const handler = createHandler(options);
  console.log(JSON.stringify({ at, readyMs: performance.now() - before }));
  handler.handle({ message: 'fresh', fields: { kind: 'fresh' } });
  process.once('SIGTERM', async () => {
    await handler.close();
    console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 }));
    process.exit(0);
  });
  setInterval(() => {}, 1000);`;

test(`R5 R8 a backlog of ${BACKLOG_MIB} MiB under a heap of ${HEAP_MIB} MB: ready at once, on the wire soon, a fresh record not behind it`, {
  timeout: isLong ? 600_000 : 120_000,
}, async () => {
  const directory = temporaryDirectory();
  const options = { aggregatorKey: '{fields.kind}', flushIntervalMs: 100, spool: { directory, maxBytes: 4096 * MIB } };
  const order = (url: string) => ({ env: { ORDER: JSON.stringify({ options: { ...options, url }, records: RECORDS }) } });
  await using producer = await spawnApp({ code: PRODUCER }, order('http://127.0.0.1:9'));
  expect([await producer.exit({ timeoutMs: 300_000 }), producer.stderr]).toEqual([{ code: null, signal: 'SIGKILL' }, []]);
  const backlogBytes = bytesIn(directory);
  expect(backlogBytes).toBeGreaterThan(BACKLOG_MIB * MIB);

  await using collector = await startCollector({ keep: 'counts' });
  const first: { old?: CollectedRequest; fresh?: CollectedRequest } = {};
  collector.onRequest((request) => {
    first[request.path === '/fresh' ? 'fresh' : 'old'] ??= request;
  });
  const startedAt = performance.now();
  await using heir = await spawnApp({ code: HEIR }, { ...order(`${collector.url}/{key}`), nodeArgs: [`--max-old-space-size=${HEAP_MIB}`] });
  const { at, readyMs } = JSON.parse(await heir.line('readyMs'));
  await collector.waitFor(RECORDS + 1, { timeoutMs: isLong ? 300_000 : 60_000 });
  const drainedMs = performance.now() - startedAt;
  heir.signal('SIGTERM');
  const { peakBytes } = JSON.parse(await heir.line('peakBytes'));

  const onTheWireMs = (first.old?.receivedAt ?? Number.NaN) - at;
  const freshMs = (first.fresh?.receivedAt ?? Number.NaN) - at;
  const perSecond = Math.round(RECORDS / (drainedMs / 1000));
  process.stdout.write(
    `  backlog ${Math.round(backlogBytes / MIB)} MiB, ${RECORDS} records: ready ${readyMs.toFixed(1)} ms, on the wire ${onTheWireMs} ms, ` +
      `fresh record ${freshMs} ms, ${perSecond} records/s, peak ${Math.round(peakBytes / MIB)} MiB\n`,
  );
  expect(collector.counts.records).toBe(RECORDS + 1);
  expect(readyMs).toBeLessThanOrEqual(READY_MS);
  expect(onTheWireMs).toBeLessThanOrEqual(ON_THE_WIRE_MS);
  expect(freshMs).toBeLessThanOrEqual(FRESH_MS);
  expect(peakBytes).toBeLessThan((HEAP_MIB + 192) * MIB);
  expect([await heir.exit(), heir.stderr, bytesIn(directory)]).toEqual([{ code: 0, signal: null }, [], 0]);
});
