import { describe, expect, test } from 'vitest';
import { createEncodedSecretsFinder } from '../../../src/security/scan/encoded-json.js';
import { cpuMsOf, findingsBy, maskedBy, TOO_LONG_MS } from './seen-by.js';

const find = createEncodedSecretsFinder((name) => ['password', 'apiKey', 'a "b'].includes(name));
const encode = (text: string) => Buffer.from(text).toString('base64');
const SECRET = encode('{"user":"jane","password":"hunter2"}');

describe('base64 that hides a secret', () => {
  test.each([
    ['{"password":"x1"}'],
    ['{"user":"jane","password":"hunter2"}'],
    ['{ "user": "jane", "apiKey" : "k" }'],
    ['{\n  "apiKey": 12345\n}'],
    ['{\r\n\t"apiKey": ["a"]}'],
    ['{\t"nested": {"deeper": {"password": "x"}}}'],
    ['[{"id":1},{"password":"x"}]'],
    ['{"1":"digit first","password":"x"}'],
    ['{"user":"Zoë \u{1f600}","password":"x"}'],
    [`{"fill":"${'a'.repeat(9000)}","password":"x"}`],
  ])('A45 is masked whole: %j', (json) => {
    for (const format of ['base64', 'base64url'] as const) {
      const text = Buffer.from(json).toString(format);
      expect(findingsBy(find, `state=${text}&x=1`)).toEqual([{ kind: 'secret', start: 6, end: 6 + text.length, shown: 0 }]);
    }
  });

  test.each([
    ['cookie: s=@; Path=/', 'cookie: s=***; Path=/'],
    ['"@"', '"***"'],
    ['data:application/json;base64,@', 'data:application/json;base64,***'],
    ['a\\n@\\n', 'a\\n***\\n'],
    ['(@)(@)', '(***)(***)'],
  ])('A45 in %s is masked alone', (frame, masked) => {
    expect(maskedBy(find, frame.replaceAll('@', SECRET))).toBe(masked);
  });

  test('A45 that was cut behind the value is masked', () => {
    expect(maskedBy(find, `s=${SECRET.slice(0, 44)}...`)).toBe('s=***...');
  });

  test('A45 a private key is masked, a certificate stays', () => {
    const pem = (label: string) => encode(`${'-----BE'}GIN ${label}-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n`);
    expect(findingsBy(find, `client-key-data: ${pem('RSA PRIVATE KEY')}`)).toMatchObject([{ kind: 'privateKey', start: 17 }]);
    expect(findingsBy(find, `certificate-authority-data: ${pem('CERTIFICATE')}`)).toEqual([]);
  });

  test('A45 a JWT is masked', () => {
    const jwt = [encode('{"alg":"none"}'), encode('{"sub":"1"}'), 'c2lnbmF0dXJl'].join('.');
    expect(findingsBy(find, `t=${encode(jwt)}`)).toMatchObject([{ kind: 'jwt', start: 2 }]);
  });

  test('A45 is not looked for where nobody wants it', () => {
    expect(findingsBy(find, SECRET, { unwanted: ['secret', 'privateKey', 'jwt'] })).toEqual([]);
  });
});

test.each([
  ['{"page":2,"sort":"price","q":"password"}'],
  ['{"password":null,"user":"jane"}'],
  ['{"password":true,"user":"jane"}'],
  ['{"password":"","user":"jane"}'],
  ['{"passwordless":"yes please","id":1}'],
  ['not an object, "password":"x"'],
  [`{"${'a'.repeat(80)}password":"x"}`],
])('base64 without a secret stays: %j', (json) => {
  expect(maskedBy(find, `x=${encode(json)}`)).toBe(`x=${encode(json)}`);
});

test.each(['eyJ', 'eyJ-', 'ey', 'eyJ:', encode('":":'), encode('{":":":'), 'W3s ', 'ZXlK-', 'ZXlK ', 'LS0tLS1CRUdJTi-', '='])(
  'A50 a text that repeats %s takes a few milliseconds',
  (bead) => {
    const repeated = bead.repeat(Math.ceil(36_000 / bead.length));
    expect(cpuMsOf(find, repeated)).toBeLessThan(TOO_LONG_MS);
    expect(cpuMsOf(find, `${encode('{"a":1,')}${repeated}`)).toBeLessThan(TOO_LONG_MS);
  },
);
