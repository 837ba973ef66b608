import { describe, expect, test } from 'vitest';
import { createNamedSecrets } from '../../../src/security/scan/named-secrets.js';
import { classify, findWith, washNamed } from './wash-named.js';

describe('A45 credentials go, their scheme stays', () => {
  test.each([
    ['Authorization: Bearer abcdefgh12345', 'Authorization: Bearer ***'],
    ['authorization=Bearer abcdefgh12345 host=x', 'authorization=Bearer *** host=x'],
    ['{"authorization":"Bearer abcdefgh12345","accept":"*/*"}', '{"authorization":"Bearer ***","accept":"*/*"}'],
    ["curl -H 'Authorization: Bearer abcdefgh12345' https://x", "curl -H 'Authorization: Bearer ***' https://x"],
    ['auth "bearer abcdefgh12345"', 'auth "bearer ***"'],
    ['Bearer mF_9.B5f-4.1JqM expired', 'Bearer *** expired'],
    ['proxy rejected Basic Ym9iOmtlc3RyZWw= (407)', 'proxy rejected Basic *** (407)'],
    ['Authorization: ApiKey kestrelxyz', 'Authorization: ApiKey ***'],
    ['Authorization: Token token="kestrelxyz", nonce="def"', 'Authorization: Token ***'],
    ['authorization: kestrelraw12', 'authorization: ***'],
    ['Authorization: Negotiate YIIJvwYGKwYBBQ', 'Authorization: Negotiate ***'],
    ['Authorization: Digest username="bob", realm="r", response="6629fae4", opaque="5ccc"', 'Authorization: Digest ***'],
    [
      'Authorization: AWS4-HMAC-SHA256 Credential=A/b/aws4_request, SignedHeaders=host, Signature=5d672d79 x',
      'Authorization: AWS4-HMAC-SHA256 *** x',
    ],
    ['{"name":"Authorization","value":"Bearer abcdefgh123456"}', '{"name":"Authorization","value":"Bearer ***"}'],
    [
      "rawHeaders: [ 'Host', 'x', 'Authorization', 'Bearer abcdefgh1234567' ]",
      "rawHeaders: [ 'Host', 'x', 'Authorization', 'Bearer ***' ]",
    ],
  ])('%s', (text, washed) => {
    expect(washNamed(text)).toBe(washed);
    expect(washNamed(washed)).toBe(washed);
  });
});

test('A45 credentials are of a kind of their own', () => {
  const { values } = createNamedSecrets(classify);
  expect(findWith([values], 'Authorization: Bearer abcdefgh12345')).toEqual([{ kind: 'authorization', start: 22, end: 35, shown: 0 }]);
});

describe('A45 sentences about schemes stay', () => {
  test.each([
    ...[
      'Authorization: missing',
      'Authorization header missing',
      'Authorization: Bearer token missing',
      'Basic authentication required',
      'basic plan selected',
    ],
    ...['bearer of bad news', 'Bearer token missing', 'Digest algorithm MD5', 'token type: Bearer', 'WWW-Authenticate: Basic realm="api"'],
    ...[
      'WWW-Authenticate: Bearer error="invalid_token"',
      'authorization: granted',
      'Authorization: Bearer <source token>',
      'Authorization: Splunk',
    ],
  ])('%s', (text) => {
    expect(washNamed(text)).toBe(text);
  });
});
