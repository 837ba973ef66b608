import { beforeEach, describe, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { until } from '../kit/until.js';
import { everyDoor, inProcess, inWorker, numbersOf, startProgram, upTo } from './programs.js';

const FOREVER = Number.POSITIVE_INFINITY;
const STAYS = `setInterval(() => {}, 1000); for (let n = 0; n < 1000; n += 1) log(n); console.log('ready');`;
const HOOKS = `import { installShutdownHooks } from 'logferry';\n`;
const later = { flushIntervalMs: 600_000, capacity: 1_000_000, chunkSize: 1_000_000 };

/** With a plain `pino.transport` what the worker has not read yet cannot be asked for: see below. */
const ourOwn = everyDoor.filter((door) => door !== 'Pino, transport');

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

describe.each(ourOwn)('%s', (door) => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'B22 %s with shutdown hooks delivers everything, then ends the process by that signal',
    async (signal) => {
      const app = await startProgram(`installShutdownHooks(); ${STAYS}`, { door, collector, options: later, imports: HOOKS });
      await app.line('ready');
      app.signal(signal);
      expect(await app.exit()).toEqual({ code: null, signal });
      expect(numbersOf(collector)).toEqual(upTo(1000));
      expect(app.stderr).toEqual([]);
    },
  );

  test('a second signal during the drain ends it at once', async () => {
    collector.fail({ hang: true, times: FOREVER });
    const app = await startProgram(`installShutdownHooks({ timeoutMs: 60_000 }); ${STAYS}`, {
      door,
      collector,
      options: later,
      imports: HOOKS,
    });
    await app.line('ready');
    app.signal('SIGTERM');
    await until(() => collector.requests.length > 0);
    const before = performance.now();
    app.signal('SIGTERM');
    expect(await app.exit()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(performance.now() - before).toBeLessThan(2000);
    expect(app.stderr).toEqual([]);
  });

  test('a collector that hangs does not hold a signal beyond its time', async () => {
    collector.fail({ hang: true, times: FOREVER });
    const app = await startProgram(`installShutdownHooks({ timeoutMs: 500 }); ${STAYS}`, {
      door,
      collector,
      options: later,
      imports: HOOKS,
    });
    await app.line('ready');
    const before = performance.now();
    app.signal('SIGTERM');
    expect(await app.exit()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(performance.now() - before).toBeLessThan(4000);
  });

  test('without hooks a signal means what it meant before: the process dies of it at once', async () => {
    const app = await startProgram(STAYS, { door, collector, options: later });
    await app.line('ready');
    app.signal('SIGTERM');
    expect(await app.exit()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(app.stderr).toEqual([]);
  });

  test('without hooks an app’s own handler has the signal for itself, and its last step can be shutdown()', async () => {
    const app = await startProgram(
      `process.once('SIGTERM', async () => { const { delivered, left } = await shutdown(); console.log(delivered, left); process.exit(3); }); ${STAYS}`,
      { door, collector, options: later, imports: `import { shutdown } from 'logferry';` },
    );
    await app.line('ready');
    app.signal('SIGTERM');
    expect(await app.exit()).toEqual({ code: 3, signal: null });
    expect(app.stdout.at(-1)).toBe('1000 0');
    expect(numbersOf(collector)).toEqual(upTo(1000));
  });

  test('with hooks an app’s own handler keeps the last word on how the process ends', async () => {
    const app = await startProgram(
      `installShutdownHooks(); process.once('SIGTERM', () => setTimeout(() => process.exit(4), 1500)); ${STAYS}`,
      {
        door,
        collector,
        options: later,
        imports: HOOKS,
      },
    );
    await app.line('ready');
    app.signal('SIGTERM');
    expect(await app.exit()).toEqual({ code: 4, signal: null });
    expect(numbersOf(collector)).toEqual(upTo(1000));
  });
});

test('Pino, transport: SIGTERM with shutdown hooks delivers all that the worker has read', async () => {
  const app = await startProgram(
    `installShutdownHooks();
     setInterval(() => {}, 1000);
     for (let n = 0; n < 1000; n += 1) log(n);
     let read = 0;
     while (read < 1000) {
       await new Promise((done) => setTimeout(done, 10));
       read = (await getHealthStatus()).handlers[0]?.stats.received ?? 0;
     }
     console.log('ready');`,
    { door: 'Pino, transport', collector, options: later, imports: `import { getHealthStatus, installShutdownHooks } from 'logferry';` },
  );
  await app.line('ready');
  app.signal('SIGTERM');
  expect([await app.exit(), app.stderr]).toEqual([{ code: null, signal: 'SIGTERM' }, []]);
  expect(numbersOf(collector)).toEqual(upTo(1000));
});

describe('process.exit() right after logging', () => {
  const EXITS = 'for (let n = 0; n < 1000; n += 1) log(n); process.exit(5);';

  test.each(inWorker)('%s: everything is delivered', async (door) => {
    const app = await startProgram(EXITS, { door, collector, options: later });
    expect([await app.exit(), app.stderr]).toEqual([{ code: 5, signal: null }, []]);
    expect(numbersOf(collector)).toEqual(upTo(1000));
  });

  test.each(inProcess)('%s: what waits is lost, at once and without a word; shutdown() before it saves it', async (door) => {
    const lost = await startProgram(EXITS, { door, collector, options: later });
    expect([await lost.exit(), lost.stderr, lost.stdout]).toEqual([{ code: 5, signal: null }, [], []]);
    expect(collector.records).toEqual([]);
    const saved = await startProgram('for (let n = 0; n < 1000; n += 1) log(n); await shutdown(); process.exit(5);', {
      door,
      collector,
      options: later,
      imports: `import { shutdown } from 'logferry';`,
    });
    expect(await saved.exit()).toEqual({ code: 5, signal: null });
    expect(numbersOf(collector)).toEqual(upTo(1000));
  });
});
