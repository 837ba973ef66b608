import { resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Stats } from '../../../src/core/handler.js';
import { type Collector, startCollector } from '../../../src/testing/index.js';
import { expectBalanced } from '../../kit/expect-balanced.js';
import { type App, spawnApp } from '../../kit/spawn-app.js';
import { runWithoutPeers } from './home-without.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

const messages = () => collector.records.map((record) => (record as { msg: unknown }).msg);

/**
 * As in an app, whose logger lives as long as it does. A transport that nobody holds any more is ended by the garbage collector,
 * unread lines and all: thread-stream's way, seen here with Node 26 in one run of ten.
 */
const HELD = `{
  const held = [];
  const { transport } = pino;
  pino.transport = (...given) => { const made = transport(...given); held.push(made); return made; };
  process.on('exit', () => held);
}`;

/** Runs a program that finds the collector's address in its environment and `pino` imported. */
const run = (code: string, env: Readonly<Record<string, string>> = {}): Promise<App> =>
  spawnApp(
    { code: `import pino from 'pino';\nconst url = process.env.COLLECTOR_URL as string;\n${HELD}\n${code}` },
    { env: { COLLECTOR_URL: collector.url, ...env } },
  );

const runToEnd = async (code: string, env?: Readonly<Record<string, string>>): Promise<App> => {
  const app = await run(code, env);
  expect(await app.exit(), app.stderr.join('\n')).toEqual({ code: 0, signal: null });
  return app;
};

/** What the program printed as its last line, as JSON. */
const printed = (app: App): unknown => JSON.parse(app.stdout.at(-1) ?? 'null');

describe('pino.transport', () => {
  test.each([
    ['by package name', "'logferry/pino'"],
    ['by path', JSON.stringify(resolve('dist/transports/pino.js'))],
  ])('B1 a target given %s delivers what was logged before the program ended', async (_, target) => {
    const app = await runToEnd(`
      const logger = pino(pino.transport({ target: ${target}, options: { url } }));
      logger.info('one'); logger.warn({ a: 1 }, 'two'); logger.child({ b: 2 }).error('three');`);
    expect(collector.records).toMatchObject([
      { level: 30, msg: 'one' },
      { level: 40, msg: 'two', a: 1 },
      { level: 50, msg: 'three', b: 2 },
    ]);
    expect(app.stderr).toEqual([]);
  });

  test('B28 among other targets each gets every record of its level', async () => {
    const app = await runToEnd(`
      const targets = [{ target: 'logferry/pino', level: 'debug', options: { url } }, { target: 'pino/file', level: 'warn', options: { destination: 1 } }];
      const logger = pino({ level: 'debug' }, pino.transport({ targets }));
      logger.debug('one'); logger.warn('two');`);
    expect(messages()).toEqual(['one', 'two']);
    expect(app.stdout.map((line) => JSON.parse(line).msg)).toEqual(['two']);
  });

  test('the last step of a pipeline delivers before Pino ends the worker', async () => {
    collector.fail({ delayMs: 300 });
    await runToEnd(`
      const logger = pino(pino.transport({ pipeline: [{ target: './test/system/doors/shouting-step.mjs' }, { target: 'logferry/pino', options: { url } }].map((step) => ({ ...step, target: step.target.startsWith('.') ? new URL(step.target, 'file://' + process.cwd() + '/').href : step.target })) }));
      logger.info('one'); logger.info('two');`);
    expect(messages()).toEqual(['ONE', 'TWO']);
  });

  test('A13 custom levels go by the logger’s own names', async () => {
    await runToEnd(`
      const options = { url, aggregatorKey: '{level}', requestHeaders: { 'x-level': '{key}' } };
      const logger = pino({ customLevels: { audit: 35 } }, pino.transport({ target: 'logferry/pino', options }));
      logger.audit('x');`);
    expect(collector.requests.map(({ headers }) => headers['x-level'])).toEqual(['audit']);
  });

  test('functions of a module are loaded in the worker', async () => {
    await runToEnd(`
      const module = './test/system/doors/key-functions.mjs';
      const options = { url, aggregatorKey: { module, name: 'keyOf' }, requestHeaders: { module, name: 'headersOf' } };
      pino(pino.transport({ target: 'logferry/pino', options })).info({ tenant: 'acme' }, 'x');`);
    expect(collector.requests[0]?.headers['x-tenant']).toBe('acme');
  });

  test('logger.flush calls back when all is delivered', async () => {
    collector.fail({ delayMs: 300 });
    const app = await runToEnd(`
      const logger = pino(pino.transport({ target: 'logferry/pino', options: { url } }));
      logger.info('x');
      const before = Date.now();
      logger.flush((error) => console.log(JSON.stringify([error ?? null, Date.now() - before >= 290])));`);
    expect(printed(app)).toEqual([null, true]);
  });

  test('process.exit() right after the first record loses nothing', async () => {
    await runToEnd(`
      const logger = pino(pino.transport({ target: 'logferry/pino', options: { url } }));
      logger.info('x');
      process.exit(0);`);
    expect(messages()).toEqual(['x']);
  });

  test('an outage never reaches the app: no error, no stall, and an end within the close budget', async () => {
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    const app = await runToEnd(`
      const transport = pino.transport({ target: 'logferry/pino', options: { url, closeTimeoutMs: 500, maxBufferBytes: 1e6 } });
      transport.on('error', (error) => console.log('error', error.message));
      const logger = pino(transport);
      for (let round = 0; round < 20; round += 1) {
        for (let line = 0; line < 1000; line += 1) logger.info('x'.repeat(200));
        await new Promise((done) => setTimeout(done, 5));
      }
      const before = Date.now();
      process.on('exit', () => console.log(JSON.stringify(Date.now() - before < 5000)));`);
    expect(app.stdout).toEqual(['true']);
    expect(app.stderr).toEqual([]);
  });

  test('a wrong option ends the transport at its start, and says which', async () => {
    const app = await run(
      `pino.transport({ target: 'logferry/pino', options: { url, capasity: 1 } }).on('error', (error) => console.log(error.message));`,
    );
    expect(await app.line(/capasity/)).toMatch(/capasity.*capacity/);
  });
});

describe('createTransport', () => {
  const start = `const { createTransport } = await import('logferry/pino');\n`;

  test('counts, health and accounts of flush and close come to the main thread', async () => {
    const app = await runToEnd(`${start}
      const transport = createTransport({ url, name: 'mine' });
      const logger = pino(transport);
      logger.info('one'); logger.info('two');
      const flushed = await transport.flush({ timeoutMs: 5000 });
      const { status, name } = await transport.getHealthStatus();
      logger.info('three');
      const closed = await transport.close();
      logger.info('too late');
      console.log(JSON.stringify({ flushed, status, name, closed, stats: await transport.stats() }));`);
    expectBalanced((printed(app) as { stats: Stats }).stats);
    expect(printed(app)).toMatchObject({
      flushed: { delivered: 2, left: 0 },
      status: 'healthy',
      name: 'mine',
      closed: { delivered: 1, left: 0 },
      stats: { received: 4, delivered: 3, dropped: { closed: 1 } },
    });
    expect(messages()).toEqual(['one', 'two', 'three']);
  });

  test('beside other targets flush means flushed, where Pino’s own returns at once', async () => {
    collector.fail({ delayMs: 200 });
    const app = await runToEnd(`${start}
      const transport = createTransport({ url }, { level: 'debug', targets: [{ target: 'pino/file', options: { destination: '/dev/null' } }] });
      const logger = pino({ level: 'debug' }, transport);
      logger.debug('x');
      console.log(JSON.stringify(await transport.flush({ timeoutMs: 5000 })));`);
    expect(printed(app)).toEqual({ delivered: 1, spooled: 0, dropped: 0, left: 0 });
  });

  test('flush ends in its time though the collector hangs, and tells what is left', async () => {
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    const app = await runToEnd(`${start}
      const transport = createTransport({ url, closeTimeoutMs: 100 });
      pino(transport).info('x');
      const atOnce = await transport.flush({ timeoutMs: 0 });
      console.log(JSON.stringify([atOnce, await transport.flush({ timeoutMs: 1500 })]));
      await transport.close();`);
    const nothingGone = { delivered: 0, spooled: 0, dropped: 0, left: 1 };
    expect(printed(app)).toEqual([nothingGone, nothingGone]);
  });

  test('onDrop and onDiagnostic stay in the main thread and hear of what happens in the worker', async () => {
    collector.fail({ status: 503, times: Number.POSITIVE_INFINITY });
    const app = await runToEnd(`${start}
      const told = {}; const codes = new Set();
      const transport = createTransport({ url, maxBufferBytes: 65_536, overflow: 'drop-newest', closeTimeoutMs: 500,
        onDrop: ({ count, reason }) => { told[reason] = (told[reason] ?? 0) + count; }, onDiagnostic: ({ code }) => codes.add(code) });
      const logger = pino(transport);
      for (let line = 0; line < 2000; line += 1) logger.info('x'.repeat(200));
      await transport.flush({ timeoutMs: 500 });
      for (let isAway = false; !isAway;) {
        await new Promise((done) => setTimeout(done, 10));
        const health = await transport.getHealthStatus();
        isAway = health?.stats.received === 2000 && health.consecutiveFailures > 0;
      }
      await transport.close();
      const { dropped } = await transport.stats();
      console.log(JSON.stringify({ told, dropped, codes: [...codes] }));`);
    const { told, dropped, codes } = printed(app) as { told: Record<string, number>; dropped: Record<string, number>; codes: string[] };
    expect(told).toEqual(dropped);
    expect(Object.keys(told).sort()).toEqual(['abandoned', 'full']);
    expect(codes).toContain('records-dropped-full');
  });

  test.each([
    ['a function', '{ url, aggregatorKey: () => "x" }', /aggregatorKey.*function.*createDestination/],
    ['an unknown option', '{ url, capasity: 1 }', /capasity/],
    ['a template with an unknown root', "{ url, aggregatorKey: '{tenant}' }", /tenant/],
  ])('%s is refused in the main thread at once, by name', async (_, options, message) => {
    const app = await runToEnd(`${start}
      try { createTransport(${options}); } catch (error) { console.log(JSON.stringify([error.name, error.message])); }`);
    const [name, text] = printed(app) as [string, string];
    expect(name).toBe('ConfigurationError');
    expect(text).toMatch(message);
  });
});

test('without pino installed createDestination works, and createTransport says what is missing', async () => {
  const app = await runWithoutPeers(`
    import { createDestination, createTransport } from 'logferry/pino';
    await createDestination({ url: 'http://localhost:1' }).handler.close();
    try { createTransport({ url: 'http://localhost:1' }); } catch ({ name, message }) { console.log(name, message); }`);
  expect(app.stdout[0]).toMatch(/^ConfigurationError .*npm install pino/);
});
