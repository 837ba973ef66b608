import { execFileSync } from 'node:child_process';
import { createHmac, createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../../src/core/errors.js';
import { createPseudonyms } from '../../../src/security/masks/pseudonyms.js';
import type { Kind } from '../../../src/security/scan/finding.js';

const KEY = Buffer.from('a key that nobody must ever see!');
const OLD_KEY = Buffer.from('an older key, as secret as that.');
const pseudonyms = createPseudonyms({ key: KEY, keyId: 'k1', previous: [{ key: OLD_KEY, keyId: 'k0' }] });

const expected = (key: Uint8Array, keyId: string, [kind, value]: readonly [string, string]) =>
  `${kind}:${keyId}:${createHmac('sha256', key).update(`${kind}\0${value}`).digest().subarray(0, 16).toString('base64url')}`;

test('A45 A52 a pseudonym is a keyed hash of kind and value, as RFC 2104 has it', () => {
  expect(pseudonyms.of('email', 'user@company.com')).toBe(expected(KEY, 'k1', ['email', 'user@company.com']));
  expect(pseudonyms.of('email', 'user@company.com')).toMatch(/^email:k1:[\w-]{22}$/);
});

test('A52 a pseudonym is the same in another process', () => {
  const script = `
    const { createHmac } = require('node:crypto');
    const digest = createHmac('sha256', ${JSON.stringify(KEY.toString())}).update('email\\0user@company.com').digest();
    process.stdout.write('email:k1:' + digest.subarray(0, 16).toString('base64url'));`;
  expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).toBe(pseudonyms.of('email', 'user@company.com'));
});

test.for<readonly [Kind, string, string]>([
  ['email', ' User@Company.COM ', 'user@company.com'],
  ['email', 'user%40company.com', 'user@company.com'],
  ['card', ['4111', '1111', '1111', '1111'].join('-'), ['4111', '1111', '1111', '1111'].join('')],
  ['phone', '+49 (30) 123-4567', '0049 30 1234567'],
  ['iban', 'de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
  ['ssn', '219 09 9999', '219-09-9999'],
  ['ip', '2001:DB8::1', '2001:db8:0:0:0:0:0:1'],
  ['ip', '::ffff:cb00:714d', '203.0.113.77'],
])('A52 two writings of one %s, %s and %s, share a pseudonym', ([kind, one, other]) => {
  expect(pseudonyms.of(kind, one)).toBe(pseudonyms.of(kind, other));
});

test('A52 what has no other writings is hashed as it is', () => {
  expect(pseudonyms.of('secret', ' User 7 ')).toBe(expected(KEY, 'k1', ['secret', ' User 7 ']));
  expect(pseudonyms.of('ip', 'no address')).toBe(expected(KEY, 'k1', ['ip', 'no address']));
});

test('A52 a pseudonym differs by kind, by key id, by key and by value', () => {
  const other = createPseudonyms({ key: OLD_KEY, keyId: 'k1' });
  const renamed = createPseudonyms({ key: KEY, keyId: 'k2' });
  const all = [
    pseudonyms.of('email', 'user@company.com'),
    pseudonyms.of('secret', 'user@company.com'),
    pseudonyms.of('email', 'user2@company.com'),
    other.of('email', 'user@company.com'),
    renamed.of('email', 'user@company.com'),
  ];
  expect(new Set(all).size).toBe(all.length);
});

test('A45 the pseudonym of a pseudonym is itself, under every key', () => {
  for (const { pseudonym } of pseudonyms.underEveryKey('email', 'user@company.com'))
    expect(pseudonyms.of('secret', pseudonym)).toBe(pseudonym);
});

test('A48 a pseudonym does not change when it is no longer remembered', () => {
  const first = pseudonyms.of('email', 'user@company.com');
  for (let index = 0; index < 5000; index += 1) pseudonyms.of('email', `user${index}@company.com`);
  expect(pseudonyms.of('email', 'user@company.com')).toBe(first);
});

describe('the key', () => {
  test.for([
    ['bytes', KEY],
    ['a key object', createSecretKey(KEY)],
    ['a function', () => KEY],
  ] as const)('A52 may be %s', ([, key]) => {
    expect(createPseudonyms({ key, keyId: 'k1' }).of('email', 'a@b.example')).toBe(pseudonyms.of('email', 'a@b.example'));
  });

  test('A52 may be wiped by its owner once it is given', () => {
    const wiped = Buffer.from(KEY);
    const made = createPseudonyms({ key: wiped, keyId: 'k1' });
    wiped.fill(0);
    expect(made.of('email', 'a@b.example')).toBe(pseudonyms.of('email', 'a@b.example'));
  });

  const SHORT = 'canary-key';
  const pair = generateKeyPairSync('ed25519');
  test.for<readonly [string, unknown, unknown, RegExp]>([
    ['too short', Buffer.from(SHORT), 'k1', /`security\.pseudonym\.key`: must be at least 32 random bytes.*received 10 bytes/],
    ['a text', SHORT, 'k1', /received a value of type string/],
    ['a public key', createPublicKey(pair.privateKey), 'k1', /must be at least 32/],
    ['absent', undefined, 'k1', /received undefined/],
    ['a promise', () => Promise.reject(new Error(SHORT)), 'k1', /received a promise/],
    [
      'thrown',
      () => {
        throw new Error(SHORT);
      },
      'k1',
      /`security\.pseudonym\.key`: threw/,
    ],
    ['without an id', KEY, undefined, /`security\.pseudonym\.keyId`: must be 1 to 16/],
    ['with an id that is too long', KEY, 'x'.repeat(17), /received 17 characters/],
    ['with an id that breaks the form', KEY, 'k:1', /must be 1 to 16/],
  ])('A42 that is %s is refused, and not told', ([, key, keyId, message]) => {
    const error = (() => {
      try {
        return createPseudonyms({ key: key as Uint8Array, keyId: keyId as string });
      } catch (thrown) {
        return thrown;
      }
    })() as ConfigurationError;
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(message);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SHORT);
  });

  test('A52 two keys of one id are refused', () => {
    expect(() => createPseudonyms({ key: KEY, keyId: 'k1', previous: [{ key: OLD_KEY, keyId: 'k1' }] })).toThrow(/two keys have the id k1/);
  });

  test('A52 a previous key is looked over too', () => {
    expect(() => createPseudonyms({ key: KEY, keyId: 'k1', previous: [{ key: Buffer.alloc(8), keyId: 'k0' }] })).toThrow(
      /`security\.pseudonym\.previous\[0\]\.key`/,
    );
  });

  test('A42 shows nowhere', () => {
    pseudonyms.of('email', 'user@company.com');
    const shown = [inspect(pseudonyms, { depth: 9, showHidden: true }), JSON.stringify(pseudonyms), String(pseudonyms)].join();
    for (const form of [KEY.toString(), KEY.toString('hex'), KEY.toString('base64'), 'user@company.com']) expect(shown).not.toContain(form);
  });
});
