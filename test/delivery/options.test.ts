import * as v from 'valibot';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { hasZstd } from '../../src/delivery/compress.js';
import type { DeliveryOptions } from '../../src/delivery/delivery-options.js';
import { deliveryOptions } from '../../src/delivery/options.js';
import { decideSettings } from '../../src/delivery/settings.js';

const schema = v.strictObject(deliveryOptions);
const url = 'https://collector.example/v1/logs';
const parse = (options: unknown) => v.parse(schema, options);
const messageFor = (options: unknown): string | undefined => v.safeParse(schema, options).issues?.[0].message;

test('the defaults are those of the plan', () => {
  expect(parse({ url })).toEqual({
    url,
    method: 'POST',
    headers: {},
    idempotencyKey: false,
    concurrency: 8,
    attemptTimeoutMs: 30_000,
    retry: { baseMs: 1000, capMs: 30_000 },
    proxy: 'env',
  });
});

test('the defaults of a fallback are those of the plan', () => {
  expect(parse({ url, fallback: { to: { console: 'stderr' } } }).fallback).toEqual({ afterMs: 60_000, to: { console: 'stderr' } });
  expect(parse({ url, fallback: { to: { file: 'f' } } }).fallback?.to).toEqual({ file: 'f', maxBytes: 10 * 1024 * 1024, maxFiles: 5 });
  expect(parse({ url, fallback: { to: { url } } }).fallback?.to).toEqual({
    url,
    method: 'POST',
    headers: {},
    idempotencyKey: false,
    attemptTimeoutMs: 30_000,
    proxy: 'env',
  });
});

test('the documented type and the schema agree', () => {
  expectTypeOf<v.InferInput<typeof schema>>().toExtend<DeliveryOptions>();
  expectTypeOf<keyof DeliveryOptions>().toEqualTypeOf<keyof v.InferInput<typeof schema>>();
});

test('every option has a line of meaning', () => {
  for (const entry of Object.values(deliveryOptions)) expect(v.getDescription(entry)).toMatch(/^\S.*\.$/);
});

describe('what works is taken', () => {
  test.each<Partial<DeliveryOptions>>([
    { url: 'http://localhost:8080' },
    { url: `${url}/{key.tenant}?a={key}` },
    { collector: { type: 'sumo' } },
    { collector: { type: 'sumo', name: 'n', category: '{key.a}', host: 'h', fields: { a: '{key}' } } },
    { headers: { 'X-A': 'b\tc', 'x-latin': 'ü' } },
    { auth: { username: 'a', password: '' } },
    { auth: { bearer: 't' } },
    { retry: { baseMs: 5 } },
    { compression: 'none' },
    { compression: { type: 'gzip', level: 9 } },
    { tls: { ca: 'PEM', cert: Buffer.from('PEM'), key: ['PEM', new Uint8Array(3)], passphrase: '', rejectUnauthorized: false } },
    { proxy: false },
    { proxy: 'http://user:pass@proxy.example:3128' },
    { idempotencyKey: true },
    { fallback: { to: { url } } },
    {
      fallback: { afterMs: 0, to: { url: `${url}/{key}`, auth: { bearer: 't' }, headers: { a: 'b' }, compression: 'gzip', proxy: false } },
    },
    { fallback: { to: { url, collector: { type: 'sumo', category: '{key}' } } } },
    { fallback: { to: { file: 'logs/lost.ndjson', maxBytes: 1024, maxFiles: 1 } } },
    { fallback: { to: { console: 'stdout' } } },
  ])('%j', (options) => {
    expect(messageFor({ url, ...options })).toBeUndefined();
  });
});

describe('what cannot work is refused with its cure', () => {
  test.each<[string, Record<string, unknown>, RegExp]>([
    ['no url', { url: undefined }, /http:\/\/ or https:\/\/ URL, such as/],
    ['another protocol', { url: 'ftp://x/y' }, /http:\/\/ or https:\/\/ URL/],
    ['half a url', { url: 'collector.example/logs' }, /http:\/\/ or https:\/\/ URL/],
    ['an unknown collector', { collector: { type: 'splank' } }, /'sumo'/],
    ['a collector field that is no text', { collector: { type: 'sumo', fields: { a: 1 } } }, /text/],
    ['an unknown format', { format: 'xml' }, /'ndjson', 'lines' or 'json-array'/],
    ['a method without a body', { method: 'GET' }, /'POST', 'PUT' or 'PATCH'/],
    ['3e-B25 a header name that is none', { headers: { 'x a': '1' } }, /header name/],
    ['3e-B25 CR LF in a header', { headers: { a: 'b\r\nc: d' } }, /line breaks/],
    ['3e-B25 NUL in a header', { headers: { a: 'b\0' } }, /control characters/],
    ['a header outside of Latin-1', { headers: { a: '€' } }, /percent-encode/],
    ['a header that is a number', { headers: { a: 1 } }, /text/],
    ['half of the credentials', { auth: { username: 'a' } }, /\{ username, password \} or \{ bearer \}/],
    ['no requests at a time', { concurrency: 0 }, /from 1 to 256/],
    ['half a request at a time', { concurrency: 1.5 }, /whole number/],
    ['no time at all', { attemptTimeoutMs: 0 }, /from 1 to 600000/],
    ['a cap below the base', { retry: { baseMs: 10, capMs: 5 } }, /capMs/],
    ['a word in the retry', { retry: { base: 10 } }, /./],
    ['an unknown compression', { compression: 'br' }, /'none', 'gzip', 'zstd'/],
    ['too high a level', { compression: { type: 'gzip', level: 10 } }, /from 1 to 9/],
    ['a certificate that is a number', { tls: { ca: 1 } }, /PEM text or a Buffer/],
    ['a proxy that is no url', { proxy: 'proxy:3128' }, /'env', false or the http:\/\/ URL/],
    ['a word for a key', { idempotencyKey: 'yes' }, /true or false/],
    ['a fallback without a destination', { fallback: {} }, /\{ url \}, \{ file \} or \{ console \}/],
    ['a fallback to nothing', { fallback: { to: {} } }, /\{ url \} of another collector, \{ file \} or \{ console \}/],
    ['a fallback to a text', { fallback: { to: 'stderr' } }, /\{ file \} or \{ console \}/],
    ['a fallback to a printer', { fallback: { to: { console: 'printer' } } }, /'stderr' or 'stdout'/],
    ['a fallback to no file', { fallback: { to: { file: '' } } }, /path of a file/],
    ['a file that holds next to nothing', { fallback: { to: { file: 'a', maxBytes: 10 } } }, /from 1024/],
    ['no files', { fallback: { to: { file: 'a', maxFiles: 0 } } }, /from 1 to 1000/],
    ['a fallback to half a url', { fallback: { to: { url: 'collector.example' } } }, /http:\/\/ or https:\/\/ URL/],
    ['a fallback before its time', { fallback: { afterMs: -1, to: { console: 'stderr' } } }, /from 0 to 86400000/],
    ['true for a proxy', { proxy: true }, /'env', false or/],
  ])('%s', (_name, options, cure) => {
    expect(messageFor({ url, ...options })).toMatch(cure);
  });

  test.each<Record<string, unknown>>([
    { url: 'SECRET' },
    { url: { SECRET: 1 } },
    { headers: 'SECRET' },
    { headers: { a: 'SECRET\n' } },
    { headers: { 'SECRET ': 'a' } },
    { auth: 'SECRET' },
    { auth: { username: 'a', password: ['SECRET'] } },
    { auth: { bearer: '', SECRET: 1 } },
    { proxy: 'SECRET' },
    { tls: 'SECRET' },
    { tls: { ca: ['SECRET', 5] } },
    { tls: { passphrase: 987_654_321 } },
    { auth: { username: 'a', password: 987_654_321 } },
    { fallback: { to: { url: 'SECRET' } } },
    { fallback: { to: { url, auth: { bearer: 987_654_321 } } } },
    { fallback: { to: { url, headers: { a: 'SECRET\n' } } } },
  ])('and no message holds what may be a secret: %j', (options) => {
    const message = messageFor({ url, ...options });
    expect(message).toBeDefined();
    expect(message).not.toMatch(/SECRET|987654321/);
  });

  test.skipIf(hasZstd)('zstd where this Node has none', () => {
    expect(messageFor({ url, compression: 'zstd' })).toMatch(/Node 22\.15 or 23\.8/);
    expect(messageFor({ url, compression: { type: 'zstd', level: 3 } })).toMatch(/Node 22\.15 or 23\.8/);
  });
});

describe('what is decided from the options', () => {
  const preset = { format: 'lines', compression: { type: 'gzip', level: 1 }, headers: () => ({}) } as const;

  test.each([
    ['a bare url: NDJSON, not compressed', {}, undefined, 'application/x-ndjson; charset=utf-8', { type: 'none' }],
    ['a collector: as it wants', {}, preset, 'text/plain; charset=utf-8', { type: 'gzip', level: 1 }],
    [
      'options win over the collector',
      { format: 'json-array', compression: 'none' },
      preset,
      'application/json; charset=utf-8',
      { type: 'none' },
    ],
    [
      'gzip without a level is quick',
      { compression: 'gzip' },
      undefined,
      'application/x-ndjson; charset=utf-8',
      { type: 'gzip', level: 1 },
    ],
  ])('%s', (_name, options, given, contentType, compression) => {
    const settings = decideSettings(parse({ url, ...options }), given);
    expect([settings.format.contentType, settings.compression]).toEqual([contentType, compression]);
  });

  test.each([
    ['https://ada:p%40ss@collector.example', {}, { username: 'ada', password: 'p@ss' }],
    ['https://ada:pass@collector.example', { auth: { bearer: 't' } }, { bearer: 't' }],
    ['https://collector.example', {}, undefined],
    ['https://ada:100%@collector.example', {}, { username: 'ada', password: '100%' }],
  ])('credentials of %s', (address, options, auth) => {
    expect(decideSettings(parse({ url: address, ...options })).auth).toEqual(auth);
  });
});
