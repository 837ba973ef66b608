import { expect, test } from 'vitest';
import { spawnApp } from '../kit/spawn-app.js';

/** A program whose worker threads have two handlers each; `main` runs when `workers` of them are up. */
const program = (main: string, workers = 2): { code: string } => ({
  code: `
    import { once } from 'node:events';
    import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
    import { tellMain } from './src/lifecycle/desk.js';
    import { flushAll } from './src/lifecycle/flush-all.js';
    import { startFlushTimer } from './src/lifecycle/flush-timer.js';
    import { getHealthStatus } from './src/lifecycle/health.js';
    import { liveHandlers, register } from './src/lifecycle/registry.js';
    import { remoteEngine } from './src/lifecycle/remote-engine.js';
    import { shutdown } from './src/lifecycle/shutdown.js';
    import { handlerDouble } from './test/lifecycle/handler-double.js';

    const live = (id) => {
      const handler = handlerDouble({ name: id });
      const { busy, forget } = register(handler, { id });
      busy();
      handler.accept(10);
      const { close, flush } = handler;
      handler.close = async (options) => { const result = await close(options); forget(); return result; };
      handler.flush = (options) => { parentPort?.postMessage(id + ' flush ' + options.timeoutMs); return flush(options); };
    };
    const say = (...words) => console.log(...words.map((word) => typeof word === 'string' ? word : JSON.stringify(word)));
    const timed = async (promise) => { const start = performance.now(); const value = await promise; return { value, ms: performance.now() - start }; };

    if (isMainThread) {
      const threads = Array.from({ length: ${workers} }, (_, index) => new Worker(new URL(import.meta.url), { workerData: index }));
      await Promise.all(threads.map((thread) => once(thread, 'message')));
      ${main}
    } else {
      live('a' + workerData);
      live('b' + workerData);
      parentPort.on('message', (word) => {
        if (word === 'end') process.exit(0);
        if (word === 'block') { parentPort.postMessage('blocking'); for (const start = Date.now(); Date.now() - start < 2_500;); }
        if (word === 'tell') { tellMain('a0', 'dropped', { count: 2, reason: 'full', odd: () => 1 }); tellMain('a0', 'dropped', { count: 3, reason: 'full' }); }
      });
      parentPort.postMessage('up');
    }
  `,
});

const run = async (main: string, workers?: number): Promise<readonly string[]> => {
  await using app = await spawnApp(program(main, workers));
  const { code } = await app.exit();
  expect([code, app.stderr]).toEqual([0, []]);
  return app.stdout;
};

test('R18 flushAll and shutdown reach every engine in every thread; a second shutdown finds nothing', async () => {
  const lines = await run(`
    live('here');
    say(await flushAll());
    say(await shutdown());
    say(await shutdown(), liveHandlers().length);
    for (const thread of threads) thread.postMessage('end');
  `);
  expect(lines).toEqual([
    '{"delivered":50,"spooled":0,"dropped":0,"left":0}',
    '{"delivered":0,"spooled":0,"dropped":0,"left":0}',
    '{"delivered":0,"spooled":0,"dropped":0,"left":0} 0',
  ]);
});

test('B13 the flush timer reaches every engine in every thread', async () => {
  const lines = await run(`
    const seen = new Set();
    for (const thread of threads) thread.on('message', (word) => {
      if (seen.add(word).size === 4) { say([...seen].sort()); for (const each of threads) each.postMessage('end'); }
    });
    startFlushTimer(3600);
  `);
  expect(lines).toEqual(['["a0 flush 0","a1 flush 0","b0 flush 0","b1 flush 0"]']);
});

test('getHealthStatus tells of every engine in every thread', async () => {
  const lines = await run(`
    const { status, handlers, silent } = await getHealthStatus();
    say(status, handlers.map(({ name }) => name).sort(), silent);
    for (const thread of threads) thread.postMessage('end');
  `);
  expect(lines).toEqual(['healthy ["a0","a1","b0","b1"] 0']);
});

test('a terminated worker delays the next word by a second at most, and no other', async () => {
  const lines = await run(`
    await getHealthStatus();
    await threads[0].terminate();
    const first = await timed(flushAll());
    const second = await timed(flushAll());
    say(first.value.delivered, first.ms < 2_500, second.ms < 900);
    threads[1].postMessage('end');
  `);
  expect(lines).toEqual(['20 true true']);
});

test('a worker that ends in order delays nothing', async () => {
  const lines = await run(`
    await getHealthStatus();
    threads[0].postMessage('end');
    await once(threads[0], 'exit');
    const { value, ms } = await timed(flushAll());
    say(value.delivered, ms < 900);
    threads[1].postMessage('end');
  `);
  expect(lines).toEqual(['20 true']);
});

test('K5 a worker that is blocked does not hold shutdown beyond its time', async () => {
  const lines = await run(`
    await getHealthStatus();
    threads[0].postMessage('block');
    await once(threads[0], 'message');
    const { value, ms } = await timed(shutdown({ timeoutMs: 300 }));
    say(value.delivered, ms >= 300, ms < 2_000);
    for (const thread of threads) thread.postMessage('end');
  `);
  expect(lines).toEqual(['20 true true']);
});

test('a worker that is blocked makes the process degraded; once free it is known again', async () => {
  const lines = await run(`
    await getHealthStatus();
    threads[0].postMessage('block');
    await once(threads[0], 'message');
    const { status, silent, handlers } = await getHealthStatus();
    say(status, silent, handlers.length);
    while ((await getHealthStatus()).handlers.length < 4) await new Promise(setImmediate);
    say('healthy again');
    for (const thread of threads) thread.postMessage('end');
  `);
  expect(lines).toEqual(['degraded 2 2', 'healthy again']);
});

test('a remote engine is asked, heard, and leaves its final counts', async () => {
  const lines = await run(
    `
    const engine = remoteEngine('a0');
    const heard = new Promise((resolve) => engine.on('dropped', resolve));
    threads[0].postMessage('tell');
    say(await heard, (await engine.flush()).delivered, (await engine.getHealthStatus()).name);
    threads[0].postMessage('end');
    await once(threads[0], 'exit');
    const { received, delivered } = await engine.stats();
    say(received, delivered, String(await engine.flush()));
    `,
    1,
  );
  expect(lines).toEqual(['{"count":3,"reason":"full"} 10 a0', '10 10 undefined']);
});
