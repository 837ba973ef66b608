import { beforeEach, describe, expect, test } from 'vitest';
import { createHandler } from '../../../src/handler.js';
import type { SecurityOptions } from '../../../src/handler-options.js';
import { type Collector, startCollector } from '../../../src/testing/index.js';
import { canaries, secrets, tracesIn } from '../../kit/canary.js';
import type { CanaryDoorName } from '../../kit/canary-doors.js';
import { expectSilent, printed, runOn, startCanary } from './canary-stage.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
  return () => collector.close();
});

const KEY = { key: Buffer.alloc(32, 'k'), keyId: 'k1' };

/** One record of everything, and what becomes of its parts. */
const fields = {
  mail: secrets.email,
  card: secrets.card,
  server: '203.0.113.77',
  nickname: 'Wren',
  user: { email: 'wren@example.org', address: '1 Long Lane, Faketown', items: [{ note: 'leave at the door' }] },
  tokenCount: 17,
  password: canaries.password,
  mac: '3c:22:fb:9a:01:7e',
  badge: 'EMP-123456',
};

type Row = readonly [what: string, security: SecurityOptions, becomes: Readonly<Record<string, unknown>>];

const rows: readonly Row[] = [
  [
    'A45 the default',
    {},
    {
      mail: 'n***@company.com',
      card: '****1486',
      server: '203.0.113.x',
      password: '***',
      tokenCount: 17,
      nickname: 'Wren',
      mac: fields.mac,
    },
  ],
  ['A45 preset strict', { preset: 'strict' }, { mail: 'n***@company.com', mac: expect.not.stringContaining('9a:01:7e'), nickname: 'Wren' }],
  ['A45 preset off', { preset: 'off' }, fields],
  [
    'A52 preset gdpr',
    { preset: 'gdpr', pseudonym: KEY },
    {
      mail: expect.stringMatching(/^email:k1:[\w-]{22}$/),
      password: '***',
      user: expect.objectContaining({ address: expect.not.stringContaining('Lane') }),
    },
  ],
  ['A45 typeSafe', { typeSafe: true }, { card: null, mail: 'n***@company.com', tokenCount: 17 }],
  [
    'A45 allowValues',
    { allowValues: [secrets.email] },
    { mail: secrets.email, user: expect.objectContaining({ email: 'w***@example.org' }) },
  ],
  ['A45 a kind that is off', { kinds: { email: false, ip: false } }, { mail: secrets.email, server: fields.server, card: '****1486' }],
  ['A45 a kind in full', { kinds: { card: 'full', email: 'full' } }, { mail: '[email]', card: '[card]' }],
  [
    'A45 a kind as a pseudonym',
    { kinds: { email: 'hash' }, pseudonym: KEY },
    { mail: expect.stringMatching(/^email:k1:/), card: '****1486' },
  ],
  ['A45 a kind by a function', { kinds: { email: (value) => `<${value.length}>` } }, { mail: `<${secrets.email.length}>` }],
  [
    'A45 paths',
    { paths: ['user.email', 'user.items[*].note', { path: 'nickname', mask: { mask: 'full', text: '(gone)' } }] },
    { nickname: '(gone)', user: { email: expect.stringContaining('***'), address: fields.user.address, items: [{ note: '***' }] } },
  ],
  ['A45 keys added', { keys: { add: ['nickname', { key: /^bad/, mask: 'drop' }] } }, { nickname: '***', badge: undefined }],
  ['A45 keys allowed', { keys: { allow: ['password'] } }, { password: canaries.password }],
  [
    'A50 a rule that masks, one that tags',
    {
      rules: [
        { name: 'employee', literals: ['EMP-'], pattern: /EMP-\d{6}/ },
        { name: 'bird', literals: ['Wren'], pattern: /\bWren\b/, action: 'tag' },
      ],
    },
    { badge: '[employee]', nickname: 'Wren', securityTags: ['bird'] },
  ],
];

test.each(rows)('%s: what arrives', async (_what, security, becomes) => {
  await using handler = createHandler({ url: collector.url, security });
  handler.handle({ message: 'm', fields });
  await handler.flush();
  const [record] = collector.records as readonly Record<string, unknown>[];
  for (const [key, value] of Object.entries(becomes)) expect(record?.[key], key).toEqual(value);
});

const TARGETS = ['Pino, target', 'Pino, createTransport', 'Winston, worker'] as const;
const MODULE = './test/system/security/user-functions.mjs';

const confess = async (door: CanaryDoorName, security: SecurityOptions): Promise<string> => {
  await using app = await startCanary({ door, options: { url: collector.url, security } });
  await app.line('traces');
  await runOn(app);
  expectSilent(app);
  const text = JSON.stringify(collector.records);
  expect(tracesIn(text)).toEqual([]);
  expect(printed(app, 'logged')).toHaveLength(1);
  collector.clear();
  return text;
};

const pseudonymsIn = (text: string): readonly string[] => [...new Set(text.match(/\bemail:k1:[\w-]{22}\b/g))].toSorted();

test('A52 one person has one pseudonym in every process and thread that has the key, and another under another key', async () => {
  const gdpr: SecurityOptions = { preset: 'gdpr', pseudonym: KEY };
  const first = pseudonymsIn(await confess('createHandler', gdpr));
  expect(first).toHaveLength(1);
  for (const door of ['Pino, target', 'Winston, worker'] as const) expect(pseudonymsIn(await confess(door, gdpr))).toEqual(first);
  const loaded = { key: { module: MODULE, name: 'key' }, keyId: 'k1' };
  expect(pseudonymsIn(await confess('Pino, createTransport', { preset: 'gdpr', pseudonym: loaded }))).toEqual(first);
  expect(pseudonymsIn(await confess('createHandler', { preset: 'gdpr', pseudonym: { ...KEY, key: Buffer.alloc(32, 'x') } }))).not.toEqual(
    first,
  );
});

describe.each(TARGETS)('in the worker of %s', (door) => {
  test('A45 A50 masks and checks are loaded by their addresses, and patterns cross as they are', async () => {
    const text = await confess(door, {
      kinds: { email: { module: MODULE, name: 'initials' }, token: { module: MODULE, name: 'failing' } },
      rules: [
        {
          name: 'seven',
          literals: ['FORBIDDEN-'],
          pattern: /FORBIDDEN-\d{2}/,
          validate: { module: MODULE, name: 'isEmployee' },
          action: 'reject',
        },
      ],
    });
    expect(text).toContain('<n>');
    expect(text).toContain('[token]');
    expect(text).not.toContain('FORBIDDEN');
  });
});

test.each(['Pino, createTransport', 'Winston, worker'] as const)(
  'A42 a key that cannot be had in the worker of %s is told of by the name of its option; what its function threw is not, and nothing goes out',
  async (door) => {
    await using app = await startCanary({
      door,
      options: { url: collector.url, security: { preset: 'gdpr', pseudonym: { key: { module: MODULE, name: 'failing' }, keyId: 'k1' } } },
    });
    await app.line('`security.pseudonym.key`: threw');
    expectSilent(app);
    expect(collector.requests).toEqual([]);
  },
);
