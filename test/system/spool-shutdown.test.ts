import { describe, expect, test } from 'vitest';
import { until } from '../kit/until.js';
import { everyDoor, inProcess, runProgram, startProgram, upTo } from './programs.js';
import { FOREVER, later, type Stage, setStage } from './spool-stage.js';

const HOOKS = `import { installShutdownHooks } from 'logferry';`;
const logAll = (count: number): string => `for (let n = 0; n < ${count}; n += 1) log(n);`;
const STAYS = `setInterval(() => {}, 1000); ${logAll(1000)} console.log('ready');`;

/** A plain `pino.transport` has no handler to ask, and what its worker has not read yet cannot be waited for. */
const ourOwn = everyDoor.filter((door) => door !== 'Pino, transport');

const withSpool = ({ collector, directory }: Stage, more: Readonly<Record<string, unknown>> = {}) => ({
  collector,
  options: { ...later, spool: { directory }, ...more },
  imports: HOOKS,
});

describe.each(ourOwn)('%s, with a journal', (door) => {
  test('P1 SIGTERM while the collector takes records: all is delivered once, and nothing stays on disk', async () => {
    const stage = await setStage();
    const app = await startProgram(`installShutdownHooks(); ${STAYS}`, { door, ...withSpool(stage) });
    await app.line('ready');
    app.signal('SIGTERM');
    expect([await app.exit(), app.stderr]).toEqual([{ code: null, signal: 'SIGTERM' }, []]);
    expect([stage.arrived(), stage.segments(), stage.logs()]).toEqual([upTo(1000), [], []]);
  });

  test('P2 SIGTERM while the collector hangs: close ends within its time, the rest is spooled, the next start ships it', async () => {
    const stage = await setStage();
    stage.collector.fail({ hang: true, times: FOREVER });
    const app = await startProgram(
      `process.once('SIGTERM', async () => {
         const startedAt = performance.now();
         const { delivered, spooled, dropped, left } = await handler.close({ timeoutMs: 500 });
         console.log(JSON.stringify({ ms: performance.now() - startedAt, delivered, spooled, dropped, left }));
         process.exit(0);
       });
       ${STAYS}`,
      { door, ...withSpool(stage) },
    );
    await app.line('ready');
    app.signal('SIGTERM');
    expect([await app.exit(), app.stderr]).toEqual([{ code: 0, signal: null }, []]);
    const { ms, ...result } = JSON.parse(app.stdout.at(-1) ?? '');
    expect(result).toEqual({ delivered: 0, spooled: 1000, dropped: 0, left: 0 });
    expect(ms).toBeLessThan(2000);
    await stage.deliverRest();
    expect(stage.arrived()).toEqual(upTo(1000));
  });

  test('P3 a second signal during the drain ends the process at once, and loses nothing', async () => {
    const stage = await setStage();
    stage.collector.fail({ hang: true, times: FOREVER });
    const app = await startProgram(`installShutdownHooks({ timeoutMs: 60_000 }); ${STAYS}`, { door, ...withSpool(stage) });
    await app.line('ready');
    app.signal('SIGTERM');
    await until(() => stage.collector.inFlight.now > 0);
    const startedAt = performance.now();
    app.signal('SIGTERM');
    expect(await app.exit()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await stage.deliverRest();
    expect(stage.arrived()).toEqual(upTo(1000));
  });

  test('P18 what is logged after close is refused and not written, and close and flush can be called again', async () => {
    const stage = await setStage();
    await runProgram(
      `${logAll(10)}
       const first = await handler.close();
       ${logAll(10)}
       const [second, flushed] = [await handler.close(), await handler.flush()];
       console.log(JSON.stringify([first.delivered, second.delivered, flushed.left]));`,
      { door, ...withSpool(stage) },
    );
    expect([stage.arrived(), stage.segments()]).toEqual([upTo(10), []]);
  });
});

test('R12 ten starts in order with nothing left to deliver send nothing', async () => {
  const stage = await setStage();
  await runProgram(`${logAll(100)} await handler.close();`, { door: 'Pino', ...withSpool(stage) });
  stage.collector.clear();
  for (let start = 0; start < 10; start += 1) {
    await runProgram('await new Promise((resolve) => setTimeout(resolve, 50)); await handler.close();', {
      door: 'Pino',
      ...withSpool(stage),
    });
  }
  expect([stage.collector.requests, stage.logs()]).toEqual([[], []]);
});

/** Loggers' own ways to end; each program prints nothing and ends by itself or by code. */
const endings = [
  ['Winston', 'logger.end()', `logger.on('finish', () => process.exit(0)); ${logAll(100)} logger.end();`],
  ['Winston', 'logger.close()', `${logAll(100)} logger.close();`],
  ['Winston', 'logger.remove(transport)', `${logAll(100)} logger.remove(transport);`],
  ['Winston, worker', 'logger.end()', `logger.on('finish', () => process.exit(0)); ${logAll(100)} logger.end();`],
  ['Pino', 'destination.end()', `${logAll(100)} destination.end();`],
  ['Pino', 'logger.flush(callback)', `${logAll(100)} logger.flush(() => process.exit(0)); setTimeout(() => process.exit(0), 500);`],
  ['Pino, createTransport', 'transport.end()', `${logAll(100)} transport.end();`],
  ['Pino, transport', 'the end of the program', logAll(100)],
] as const;

describe.each(endings)('%s, %s', (door, _how, body) => {
  test.each(['journal', 'spill'])(
    'with mode %s delivers where the collector takes records, and the next start has nothing to add',
    async (mode) => {
      const stage = await setStage();
      await runProgram(body, { door, collector: stage.collector, options: { spool: { directory: stage.directory, mode } } });
      expect(stage.arrived()).toEqual(upTo(100));
      await stage.deliverRest();
      expect(stage.arrived()).toEqual(upTo(100));
    },
  );

  test.each(['journal', 'spill'])('with mode %s leaves all on disk where the collector is away', async (mode) => {
    const stage = await setStage();
    await stage.collector.pause();
    const options = { spool: { directory: stage.directory, mode }, closeTimeoutMs: 300 };
    await runProgram(body, { door, collector: stage.collector, options });
    await stage.deliverRest();
    expect(stage.arrived()).toEqual(upTo(100));
  });
});

test.each(inProcess)('%s: an uncaught exception that a logger handles is itself on disk', async (door) => {
  const stage = await setStage();
  await stage.collector.pause();
  const handled = door === 'Winston' ? 'transport.handleExceptions = true; logger.exceptions.handle(transport);' : '';
  const app = await startProgram(
    `${handled} process.once('uncaughtException', (error) => { log(1); process.exit(1); });
     log(0);
     setImmediate(() => { throw new Error('it broke'); });`,
    { door, collector: stage.collector, options: { spool: { directory: stage.directory } } },
  );
  expect(await app.exit()).toEqual({ code: 1, signal: null });
  await stage.deliverRest();
  expect(stage.arrived().slice(0, 2)).toEqual([0, 1]);
});
