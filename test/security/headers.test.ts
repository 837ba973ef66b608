import { validateHeaderName, validateHeaderValue } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSafeHeaders, safeHeader } from '../../src/security/headers.js';

const sanitise = (headers: unknown) => {
  const reasons: string[] = [];
  const safe = createSafeHeaders((reason) => reasons.push(reason))(headers as Record<string, unknown>);
  return { safe, reasons };
};

test.for([
  ['text stays', 'acme', 'acme', []],
  ['numbers and booleans become text', 5, '5', []],
  ['space around is trimmed', '  acme ', 'acme', []],
  ['CRLF cannot end the header', 'acme\r\nX-Admin: 1', 'acme X-Admin: 1', ['value-control']],
  ['a newline at the end goes', 'acme\n', 'acme', ['value-control']],
  ['NUL, DEL and escape become a space', 'a\0b\u007fc\u001bd', 'a b c d', ['value-control']],
  ['other alphabets are percent-encoded', 'Zürich', 'Z%C3%BCrich', ['value-encoded']],
  ['so that decoding gives the text back', '100% 東京', '100%25 %E6%9D%B1%E4%BA%AC', ['value-encoded']],
  ['a percent sign alone is left as it is', '100%', '100%', []],
  ['a newline of Unicode is no newline any more', 'a\u2028b', 'a%E2%80%A8b', ['value-encoded']],
  ['a lone surrogate becomes U+FFFD', 'a\ud800', 'a%EF%BF%BD', ['value-encoded']],
  ['8 KiB pass', 'x'.repeat(8192), 'x'.repeat(8192), []],
] as const)('3e-B25 %s', ([, value, expected, reasons]) => {
  expect(sanitise({ 'X-Tenant': value })).toEqual({ safe: { 'X-Tenant': expected }, reasons });
});

test.for([
  ['a longer value', { 'X-A': 'x'.repeat(8193) }, ['value-too-long']],
  ['a value that encoding makes too long', { 'X-A': 'ü'.repeat(2000) }, ['value-encoded', 'value-too-long']],
  ['a value of 50 MB', { 'X-A': 'ü'.repeat(25_000_000) }, ['value-encoded', 'value-too-long']],
  ['a list', { 'X-A': ['a', 'b'] }, ['value-type']],
  ['an object', { 'X-A': { toString: () => 'a' } }, ['value-type']],
  ['not a number', { 'X-A': Number.NaN }, ['value-type']],
  ['a symbol', { 'X-A': Symbol('a') }, ['value-type']],
  ['nothing', { 'X-A': undefined, 'X-B': null }, []],
  ['a name with a line break', { 'X-A\r\nX-Admin': '1' }, ['name-invalid']],
  [
    'a name with a space, a colon, a letter of another alphabet',
    { 'X A': '1', 'X:A': '1', 'X-Ä': '1', '': '1' },
    Array(4).fill('name-invalid'),
  ],
  ['the name that would reach the prototype', JSON.parse('{"__proto__":"1"}'), ['name-invalid']],
  [
    'a getter that throws',
    {
      get 'X-A'() {
        throw new Error('secret');
      },
    },
    ['unreadable'],
  ],
  ['what is no object', null, ['unreadable']],
  [
    'a proxy that throws',
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('secret');
        },
      },
    ),
    ['unreadable'],
  ],
] as const)('3e-B25 not sent, but counted: %s', ([, headers, reasons]) => {
  expect(sanitise(headers)).toEqual({ safe: {}, reasons });
});

test.for([
  'Content-Length',
  'transfer-encoding',
  'Connection',
  'HOST',
  'upgrade',
  'expect',
  'te',
  'trailer',
  'keep-alive',
  'proxy-connection',
])('3e-B25 %s belongs to the HTTP client', (name) => {
  expect(sanitise({ [name]: '1', 'X-A': 'a' })).toEqual({ safe: { 'X-A': 'a' }, reasons: ['name-reserved'] });
});

test('one bad header costs no other', () => {
  expect(sanitise({ a: '1', 'b b': '2', c: ['3'], d: '4' }).safe).toEqual({ a: '1', d: '4' });
});

test('of names that differ in case alone the last wins, once', () => {
  expect(sanitise({ 'X-A': '1', 'x-b': '2', 'x-a': '3' })).toEqual({ safe: { 'x-a': '3', 'x-b': '2' }, reasons: ['name-duplicate'] });
});

test('inherited headers are not sent', () => {
  expect(sanitise(Object.create({ 'X-A': '1' })).safe).toEqual({});
});

const anyHeaders = fc.dictionary(
  fc.oneof(fc.constantFrom('X-A', 'x-a', 'Host', '__proto__'), fc.string({ unit: 'binary' })),
  fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
);

test('3e-B25 whatever is handed in, node:http takes what comes out', () => {
  fc.assert(
    fc.property(anyHeaders, (headers) => {
      for (const [name, value] of Object.entries(sanitise(headers).safe)) {
        validateHeaderName(name);
        validateHeaderValue(name, value);
        expect(value).toMatch(/^[\x20-\x7e]*$/);
      }
    }),
  );
});

test('tenants that differ stay apart', () => {
  const tenants = ['Zürich', 'Zyrich', 'Zörich', 'Z rich', 'Z?rich'];
  expect(new Set(tenants.map((tenant) => sanitise({ t: tenant }).safe['t'])).size).toBe(tenants.length);
});

test.for([
  ['x-scope-orgid', 'acme\r\nX-Evil: 1', ['x-scope-orgid', 'acme X-Evil: 1']],
  ['x-scope-orgid', 'tenänt', ['x-scope-orgid', 'ten%C3%A4nt']],
  ['x-scope-orgid', '\ttab', ['x-scope-orgid', 'tab']],
  ['x-scope-orgid', undefined, undefined],
  ['x-scope-orgid', 'x'.repeat(8193), undefined],
  ['bad name', 'v', undefined],
  ['x:y', 'v', undefined],
  ['a\r\nb', 'v', undefined],
  ['é', 'v', undefined],
  ['', 'v', undefined],
  ['Content-Length', '5', undefined],
] as const)('A44 the header %j: %j becomes %j', ([name, value, expected]) => {
  expect(safeHeader(name, value)).toEqual(expected);
});
