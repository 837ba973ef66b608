import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { auditSchema } from '../../src/audit/options.js';
import { createSign, provingKey } from '../../src/audit/signing-key.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const KINDS = 'must be a secret of at least 32 bytes, an Ed25519 key (PEM or KeyObject), or a function that answers one';

test('A52 the audit has a default for everything', () => {
  expect(v.parse(auditSchema, {})).toEqual({ chain: 'chunk', everyRecords: 1000, everyMs: 10_000, file: 'logferry-audit.ndjson' });
});

test.each([
  ['a secret', Buffer.alloc(32)],
  ['an array of bytes', new Uint8Array(64)],
  ['a secret as KeyObject', createSecretKey(Buffer.alloc(32))],
  ['a private key', privateKey],
  ['one as PEM', privateKey.export({ type: 'pkcs8', format: 'pem' })],
  ['a function', () => privateKey],
  ['the address of a function', { module: './key.js', name: 'key' }],
])('A52 a key may be %s', (_, key) => {
  expect(v.parse(auditSchema, { key }).key).toBe(key);
});

describe('A52 a refusal says what would be right, and nothing of the key', () => {
  test.each<[string, object, string]>([
    ['a short secret', { key: Buffer.from('s3cret') }, 'must have at least 32 bytes'],
    ['a password', { key: 's3cret' }, KINDS],
    ['a number', { key: 12 }, KINDS],
    ['a public key', { key: publicKey }, 'is a public key: it proves signatures, give the private one'],
    ['an RSA key', { key: rsa }, KINDS],
    ['a broken PEM', { key: '-----BEGIN PRIVATE ' + 'KEY-----\ns3cret\n' }, KINDS],
    ['a chain of something else', { chain: 'batch' }, "must be 'chunk' or 'record'"],
    ['no records', { everyRecords: 0 }, 'must be a whole number from 1 to 100000 (default 1000)'],
    ['no time', { everyMs: 99 }, 'must be a whole number from 100 to 3600000 (default 10000)'],
    ['no file', { file: '' }, 'must be the path of a file'],
    ['a text to call', { onCheckpoint: 'console.log' }, 'must be a function or { module, name }'],
    ['a long name of a key', { keyId: 'k'.repeat(17) }, 'must be 1 to 16 of A-Za-z0-9_-'],
  ])('%s', (_, options, message) => {
    const { issues = [] } = v.safeParse(auditSchema, options);
    expect(issues.map((issue) => issue.message)).toEqual([message]);
    expect(issues[0]!.message).not.toContain('s3cret');
  });

  test('an option that there is not', () => {
    expect(v.safeParse(auditSchema, { every: 1 }).issues?.[0]?.expected).toBe('never');
  });

  test('a function that answers no key', () => {
    expect(() => createSign(() => 's3cret')).toThrow(`option \`security.audit.key\`: ${KINDS}`);
    expect(() => provingKey('s3cret')).toThrow(`the key ${KINDS}`);
    expect(() => provingKey(rsa)).toThrow(`the key ${KINDS}`);
  });
});
