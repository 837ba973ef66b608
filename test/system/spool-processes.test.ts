import { describe, expect, test } from 'vitest';
import { buildApp } from '../kit/build-app.js';
import type { CrashOrder } from '../kit/crash-app.js';
import { createCrashBook } from '../kit/crash-book.js';
import { runHeir } from '../kit/crash-heir.js';
import { spawnApp } from '../kit/spawn-app.js';
import { until } from '../kit/until.js';
import { type ProgramOptions, runProgram, startProgram, upTo } from './programs.js';
import { FOREVER, later, type Stage, setStage } from './spool-stage.js';

const logFrom = (first: number, count: number): string => `for (let n = ${first}; n < ${first + count}; n += 1) log(n);`;
const stays = (first: number, count: number): string => `setInterval(() => {}, 1000); ${logFrom(first, count)} console.log('ready');`;

const sharing = ({ collector, directory }: Stage, more: Readonly<Record<string, unknown>> = {}): ProgramOptions => ({
  door: 'Pino',
  collector,
  options: { chunkSize: 100, flushIntervalMs: 20, spool: { directory }, ...more },
  imports: `import { installShutdownHooks } from 'logferry';`,
});

test('P13 two processes of the same name on the same directory both deliver, each its own', async () => {
  const stage = await setStage();
  await Promise.all([runProgram(logFrom(0, 1000), sharing(stage)), runProgram(logFrom(1000, 1000), sharing(stage))]);
  expect([stage.arrived(), stage.segments()]).toEqual([upTo(2000), []]);
});

describe('P15 a rolling deploy', () => {
  test('the new service starts while the old one drains: nothing is shipped by both', async () => {
    const stage = await setStage();
    stage.collector.fail({ delayMs: 200, times: FOREVER });
    const old = await startProgram(`installShutdownHooks(); ${stays(0, 1000)}`, sharing(stage));
    await old.line('ready');
    old.signal('SIGTERM');
    const fresh = await startProgram(`installShutdownHooks(); ${stays(1000, 100)}`, sharing(stage));
    await fresh.line('ready');
    expect(await old.exit()).toEqual({ code: null, signal: 'SIGTERM' });
    fresh.signal('SIGTERM');
    await fresh.exit();
    expect([stage.arrived(), stage.segments()]).toEqual([upTo(1100), []]);
  });

  test('what the old one leaves when it is killed amid its drain is the new one’s', async () => {
    const stage = await setStage();
    stage.collector.fail({ hang: true, times: FOREVER });
    const old = await startProgram(`installShutdownHooks(); ${stays(0, 1000)}`, sharing(stage));
    await old.line('ready');
    old.signal('SIGTERM');
    await until(() => stage.collector.inFlight.now > 0);
    const fresh = await startProgram(`installShutdownHooks(); ${stays(1000, 100)}`, sharing(stage));
    await fresh.line('ready');
    old.signal('SIGKILL');
    await old.exit();
    stage.collector.heal();
    fresh.signal('SIGTERM');
    await fresh.exit();
    await stage.deliverRest();
    expect(stage.arrived()).toEqual(upTo(1100));
  });
});

test('P10 a process that stands still keeps what is its own, and goes on where it stood', async () => {
  const stage = await setStage();
  stage.collector.fail({ status: 503, times: FOREVER });
  const options = sharing(stage, { retry: { baseMs: 50, capMs: 100 } });
  const dead = await startProgram(stays(0, 100), options);
  const still = await startProgram(stays(100, 100), options);
  await Promise.all([dead.line('ready'), still.line('ready')]);
  still.signal('SIGSTOP');
  dead.signal('SIGKILL');
  await dead.exit();
  stage.collector.heal();
  const living = await startProgram('setInterval(() => {}, 1000);', options);
  await stage.collector.waitFor(100, { timeoutMs: 20_000 });
  expect(stage.arrived()).toEqual(upTo(100));
  still.signal('SIGCONT');
  await stage.collector.waitFor(200, { timeoutMs: 20_000 });
  expect(stage.arrived()).toEqual(upTo(200));
  for (const app of [still, living]) app.signal('SIGKILL');
});

test.each(['Winston, worker', 'Pino, createTransport'] as const)(
  'P11 %s: what its worker had read before it died is delivered by the next start',
  async (door) => {
    const stage = await setStage();
    const app = await startProgram(
      `${logFrom(0, 1000)}
     while ((await handler.getHealthStatus())?.stats.received !== 1000);
     log(1000, { deadly: true });
     setTimeout(() => { console.log('alive'); process.exit(0); }, 200);`,
      {
        door,
        collector: stage.collector,
        options: {
          ...later,
          spool: { directory: stage.directory },
          aggregatorKey: { module: './test/system/spool-deadly.mjs', name: 'keyOf' },
        },
      },
    );
    expect(await app.exit()).toEqual({ code: 0, signal: null });
    expect(app.stdout).toEqual(['alive']);
    await stage.deliverRest();
    expect(stage.arrived()).toEqual(upTo(1000));
  },
);

/** A primary whose workers are services of `crash-app.ts`. One after the other is killed at some moment, and another takes its place. */
const PRIMARY = `
  import cluster from 'node:cluster';
  const { app, workers, deaths, order } = JSON.parse(process.env.CLUSTER as string);
  cluster.setupPrimary({ exec: app, stdio: ['ignore', 'ignore', 'inherit', 1, 'ipc'] });
  let born = 0;
  let dead = 0;
  const bear = () => {
    const worker = cluster.fork({ CRASH_ORDER: JSON.stringify({ ...order, first: order.records * born }) });
    born += 1;
    worker.once('exit', () => {
      dead += 1;
      if (dead === deaths) console.log('over');
      else if (dead < deaths) bear();
    });
    setTimeout(() => worker.process.kill('SIGKILL'), 100 + Math.random() * 500);
  };
  for (let index = 0; index < workers; index += 1) bear();`;

const [WORKERS, DEATHS] = process.env['LOGFERRY_CYCLES'] === undefined ? [4, 24] : [16, 400];

test(`P12 a cluster of ${WORKERS} loses nothing in ${DEATHS} deaths, and each log has one heir`, {
  timeout: 60_000 + 1000 * DEATHS,
}, async () => {
  const { collector, directory } = await setStage();
  const book = createCrashBook();
  collector.onRequest(book.add);
  collector.fail({ status: 503, times: FOREVER, when: () => collector.counts.requests % 3 === 0 });
  const options = {
    url: collector.url,
    spool: { directory },
    idempotencyKey: true,
    chunkSize: 10,
    flushIntervalMs: 5,
    retry: { baseMs: 5, capMs: 50 },
  };
  const order: CrashOrder = { door: 'handler', options, first: 0, records: 1000 };
  await using primary = await spawnApp(
    { code: PRIMARY },
    {
      env: { CLUSTER: JSON.stringify({ app: await buildApp({ file: 'test/kit/crash-app.ts' }), workers: WORKERS, deaths: DEATHS, order }) },
    },
  );
  await primary.line('over', { timeoutMs: 50_000 + 1000 * DEATHS });
  await primary.exit();
  for (const line of primary.stdout) if (/^\d+$/.test(line)) book.accepted(Number(line));
  expect(primary.stderr).toEqual([]);
  expect(await runHeir({ url: collector.url, spool: { directory } })).toEqual([]);
  const { accepted, ...verdict } = book.verdict();
  expect(accepted).toBeGreaterThan(0);
  expect(verdict).toMatchObject({ lost: [], duplicates: [], forked: [] });
});
