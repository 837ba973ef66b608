import { describe, expect, test } from 'vitest';
import { createWash } from '../../../src/security/wash/create-wash.js';

const wash = createWash();
const S = 'maple-otter-41';

/** A record, and the same through the other door. */
const washed = (record: unknown): readonly string[] => [JSON.stringify(wash.record(record)), wash.line(JSON.stringify(record))];

const MASKED: readonly (readonly [string, unknown, unknown])[] = [
  ['a name and its value', { name: 'DB_PASSWORD', value: S }, { name: 'DB_PASSWORD', value: '***' }],
  ['in the other order', { value: S, name: 'DB_PASSWORD' }, { value: '***', name: 'DB_PASSWORD' }],
  ['with capitals', { Name: '/prod/db'.slice(6), Key: 'api_key', Value: S }, { Name: 'db', Key: 'api_key', Value: '***' }],
  ['a header', { header: 'Authorization', value: `Basic ${S}` }, { header: 'Authorization', value: '***' }],
  ['a number', { key: 'pin', value: 4711 }, { key: 'pin', value: '***' }],
  [
    'what is below',
    { key: 'cookie', value: { stringValue: S, parts: [S] } },
    { key: 'cookie', value: { stringValue: '***', parts: ['***'] } },
  ],
  ['a change', { field: 'password', oldValue: S, newValue: `${S}!` }, { field: 'password', oldValue: '***', newValue: '***' }],
  [
    'a complaint',
    { type: 'field', value: S, msg: 'Invalid value', path: 'password', location: 'body' },
    { type: 'field', value: '***', msg: 'Invalid value', path: 'password', location: 'body' },
  ],
  ['credentials', { type: 'password', value: S, temporary: false }, { type: 'password', value: '***', temporary: false }],
  [
    "a container's environment",
    {
      env: [
        { name: 'PORT', value: '8080' },
        { name: 'STRIPE_SECRET_KEY', value: S },
      ],
    },
    {
      env: [
        { name: 'PORT', value: '8080' },
        { name: 'STRIPE_SECRET_KEY', value: '***' },
      ],
    },
  ],
  ['what looks random', { name: 'csrf-token', content: 'q8Zx2LmN4vT7' }, { name: 'csrf-token', content: '***' }],
  [
    'raw headers',
    { rawHeaders: ['Host', 'a:1', 'X-Kind', 'token', 'Cookie', `sid=${S}`, 'Authorization', `Basic ${S}`] },
    { rawHeaders: ['Host', 'a:1', 'X-Kind', 'token', 'Cookie', '***', 'Authorization', '***'] },
  ],
  ['headers in a row', { headers: ['Accept', '*/*', 'Cookie', `sid=${S}`] }, { headers: ['Accept', '*/*', 'Cookie', '***'] }],
  [
    'entries',
    {
      list: [
        ['user', 'bob'],
        ['pin', S],
        ['password', [S]],
      ],
    },
    {
      list: [
        ['user', 'bob'],
        ['pin', '***'],
        ['password', ['***']],
      ],
    },
  ],
  ['one entry', [['password', S]], [['password', '***']]],
  ['arguments', { argv: ['node', '--password', S, '-v', '--pin', 4711] }, { argv: ['node', '--password', '***', '-v', '--pin', '***'] }],
  ['an argument in one', { argv: ['node', `--token=${S}`] }, { argv: ['node', '--token=***'] }],
  ['two texts, one random', { list: ['x-api-key', 'q8Zx2LmN4vT7'] }, { list: ['x-api-key', '***'] }],
];

describe.each(MASKED)('A45 %s', (_, given, expected) => {
  test.each([
    ['at the top', (value: unknown) => value],
    ['in an object', (value: unknown) => ({ level: 30, msg: 'm', inner: value, n: 1 })],
    ['in a list', (value: unknown) => ({ msg: 'm', list: [{ n: 1 }, { inner: value }, null] })],
  ])('%s', (_place, within) => {
    const masked = JSON.stringify(within(expected));
    expect(washed(within(given))).toEqual([masked, masked]);
    expect(washed(within(expected))).toEqual([masked, masked]);
  });
});

test.each<readonly [string, unknown]>([
  ['a metric', { name: 'tokens', value: 1523 }],
  ['a small number', { name: 'token', value: 42 }],
  ['a yes', { name: 'password', value: true }],
  ['a state', { field: 'password', value: 'required' }],
  ['a name that says nothing', { name: 'sunflower', value: S }],
  ['a text about it', { id: 'password', text: 'Forgot your password, Mia?' }],
  ['a path', { path: '/oauth/token', value: 1523 }],
  ['a question', { name: 'Please enter a valid token', value: S }],
  ['a type', { type: 'token', value: 'identifier' }],
  ['names of a member in another object', { a: { name: 'password' }, b: { value: S } }],
  ['a reference', { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
  ['names of headers', { allowedHeaders: ['Authorization', 'Content-Type', 'Cookie', 'X-Api-Key'] }],
  ['names of fields', { required: ['password', 'username'], fields: ['token', 'email'] }],
  ['words', { tags: ['auth', 'token expired', 'password', 'reset by mail'] }],
  ['flags without arguments', { argv: ['--password', '--token', '-v'] }],
  [
    'rows',
    {
      rows: [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 1],
      ],
    },
  ],
])('A45 %s stays: %j', (_, record) => {
  const same = JSON.stringify(record);
  expect(washed(record)).toEqual([same, same]);
});

test.each<readonly [string, unknown]>([
  ['an entry', { list: [['password', '\u0001x']] }],
  ['an argument', { argv: ['--pin', 'a\n'] }],
  ['a header', { headers: ['Cookie', '\n;'] }],
])('A45 %s that grows by its escapes is masked in both doors, and once for all', (_, record) => {
  const [copied, line] = washed(record);
  expect(line).toBe(copied);
  expect(line).toContain('***');
  expect(wash.line(line ?? '')).toBe(line);
});

test('A45 a number of many digits is no flag, whatever hides it meanwhile', () => {
  const leaks = Array.from({ length: 300 }, () => createWash().line('{"argv":["--pin",12345678901234567890]}'));
  expect(new Set(leaks)).toEqual(new Set(['{"argv":["--pin","***"]}']));
});

test('A45 a text that has its value in it names nothing behind it', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIN\n-----END PRIVATE KEY-----';
  const masked = JSON.stringify({ lines: ['env: KEY=[private_key]', 'trace 00d763febedde356'] });
  expect(washed({ lines: [`env: KEY=${key}`, 'trace 00d763febedde356'] })).toEqual([masked, masked]);
  expect(wash.line(masked)).toBe(masked);
});

test('A45 what is left of a private key names nothing', () => {
  const pem = 'dump -----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIN\n-----END PRIVATE KEY-----';
  const masked = JSON.stringify({ id: 'dump [private_key]', value: 'order 17' });
  expect(washed({ id: pem, value: 'order 17' })).toEqual([masked, masked]);
  expect(wash.line(masked)).toBe(masked);
});
