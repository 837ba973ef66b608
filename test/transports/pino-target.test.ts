import { once } from 'node:events';
import { PassThrough, pipeline } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { type Collector, startCollector } from '../../src/testing/index.js';
import openTarget from '../../src/transports/pino.js';
import type { PinoTarget } from '../../src/transports/pino-target.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

const open: PinoTarget[] = [];
afterEach(() => Promise.all(open.splice(0).map((target) => target.destroy())));

const make = async (options: object = {}): Promise<PinoTarget> => {
  const target = await openTarget({
    url: collector.url,
    aggregatorKey: '{level}',
    requestHeaders: { 'x-level': '{key}' },
    ...options,
  } as never);
  open.push(target);
  return target;
};

const flush = (target: PinoTarget): Promise<void> => new Promise((resolve) => target.flush(resolve));
const line = (fields: object): string => `${JSON.stringify(fields)}\n`;
const info = (fields: object = {}): string => line({ level: 30, time: 1_700_000_000_123, ...fields });

test('what Pino and thread-stream add to the options is no mistake; a mistake is', async () => {
  await make({
    $context: { threadStreamVersion: '4' },
    pinoWillSendConfig: false,
    levels: { audit: 35 },
    dedupe: true,
    targets: [],
    pipelines: [],
  });
  await expect(make({ capasity: 1 })).rejects.toThrow(ConfigurationError);
  await expect(make({ capasity: 1 })).rejects.toThrow(/capasity.*capacity/);
});

test('lines are cut wherever the bytes are, and each goes once', async () => {
  const target = await make();
  const text = Buffer.from(info({ msg: 'Zürich' }) + info({ msg: '東京' }) + info({ msg: 'x' }));
  for (const byte of text) target.write(Buffer.of(byte));
  await flush(target);
  expect(collector.records).toMatchObject([{ msg: 'Zürich' }, { msg: '東京' }, { msg: 'x' }]);
});

test('a long text is taken in pieces: what comes first is on its way before the last is read', async () => {
  const target = await make({ chunkSize: 10 });
  const count = 4000;
  const text = Array.from({ length: count }, (_, index) => info({ index, msg: `Zürich ${'x'.repeat(200)}` })).join('');
  let isTaken = false;
  target.write(text, () => {
    isTaken = true;
  });
  await expect.poll(() => collector.records.length, { interval: 1 }).toBeGreaterThan(0);
  expect(isTaken).toBe(false);
  await expect.poll(() => isTaken).toBe(true);
  await flush(target);
  expect(collector.records.map((record) => (record as { index: number }).index)).toEqual(
    Array.from({ length: count }, (_, index) => index),
  );
});

test('a line that begins with NUL is a record as any other', async () => {
  const target = await make({ $logferry: { id: 'id', hears: { diagnostic: false, dropped: false } } });
  target.write('\u00007\n\u0000id 7\n\u0000text\n');
  await flush(target);
  expect(collector.records).toMatchObject([{ message: '\\u{0}7' }, { message: '\\u{0}text' }]);
});

test('3e-B24 two lines in a chunk, empty lines, CRLF, text, and a last line without its end', async () => {
  const target = await make();
  target.write(`${info({ msg: 'one' })}${info({ msg: 'two' })}\n\r\n{"level":30,"time":1,"msg":"three"}\r\nnot json\n{"broken":`);
  target.end();
  await once(target, 'close');
  expect(collector.records).toMatchObject([
    { msg: 'one' },
    { msg: 'two' },
    { msg: 'three' },
    { message: 'not json' },
    { message: '{"broken":' },
  ]);
});

test('A13 custom levels go by the names in the options, where no logger tells them', async () => {
  const target = await make({ levels: { audit: 35 } });
  target.write(line({ level: 35, time: 1_700_000_000_123, msg: 'x' }));
  target.write(line({ level: 'crit', time: 1_700_000_000_123, msg: 'y' }));
  await flush(target);
  expect(collector.requests.map(({ headers }) => headers['x-level']).sort()).toEqual(['audit', 'crit']);
});

test('3e-B5 of a line of 20 MB the beginning goes out, marked, and the next line is whole', async () => {
  const target = await make();
  target.write(info({ msg: 'x'.repeat(20 * 1024 * 1024) }));
  target.write(info({ msg: 'next' }));
  await flush(target);
  expect(collector.records).toMatchObject([{ level: 30, truncated: true }, { msg: 'next' }]);
});

test('every line is taken at once though the collector hangs: the stream never stays full', async () => {
  collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
  const target = await make({ maxBufferBytes: 256 * 1024, closeTimeoutMs: 50 });
  const text = info({ msg: 'x'.repeat(200) }).repeat(1000);
  for (let chunk = 0; chunk < 20; chunk += 1) if (!target.write(text)) await once(target, 'drain');
  expect(target.writableLength).toBe(0);
});

test('flush means delivered', async () => {
  collector.fail({ delayMs: 50 });
  const target = await make();
  target.write(info({ msg: 'x' }));
  await flush(target);
  expect(collector.records).toHaveLength(1);
});

test('closing delivers what waits, and then only closes', async () => {
  collector.fail({ delayMs: 50 });
  const target = await make();
  target.write(info({ msg: 'x' }));
  target.end();
  await once(target, 'close');
  expect(collector.records).toHaveLength(1);
});

test('as the last of a pipeline it finishes only when all is delivered, for Pino ends the worker then', async () => {
  collector.fail({ delayMs: 50 });
  const target = await make();
  const first = new PassThrough();
  const done = new Promise<unknown>((resolve) => pipeline(first, target, resolve));
  first.end(info({ msg: 'x' }));
  expect(await done).toBeUndefined();
  expect(collector.records).toHaveLength(1);
});

test('K5 closing ends within its budget, below Pino’s ten seconds, though the collector hangs', async () => {
  collector.fail({ hang: true, times: Number.POSITIVE_INFINITY });
  const target = await make({ closeTimeoutMs: 100 });
  const errors: unknown[] = [];
  target.on('error', (error) => errors.push(error));
  target.write(info({ msg: 'x' }));
  target.end();
  await once(target, 'close');
  expect(errors).toEqual([]);
});
