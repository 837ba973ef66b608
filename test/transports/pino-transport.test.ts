import { EventEmitter } from 'node:events';
import pino from 'pino';
import { beforeEach, expect, test, vi } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { createTransport } from '../../src/transports/pino.js';
import { until } from '../kit/until.js';

class DeafThread extends EventEmitter {
  writable = true;
  readonly written: string[] = [];
  write(line: string): boolean {
    this.written.push(line);
    return true;
  }
  flush(done: (error?: Error) => void): void {
    done();
  }
  end(): void {
    this.writable = false;
  }
}

const transport = vi.hoisted(() => vi.fn());
vi.mock('../../src/transports/load-pino.js', () => ({ loadPino: () => ({ transport }) }));

let thread: DeafThread;
beforeEach(() => {
  thread = new DeafThread();
  transport.mockReset().mockReturnValue(thread);
});

const url = 'http://localhost';

test('B1 Pino starts this package’s own target, with plain options and what this thread wants to hear', () => {
  createTransport({ url, name: 'mine', onDrop: () => {} }, { sync: true });
  const { target, options, sync } = transport.mock.lastCall?.[0] ?? {};
  expect(target).toMatch(/^file:.*\/transports\/pino\.js$/);
  expect(options).toEqual({ url, name: 'mine', $logferry: { id: expect.any(String), hears: { diagnostic: false, dropped: true } } });
  expect(() => structuredClone(options)).not.toThrow();
  expect(sync).toBe(true);
});

test('B28 with other targets ours is one of them', () => {
  const other = { target: 'pino/file', level: 'warn', options: {} };
  createTransport({ url }, { level: 'debug', targets: [other] });
  const { targets } = transport.mock.lastCall?.[0] ?? {};
  expect(targets).toMatchObject([{ level: 'debug', options: { url } }, other]);
});

test.each([
  ['a function', { aggregatorKey: () => 'x' }],
  ['a wrong value', { capacity: -1 }],
  ['a wrong template', { requestHeaders: { 'x-a': '{tenant}' } }],
])('%s among the options is refused before any worker is started', (_, options) => {
  expect(() => createTransport({ url, ...options } as never)).toThrow(ConfigurationError);
  expect(transport).not.toHaveBeenCalled();
});

test('a function that the worker will load is not loaded here, but its file must be there', () => {
  createTransport({ url, aggregatorKey: { module: './test/grouping/fixtures/broken.mjs', name: 'keyOf' } });
  expect(transport).toHaveBeenCalledOnce();
  const missing = { url, aggregatorKey: { module: './no-such-keys.js', name: 'keyOf' } };
  expect(() => createTransport(missing)).toThrow(/option `aggregatorKey`.*there is no file:.*no-such-keys\.js.*relative to/);
  expect(() => createTransport({ url, requestHeaders: { module: 'no-such-package', name: 'x' } })).toThrow(/there is no no-such-package/);
});

test('flush with a callback is Pino’s, flush with options answers with an account, and its mark is no record', async () => {
  const made = createTransport({ url });
  const logger = pino({}, made as never);
  logger.info('x');
  await new Promise<void>((resolve) => made.flush(() => resolve()));
  expect(await made.flush({ timeoutMs: 0 })).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 1 });
  expect(thread.written).toEqual([expect.stringContaining('"msg":"x"'), expect.stringMatching(/^\0[\da-f-]{36} 1\n$/)]);
});

test('what is logged after close is refused here, for a thread-stream would emit error', async () => {
  const dropped: unknown[] = [];
  const made = createTransport({ url, onDrop: (notice) => dropped.push(notice) });
  void made.close({ timeoutMs: 0 });
  made.write('{"level":30}\n');
  await until(() => dropped.length > 0);
  expect(dropped).toEqual([{ count: 1, reason: 'closed' }]);
});
