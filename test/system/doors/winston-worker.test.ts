import { beforeEach, describe, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../../src/testing/index.js';
import { expectBalanced } from '../../kit/expect-balanced.js';
import { type App, spawnApp } from '../../kit/spawn-app.js';
import { runWithoutPeers } from './home-without.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

const messages = () => collector.records.map((record) => (record as { message: unknown }).message);

const run = async (code: string, { code: expected = 0 } = {}): Promise<App> => {
  const start = `import winston from 'winston';\nimport 'logferry/winston';\nconst { BufferingAsync } = winston.transports;\nconst url = process.env.COLLECTOR_URL as string;\n`;
  const app = await spawnApp({ code: start + code }, { env: { COLLECTOR_URL: collector.url } });
  expect(await app.exit(), app.stderr.join('\n')).toEqual({ code: expected, signal: null });
  return app;
};

const printed = (app: App) => JSON.parse(app.stdout.at(-1) ?? 'null');

describe('worker: true', () => {
  test('B1 what was logged before the program ended is delivered', async () => {
    const app = await run(`
      const logger = winston.createLogger({ level: 'debug', transports: [new BufferingAsync({ url, worker: true })] });
      logger.info('one'); logger.warn('two', { a: 1 }); logger.debug({ message: 'three', b: 2 });`);
    expect(collector.records).toMatchObject([
      { level: 'info', message: 'one' },
      { level: 'warn', message: 'two', a: 1 },
      { level: 'debug', message: 'three', b: 2 },
    ]);
    expect(app.stderr).toEqual([]);
  });

  test('process.exit() right after the first record loses nothing', async () => {
    await run(`
      winston.createLogger({ transports: [new BufferingAsync({ url, worker: true })] }).info('x');
      process.exit(0);`);
    expect(messages()).toEqual(['x']);
  });

  test('levels, keys from a module and headers are as without a worker', async () => {
    await run(`
      const module = './test/system/doors/key-functions.mjs';
      const transport = new BufferingAsync({ url, worker: true, aggregatorKey: { module, name: 'keyOf' }, requestHeaders: { module, name: 'headersOf' } });
      const logger = winston.createLogger({ levels: winston.config.syslog.levels, transports: [transport] });
      logger.crit('x', { tenant: 'acme', error: new Error('inner'), big: 1n });`);
    expect(collector.requests[0]?.headers['x-tenant']).toBe('acme');
    expect(collector.records).toMatchObject([{ level: 'crit', message: 'x', error: { message: 'inner' }, big: '1' }]);
  });

  test('text goes as the format wrote it where the wire takes text, and by its fields where not', async () => {
    await run(`
      for (const format of ['lines', 'ndjson']) {
        const logger = winston.createLogger({ format: winston.format.simple(), transports: [new BufferingAsync({ url, worker: true, format })] });
        logger.info('a\\nb', { c: 1 });
        await new Promise((done) => logger.on('finish', done).end());
      }`);
    expect(collector.records).toMatchObject(['info: a\\nb {"c":1}', { level: 'info', message: 'a\\nb', c: 1 }]);
  });

  test('counts, health, flush and close are those of the handler in the worker', async () => {
    const app = await run(`
      const transport = new BufferingAsync({ url, worker: true, name: 'mine' });
      const logger = winston.createLogger({ transports: [transport] });
      logger.info('one'); logger.info('two');
      const flushed = await transport.flush({ timeoutMs: 5000 });
      const { status, name } = await transport.handler.getHealthStatus();
      logger.info('three');
      const closed = await transport.close();
      logger.info('too late');
      console.log(JSON.stringify({ flushed, status, name, closed, stats: await transport.handler.stats() }));`);
    expect(printed(app)).toMatchObject({
      flushed: { delivered: 2, left: 0 },
      status: 'healthy',
      name: 'mine',
      closed: { delivered: 1, left: 0 },
      stats: { received: 4, delivered: 3, dropped: { closed: 1 } },
    });
    expectBalanced(printed(app).stats);
  });

  test('logger.end() drains and then finishes', async () => {
    collector.fail({ delayMs: 200 });
    const app = await run(`
      const logger = winston.createLogger({ transports: [new BufferingAsync({ url, worker: true })] });
      logger.info('x');
      logger.end();
      await new Promise((done) => logger.on('finish', done));
      console.log(JSON.stringify('finished'));`);
    expect(printed(app)).toBe('finished');
    expect(messages()).toEqual(['x']);
  });

  test('K4 what the worker has not read is bounded by maxBufferBytes in this thread, and refused beyond it', async () => {
    const app = await run(`
      const told = { full: 0 };
      const transport = new BufferingAsync({ url, worker: true, maxBufferBytes: 1_000_000, onDrop: ({ reason, count }) => { told[reason] += count; } });
      const logger = winston.createLogger({ transports: [transport] });
      for (let line = 0; line < 20_000; line += 1) logger.info('x'.repeat(500));
      await transport.flush();
      await transport.close();
      console.log(JSON.stringify({ told, stats: await transport.handler.stats() }));`);
    const { told, stats } = printed(app);
    expectBalanced(stats);
    expect(stats.received).toBe(20_000);
    expect(stats.dropped.full).toBeGreaterThan(15_000);
    expect(told.full).toBe(stats.dropped.full);
    expect(collector.records).toHaveLength(stats.delivered);
  });

  test('a record too large that is dropped is counted and kept among the failed logs, as without a worker', async () => {
    const app = await run(`
      const seen = [];
      for (const worker of [false, true]) {
        const transport = new BufferingAsync({ url, oversize: 'drop', limits: { recordBytes: 1024 }, worker });
        const logger = winston.createLogger({ transports: [transport] });
        logger.info('x'.repeat(1500), { timestamp: 1 });
        await transport.flush();
        const [failed] = await transport.handler.getFailedLogs();
        await transport.close();
        seen.push({ line: failed?.line, reason: failed?.reason, dropped: (await transport.handler.stats()).dropped });
      }
      console.log(JSON.stringify(seen));`);
    const [inProcess, inWorker] = printed(app);
    expect(inProcess).toMatchObject({ reason: 'too-large', dropped: { 'too-large': 1 } });
    expect(inWorker).toEqual(inProcess);
  });

  test('what the format masked stays masked', async () => {
    await run(`
      const format = winston.format.json({ replacer: (key, value) => key === 'password' ? '***' : value });
      for (const worker of [false, true]) {
        const logger = winston.createLogger({ format, transports: [new BufferingAsync({ url, worker })] });
        logger.info('{}', { password: 's3cret', extra: {}, error: new Error('inner') });
        await new Promise((done) => logger.on('finish', done).end());
      }`);
    expect(collector.records).toMatchObject([{ password: '***' }, { password: '***' }]);
  });

  test('an outage never reaches the app, and ends within the close budget', async () => {
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    const app = await run(`
      const logger = winston.createLogger({ transports: [new BufferingAsync({ url, worker: true, closeTimeoutMs: 300 })] });
      logger.on('error', (error) => console.log('error', error.message));
      for (let line = 0; line < 1000; line += 1) logger.info('x');
      const before = Date.now();
      process.on('exit', () => console.log(JSON.stringify(Date.now() - before < 4000)));`);
    expect(app.stdout).toEqual(['true']);
    expect(app.stderr).toEqual([]);
  });

  test('a worker that cannot start is told of, never thrown or emitted, and what comes after is counted', async () => {
    const app = await run(`
      const codes = [];
      const transport = new BufferingAsync({ url, worker: true, aggregatorKey: { module: './test/grouping/fixtures/broken.mjs', name: 'keyOf' }, onDiagnostic: ({ code, message }) => codes.push([code, message]) });
      const logger = winston.createLogger({ transports: [transport] });
      while (codes.length === 0) await new Promise((done) => setTimeout(done, 10));
      logger.info('x');
      console.log(JSON.stringify(codes));`);
    const [[code, message]] = printed(app);
    expect(code).toBe('worker-lost');
    expect(message).toMatch(/broken\.mjs/);
  });
});

describe('uncaught exceptions', () => {
  test.each([
    ['in this thread', ''],
    ['in a worker', 'worker: true,'],
  ])('are delivered, engine %s, and the process then ends at once', async (_, worker) => {
    collector.fail({ delayMs: 300 });
    const app = await run(
      `
      const transport = new BufferingAsync({ url, ${worker} handleExceptions: true });
      winston.createLogger({ transports: [transport] });
      if (${worker !== ''}) await transport.flush();
      const before = Date.now();
      process.on('exit', () => console.log(JSON.stringify(Date.now() - before < 2000)));
      setImmediate(() => { throw new Error('it broke'); });`,
      { code: 1 },
    );
    expect(collector.records).toMatchObject([{ level: 'error', exception: true }]);
    expect(messages()[0]).toMatch(/it broke/);
    expect(printed(app)).toBe(true);
  });

  test('a collector that hangs holds the end up for Winston’s three seconds at most', async () => {
    collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
    const app = await run(
      `
      winston.createLogger({ transports: [new BufferingAsync({ url, handleExceptions: true })] });
      const before = Date.now();
      process.on('exit', () => console.log(JSON.stringify(Date.now() - before < 3000)));
      setImmediate(() => { throw new Error('it broke'); });`,
      { code: 1 },
    );
    expect(printed(app)).toBe(true);
  });

  test('with exitOnError false the process and the transport go on', async () => {
    await run(`
      const logger = winston.createLogger({ exitOnError: false, transports: [new BufferingAsync({ url, handleExceptions: true })] });
      setImmediate(() => { throw new Error('it broke'); });
      setTimeout(() => logger.info('still here'), 100);`);
    expect(messages()).toEqual([expect.stringMatching(/it broke/), 'still here']);
  });
});

test('without winston installed the import says what is missing', async () => {
  const app = await runWithoutPeers("await import('logferry/winston').catch(({ message }) => console.log(message));");
  expect(app.stdout[0]).toMatch(/Cannot find package 'winston' imported from .*logferry.dist.transports.winston\.js/);
});
