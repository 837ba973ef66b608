import { describe, expect, test } from 'vitest';
import { findJwks } from '../../../src/security/scan/jwk.js';
import { createWash } from '../../../src/security/wash/create-wash.js';
import { drawText, LETTERS_AND_DIGITS, randomOf } from './draw-text.js';
import { cpuMsOf, maskedBy, TOO_LONG_MS } from './seen-by.js';

const random = randomOf(6);
const part = (): string => drawText(random, LETTERS_AND_DIGITS, 43);
const EC = { kty: 'EC', crv: 'P-256', x: part(), y: part(), d: part(), kid: 'sign-1', key_ops: ['sign'] };
const RSA = { d: part(), p: part(), q: part(), dp: part(), dq: part(), qi: part(), n: part(), e: 'AQAB', kty: 'RSA' };
const SHARED = { kty: 'oct', k: part(), alg: 'HS256' };
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];

const partsOf = (key: object): readonly string[] => Object.entries(key).flatMap(([name, value]) => (PRIVATE.includes(name) ? [value] : []));
const masked = (text: string, parts: readonly string[], by: string): string =>
  parts.reduce((left, each) => left.replaceAll(each, by), text);

const FRAMES: readonly (readonly [string, (json: string) => string])[] = [
  ['alone', (json) => json],
  ['in a sentence', (json) => `signing with ${json}, {"d":"not a key"}`],
  ['in a set', (json) => `{"keys":[{"kty":"OKP","x":"abc"},${json}]}`],
  ['in JSON in JSON', (json) => JSON.stringify({ key: json, d: 'not a key' })],
  ['printed', (json) => json.replaceAll('"', "'").replaceAll(',', ', ')],
  ['printed without quotes', (json) => json.replaceAll('"', '').replaceAll(':', '=').replaceAll(',', ', ')],
];

describe.each([
  ['an elliptic key', EC],
  ['a key of RSA', RSA],
  ['a shared key', SHARED],
])('A45 the private members of %s', (_, key) => {
  test.each(FRAMES)('are found %s', (_frame, write) => {
    const text = write(JSON.stringify(key));
    expect(maskedBy(findJwks, text)).toBe(masked(text, partsOf(key), '***'));
  });

  test('are masked in a record, a line and a message, and washing it again changes nothing', () => {
    const wash = createWash();
    const expected = JSON.parse(masked(JSON.stringify({ level: 30, jwk: key, d: 'x' }), partsOf(key), '[private_key]'));
    expect(wash.record({ level: 30, jwk: key, d: 'x' })).toEqual(expected);
    const line = wash.line(JSON.stringify({ level: 30, jwk: key, d: 'x' }));
    expect(JSON.parse(line)).toEqual(expected);
    expect(wash.line(line)).toBe(line);
    const message = wash.record({ msg: `key ${JSON.stringify(key)}` });
    for (const each of partsOf(key)) expect(JSON.stringify(message)).not.toContain(each);
    expect(wash.record(message)).toEqual(message);
  });
});

test('A45 the key that a cut text ends in is found', () => {
  const text = `{"kty":"EC","d":"${EC.d.slice(0, 30)}`;
  expect(maskedBy(findJwks, text)).not.toContain(EC.d.slice(0, 30));
});

test.each([
  '{"d":"2026-02-01","p":"high","k":"v"}',
  '{"kty":"EC","crv":"P-256","x":"abc"}',
  '{"kty":"EC","d":"***"}',
  '{"a":{"kty":"EC"},"d":"not beside"}',
  '{ kty: string; d: string }',
  'kty d: x',
])('A45 %s stays', (text) => {
  expect(maskedBy(findJwks, text)).toBe(text);
});

test("A45 a user's own rule for a member wins", () => {
  const wash = createWash({ paths: [{ path: 'jwk.d', mask: 'drop' }] });
  expect(wash.record({ jwk: { kty: 'EC', d: EC.d } })).toEqual({ jwk: { kty: 'EC' } });
});

test('A45 members stay where private keys are not looked for', () => {
  const wash = createWash({ kinds: { privateKey: false } });
  expect(wash.record({ jwk: EC })).toEqual({ jwk: EC });
});

test.each(['kty', '{kty', 'kty:', '{kty:d:', '{"kty":"d":"', 'kty}', '{', 'd:', '{kty d='])(
  'A50 36 KiB of "%s" take milliseconds',
  (unit) => {
    expect(cpuMsOf(findJwks, unit.repeat(36_864 / unit.length))).toBeLessThan(TOO_LONG_MS);
  },
);
