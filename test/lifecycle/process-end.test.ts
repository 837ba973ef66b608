import { expect, test } from 'vitest';
import { startChaosServer } from '../kit/chaos-server.js';
import { spawnApp } from '../kit/spawn-app.js';

/** Nothing in this program keeps a process alive by itself: its collector takes what waits after 200 ms. */
const program = (body: string): { code: string } => ({
  code: `
    import { isMainThread, Worker } from 'node:worker_threads';
    import { writeSync } from 'node:fs';
    import { flushAll } from './src/lifecycle/flush-all.js';
    import { startFlushTimer } from './src/lifecycle/flush-timer.js';
    import { getHealthStatus } from './src/lifecycle/health.js';
    import { register } from './src/lifecycle/registry.js';
    import { handlerDouble } from './test/lifecycle/handler-double.js';
    const say = (...words) => writeSync(1, words.join(' ') + '\\n');
    const liveHandler = () => {
      const handler = handlerDouble({ delivers: 'when told' });
      register(handler).busy();
      const { flush } = handler;
      handler.flush = (options) => {
        setTimeout(handler.deliver, 200).unref();
        return flush(options);
      };
      process.on('exit', () => say('at the end', JSON.stringify(handler.calls), 'delivered', handler.stats().delivered));
      return handler;
    };
    ${body}
  `,
});

const run = async (body: string, nodeArgs: readonly string[] = []) => {
  await using app = await spawnApp(program(body), { nodeArgs });
  const startMs = performance.now();
  const { code } = await app.exit();
  return { code, lines: [...app.stdout, ...app.stderr], ms: performance.now() - startMs };
};

test('B22 a program that ends by itself delivers everything, without a word', async () => {
  const { code, lines } = await run('liveHandler().accept(1000);');
  expect([code, lines]).toEqual([0, ['at the end ["flush 5000"] delivered 1000']]);
});

test('B22 records logged while the program ends have a round of their own', async () => {
  const { lines } = await run(`
    const handler = liveHandler();
    handler.accept(10);
    let rounds = 0;
    process.on('beforeExit', () => { if ((rounds += 1) <= 2) handler.accept(5); });
  `);
  expect(lines).toEqual(['at the end ["flush 5000","flush 5000"] delivered 20']);
});

test.each([
  ['at once', '', 3, 13],
  ['a moment later', 'await undefined;', 1, 11],
])(
  'B22 a program that logs each time it is asked whether it ends, %s, ends all the same, its first last words delivered',
  async (_when, wait, rounds, delivered) => {
    const { code, lines } = await run(`
    const handler = liveHandler();
    handler.accept(10);
    process.on('beforeExit', async () => { ${wait} handler.accept(1); });
  `);
    const calls = JSON.stringify(Array(rounds).fill('flush 5000'));
    expect([code, lines]).toEqual([0, [`at the end ${calls} delivered ${delivered}`]]);
  },
);

test('B22 a program that finds more work each time it is asked loses nothing', async () => {
  const { lines } = await run(`
    const handler = liveHandler();
    let jobs = 0;
    process.on('beforeExit', () => { if ((jobs += 1) <= 6) setTimeout(() => handler.accept(1), 300); });
    handler.accept(10);
  `);
  expect(lines.at(-1)).toMatch(/delivered 16$/);
});

test('B22 a worker thread that ends by itself delivers everything too', async () => {
  const { code, lines } = await run('if (isMainThread) new Worker(new URL(import.meta.url)); else liveHandler().accept(20);');
  expect([code, lines]).toEqual([0, ['at the end ["flush 5000"] delivered 20']]);
});

test('a handler of which the program holds but a part is not forgotten while it holds that, and no longer', async () => {
  const server = await startChaosServer();
  const { code, lines } = await run(
    `
    import { createHandler } from './src/handler.js';
    import { liveHandlers } from './src/lifecycle/registry.js';
    const collectGarbage = async () => { for (let n = 0; n < 5; n += 1) { await new Promise(setImmediate); gc(); } };
    const make = (name) => createHandler({ url: '${server.url}', proxy: false, name }).handle;
    const names = () => liveHandlers().map(({ name }) => name).join();
    const app = { log: make('in parts') };
    make('forgotten');
    await collectGarbage();
    say(names());
    app.log({ message: 'last words' });
    `,
    ['--expose-gc'],
  );
  expect([code, lines]).toEqual([0, ['in parts']]);
  expect(server.requests.map(({ body }) => JSON.parse(body.toString()).message)).toEqual(['last words']);
  await server.close();
});

test.each(['http', 'https'])(
  'K5 a proxy that never answers holds no program beyond its close budget, on the way to an %s url',
  async (scheme) => {
    const proxy = await startChaosServer({ onConnection: () => false });
    const { code, ms } = await run(`
    import { createHandler } from './src/handler.js';
    const handler = createHandler({ url: '${scheme}://collector.example/', proxy: 'http://127.0.0.1:${proxy.port}', closeTimeoutMs: 300 });
    handler.handle({ message: 'x' });
    void handler.flush({ timeoutMs: 1 });
  `);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(4_000);
    expect(proxy.connections).toBe(1);
    await proxy.close();
  },
);

test('B12 neither the flush timer nor the channel keeps a process alive', async () => {
  const { code, ms } = await run('startFlushTimer(3600); await getHealthStatus(); await flushAll();');
  expect(code).toBe(0);
  expect(ms).toBeLessThan(4_000);
});

test('an awaited flushAll keeps the process alive until it is answered', async () => {
  const { code, lines } = await run(`
    const handler = liveHandler();
    handler.accept(3);
    say(JSON.stringify(await flushAll()));
  `);
  expect([code, lines]).toEqual([0, ['{"delivered":3,"spooled":0,"dropped":0,"left":0}', 'at the end ["flush 30000"] delivered 3']]);
});
