import { expect, test } from 'vitest';
import { ConfigurationError } from '../src/core/errors.js';
import { createHandler } from '../src/handler.js';
import { describeOptions, resolveOptions } from '../src/options.js';
import { createDestination, createTransport } from '../src/transports/pino.js';
import { sendLogs } from '../src/transports/send-logs.js';
import { BufferingAsyncTransport } from '../src/transports/winston.js';

const url = 'http://127.0.0.1:9/';

const refusalOf = (options: unknown): ConfigurationError | undefined => {
  try {
    resolveOptions(options);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return error as ConfigurationError;
  }
};

const WITHOUT_URL = /^option `url`: must be an http:\/\/ or https:\/\/ URL, such as .*; received undefined$/;

test.each<[string, (options: never) => unknown]>([
  ['createHandler', createHandler],
  ['createDestination', createDestination],
  ['createTransport', createTransport],
  ['new BufferingAsyncTransport', (options) => new BufferingAsyncTransport(options)],
  ['new BufferingAsyncTransport in a worker', (options) => new BufferingAsyncTransport({ ...(options as object), worker: true } as never)],
])('B19 %s without options, or without a url, asks for the url', (_, open) => {
  for (const options of [undefined, null, {}, { capacity: 5 }]) {
    expect(() => open(options as never)).toThrow(ConfigurationError);
    expect(() => open(options as never)).toThrow(WITHOUT_URL);
  }
  expect(() => open(url as never)).toThrow(ConfigurationError);
});

test('B19 sendLogs without options asks for the url', async () => {
  await expect(sendLogs([], undefined as never)).rejects.toThrow(WITHOUT_URL);
});

/** Takes everything. */
const FREE: readonly string[] = ['context'];
const WRONG = [null, '', '10', -1, 1.5, Number.NaN, true, [], [Symbol('x')], () => 'x', Symbol('x')];
const NESTED: Readonly<Record<string, readonly unknown[]>> = {
  collector: [{}, { type: 'splunk' }, { type: 'sumo', host: 5 }, { type: 'sumo', fields: 5 }, { type: 'sumo', fields: { a: 1 } }],
  retry: [{ baseMs: '1' }, { capMs: 0 }, { baseMs: 10, capMs: 5 }],
  limits: [{ depth: '3' }, { recordBytes: 1 }],
  headers: [{ a: 1 }, { 'x y': '1' }, { a: 'b\r\nc' }],
  auth: [{}, { username: 'u' }, { bearer: '' }, { bearer: 't', username: 'u' }],
  tls: [{ ca: 5 }, { ca: '' }, { ca: [5] }, { servername: 5 }, { rejectUnauthorized: 'no' }],
  compression: [{ type: 'gzip' }, { type: 'gzip', level: 10 }, { type: 'br', level: 1 }],
  proxy: ['socks://x', {}],
  spool: [{}, { directory: '' }, { directory: '/s', mode: 'disk' }, { directory: '/s', fsync: true }, { directory: '/s', maxBytes: 1000 }],
  deadLetters: [{}, { directory: 5 }, { directory: '/d', keep: 'none' }, { directory: '/d', maxBytes: '1 MB' }],
  fallback: [{}, { to: {} }, { to: { url: 'x' } }, { to: { file: '' } }, { afterMs: -1, to: { console: 'stderr' } }],
};

test.for(describeOptions().filter(({ name }) => !FREE.includes(name)))(
  'B19 every refusal of $name says what would be right and what came',
  ({ name }) => {
    const refusals = [...WRONG, ...(NESTED[name] ?? [])]
      .map((value) => refusalOf({ url, [name]: value }))
      .filter((error) => error !== undefined);
    expect(refusals.length).toBeGreaterThan(3);
    for (const { message } of refusals)
      expect(message).toMatch(
        new RegExp(`^option \`${name}(\\.[\\w .]+)?\`(: must (be|not|have) .+; received .+| is unknown: known are .+)$`, 's'),
      );
  },
);

test.each([
  [{ capacity: '10' }, 'option `capacity`: must be a whole number, 1 or more; received "10"'],
  [{ overflow: 'wait' }, "option `overflow`: must be 'drop-by-level', 'drop-oldest', 'drop-newest' or 'block'; received \"wait\""],
  [{ spool: '/var/spool' }, 'option `spool`: must be an object such as { directory: \'/var/lib/my-app/logs\' }; received "/var/spool"'],
  [
    { spool: { directory: '' } },
    "option `spool.directory`: must be the path of a directory of this app's own, such as '/var/lib/my-app/logs'; received \"\"",
  ],
  [{ spool: { directory: '/s', mode: 'wal' } }, "option `spool.mode`: must be 'journal' or 'spill'; received \"wal\""],
  [{ spool: { directory: '/s', fsync: 'often' } }, "option `spool.fsync`: must be 'interval', 'always' or 'never'; received \"often\""],
  [{ spool: { directory: '/s', fsyncIntervalMs: 0 } }, 'option `spool.fsyncIntervalMs`: must be a whole number, 10 or more; received 0'],
  [{ spool: { directory: '/s', maxBytes: 4096 } }, 'option `spool.maxBytes`: must be a whole number, 262144 or more; received 4096'],
  [{ spool: { directory: '/s', maxAgeMs: '72h' } }, 'option `spool.maxAgeMs`: must be a whole number, 1000 or more; received "72h"'],
  [{ spool: { directory: '/s', maxSize: 1 } }, 'option `spool.maxSize` is unknown: did you mean `maxBytes` or `maxAgeMs`?'],
  [
    { deadLetters: { directory: '/d', keep: 'everything' } },
    "option `deadLetters.keep`: must be 'refused' or 'all'; received \"everything\"",
  ],
  [{ deadLetters: { directory: '/d', maxBytes: 1 } }, 'option `deadLetters.maxBytes`: must be a whole number, 1048576 or more; received 1'],
  [{ encryptionKey: 'secret' }, 'option `encryptionKey`: must be a function that answers { id, key }; received another text'],
  [{ encryptionKey: Buffer.alloc(32) }, 'option `encryptionKey`: must be a function that answers { id, key }; received an object'],
  [{ retry: 5 }, 'option `retry`: must be { baseMs, capMs }, or one of the two; received 5'],
  [{ name: {} }, 'option `name`: must be a text that is not empty; received an object'],
  [{ onDrop: 'x' }, 'option `onDrop`: must be a function; received "x"'],
  [{ url: undefined, endpoint: url }, 'option `endpoint` is unknown: did you mean `url`?'],
  [{ batchSize: 10 }, 'option `batchSize` is unknown: did you mean `chunkSize`, records in one request?'],
])('B19 %j is refused by name, with the cure and the value', (wrong, message) => {
  expect(refusalOf({ url, ...wrong })?.message).toBe(message);
});
