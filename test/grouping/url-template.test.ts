import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { compileUrl } from '../../src/grouping/url-template.js';

test('a url without placeholders is static, and itself for every key', () => {
  const { urlFor, isStatic } = compileUrl('https://collector.example/v1/{{a}}?b=c');
  expect([isStatic, urlFor({ tenant: 'a' })]).toEqual([true, 'https://collector.example/v1/{a}?b=c']);
});

test.each([
  [
    'https://c.example/{key.t}/logs?for={key.t}',
    { t: 'a b/ü?#&' },
    'https://c.example/a%20b%2F%C3%BC%3F%23%26/logs?for=a%20b%2F%C3%BC%3F%23%26',
  ],
  ['http://c.example:8080/{key|none}', null, 'http://c.example:8080/none'],
  ['https://c.example?t={key}', 'v1.2', 'https://c.example?t=v1.2'],
  ['https://c.example/logs/{key}/in', '..', 'https://c.example/logs/%252E%252E/in'],
  ['https://c.example/{key}', '\ud800', 'https://c.example/%EF%BF%BD'],
])('values are encoded: %s over %o is %s', (url, key, expected) => {
  const compiled = compileUrl(url);
  expect([compiled.isStatic, compiled.urlFor(key)]).toEqual([false, expected]);
});

test('whatever the key is, origin and path around it stay', () => {
  const { urlFor } = compileUrl('https://user:pass@c.example:8443/a/{key.one}/b/{key.two}/c?d={key.one}');
  const value = fc.oneof(fc.constantFrom('.', '..', '%2e%2e', '/', '\\', '//evil', '@', '#', '\t'), fc.string({ unit: 'binary' }));
  fc.assert(
    fc.property(value, value, (one, two) => {
      const url = new URL(urlFor({ one, two }));
      expect([url.origin, url.username, url.hash]).toEqual(['https://c.example:8443', 'user', '']);
      expect(url.pathname.split('/')).toEqual(['', 'a', expect.any(String), 'b', expect.any(String), 'c']);
      expect([...url.searchParams.keys()]).toEqual(['d']);
    }),
  );
});

test.each([
  '{key.scheme}://c.example/',
  'https://{key.host}/',
  'https://c.example{key}/',
  'https://c.example:{key}/',
  'https://secret@{key}/',
  'https:\\\\a/{key}',
  '{key}',
])('a placeholder in the origin of %s is a configuration error that does not show the url', (url) => {
  expect(() => compileUrl(url)).toThrow(ConfigurationError);
  expect(() => compileUrl(url)).toThrow(/^option `url`: \{key(\.\w+)?\} stands in the origin\. (?!.*secret)/);
});
