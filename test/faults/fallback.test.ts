import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HandlerOptions } from '../../src/handler-options.js';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { buildApp } from '../kit/build-app.js';
import { readLines } from '../kit/line-reader.js';
import { spawnApp } from '../kit/spawn-app.js';
import { until } from '../kit/until.js';
import { openCollectorStage, upTo } from './stage.js';

const AFTER_MS = 60_000;
const FOREVER = Number.POSITIVE_INFINITY;

const anotherCollector = async (): Promise<Collector> => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  return collector;
};

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'logferry-fallback-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

const numbersIn = (records: readonly unknown[]): unknown[] => records.map((record) => (record as { n: unknown }).n);
const linesOf = (text: string): Record<string, unknown>[] =>
  text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));

describe('another collector', () => {
  const openBoth = async (options: Partial<HandlerOptions> = {}) => {
    const second = await anotherCollector();
    const stage = await openCollectorStage({ fallback: { to: { url: second.url } }, ...options });
    return { ...stage, second };
  };

  test('takes over after a minute, in order; records and requests say why and since when; the first one gets what comes after its cure', async () => {
    const { put, runFor, runDry, clock, collector, second, numbers, handler } = await openBoth();
    const since = new Date(clock.wallTime()).toISOString();
    collector.fail({ status: 503, times: FOREVER });
    for (let round = 0; round < 10; round += 1) await put(10);
    await runFor(AFTER_MS - 1000);
    expect(second.records).toEqual([]);
    await runFor(2000);
    expect(numbersIn(second.records)).toEqual(upTo(100));
    for (const record of second.records) expect(record).toMatchObject({ message: 'm', logferry: { fallback: 'http-503', since } });
    for (const { headers } of second.requests) expect(headers['x-logferry-fallback']).toBe('http-503');
    expect(handler.stats()).toMatchObject({ delivered: 100, waiting: 0, dropped: {} });
    collector.heal();
    await put(10);
    await runFor(40_000);
    await put(10);
    await runDry();
    expect([...numbersIn(second.records), ...numbers()].sort((a, b) => Number(a) - Number(b))).toEqual(upTo(120));
    expect(numbers().slice(-10)).toEqual(upTo(120).slice(-10));
    expect(collector.records.every((record) => !('logferry' in (record as object)))).toBe(true);
  });

  test('gets its own credentials and headers, and none of the first one’s', async () => {
    const second = await anotherCollector();
    const { put, runFor, collector } = await openCollectorStage({
      aggregatorKey: '{fields.tenant}',
      auth: { bearer: 'first' },
      headers: { 'x-static': 'first' },
      requestHeaders: (headers: Record<string, string>) => ({ ...headers, 'x-secret': 'first' }),
      fallback: {
        to: {
          url: `${second.url}/{key}`,
          auth: { bearer: 'second' },
          headers: { 'x-static': 'second' },
          format: 'json-array',
          idempotencyKey: true,
        },
      },
    } as Partial<HandlerOptions>);
    collector.fail({ status: 503, times: FOREVER });
    await put(3, { tenant: 'acme' });
    await runFor(AFTER_MS + 1000);
    const [request] = second.requests;
    expect(request?.path).toMatch(/\/acme$/);
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer second',
      'x-static': 'second',
      'content-type': expect.stringContaining('application/json'),
    });
    expect(request?.headers['idempotency-key']).toMatch(/^".+"$/);
    expect(JSON.stringify(request?.headers)).not.toContain('first');
    expect(second.records).toHaveLength(3);
  });

  test('that is away too: nothing is lost, and whoever comes back takes all', async () => {
    const { put, runFor, runUntil, collector, second, handler } = await openBoth();
    collector.fail({ status: 503, times: FOREVER });
    second.fail({ status: 503, times: FOREVER });
    await put(10);
    await runFor(3_600_000);
    expect(handler.stats()).toMatchObject({ delivered: 0, waiting: 10, dropped: {} });
    expect(second.requests.length).toBeLessThanOrEqual(3 * 60 + 10);
    second.heal();
    await runUntil(() => handler.stats().delivered === 10);
    expect(numbersIn(second.records)).toEqual(upTo(10));
  });

  test('has flush and close wait for it as for the first one', async () => {
    const { put, runFor, collector, second, handler, clock } = await openBoth();
    collector.fail({ status: 401, times: FOREVER });
    await put(1);
    await runFor(AFTER_MS + 1000);
    handler.handle({ message: 'm', fields: { n: 1 } });
    const flushed = handler.flush();
    await until(() => handler.stats().delivered === 2);
    expect(await flushed).toMatchObject({ delivered: 1, left: 0 });
    handler.handle({ message: 'm', fields: { n: 2 } });
    const closed = handler.close();
    await until(() => second.records.length === 3);
    await clock.settle();
    expect(await closed).toMatchObject({ delivered: 1, left: 0 });
  });
});

describe('a file', () => {
  test('takes over as lines of JSON, for its owner’s eyes only', async () => {
    const file = join(folder(), 'lost', 'records.ndjson');
    const { put, runFor, collector, handler } = await openCollectorStage({ fallback: { to: { file } } });
    collector.fail({ status: 503, times: FOREVER });
    await put(10);
    await runFor(AFTER_MS + 1000);
    await until(() => handler.stats().delivered === 10);
    const records = linesOf(readFileSync(file, 'utf8'));
    expect(numbersIn(records)).toEqual(upTo(10));
    expect(records[0]).toMatchObject({ logferry: { fallback: 'http-503' } });
  });

  test('that cannot be written: nothing is lost, and it is found once it can', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'blocked'), '');
    const file = join(directory, 'blocked', 'records.ndjson');
    const { put, runFor, collector, handler } = await openCollectorStage({ fallback: { to: { file } } });
    collector.fail({ status: 503, times: FOREVER });
    await put(10);
    await runFor(600_000);
    expect(handler.stats()).toMatchObject({ delivered: 0, waiting: 10, dropped: {} });
    rmSync(join(directory, 'blocked'));
    await runFor(60_000);
    await until(() => handler.stats().delivered === 10);
    expect(numbersIn(linesOf(readFileSync(file, 'utf8')))).toEqual(upTo(10));
  });
});

describe('the console', () => {
  const closedPort = async (): Promise<number> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    return port;
  };
  const program = async (body: string): Promise<{ readonly code: string }> => ({
    code: `import { createHandler } from './src/handler.js';
      const handler = createHandler({ url: 'http://127.0.0.1:${await closedPort()}', proxy: false, flushIntervalMs: 20,
        fallback: { afterMs: 200, to: { console: 'stderr' } } });
      ${body}`,
  });

  test('A41 collector dead, no spool: the records are lines on stderr, and the app is alive', async () => {
    await using app = await spawnApp(
      await program(`for (let n = 0; n < 3; n += 1) handler.handle({ message: 'kept', fields: { n } });
        setInterval(() => console.log('alive'), 50);`),
    );
    await app.line(/"n":2/);
    await app.line('alive');
    expect(linesOf(app.stderr.join('\n'))).toMatchObject(
      upTo(3).map((n) => ({ message: 'kept', n, logferry: { fallback: 'econnrefused' } })),
    );
  });

  test('A41 a program that ends before its time gets them out as well', async () => {
    await using app = await spawnApp(
      await program(`for (let n = 0; n < 3; n += 1) handler.handle({ message: 'kept', fields: { n } });
        await handler.close();
        console.log(JSON.stringify(handler.stats().dropped));`),
    );
    expect(await app.exit()).toMatchObject({ code: 0 });
    expect(numbersIn(linesOf(app.stderr.join('\n')))).toEqual(upTo(3));
    expect(app.stdout).toEqual(['{}']);
  });

  test('A41 a stderr that nobody reads any more does not end the app', async () => {
    const file = await buildApp(
      await program(`handler.handle({ message: 'kept' });
        setTimeout(() => process.exit(console.log(JSON.stringify(handler.stats()))), 800);`),
    );
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.stderr.destroy();
    const { lines } = readLines(child.stdout);
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ received: 1, delivered: 0, waiting: 1 });
  });
});
