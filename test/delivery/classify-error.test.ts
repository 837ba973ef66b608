import { expect, test } from 'vitest';
import { classifyError } from '../../src/delivery/classify-error.js';

const coded = (code: string, message = 'secret'): Error => Object.assign(new Error(message), { code });

test.each([
  ['C30', 'ECONNREFUSED'],
  ['C18', 'ECONNRESET'],
  ['C17', 'UND_ERR_SOCKET'],
  ['C30', 'UND_ERR_CONNECT_TIMEOUT'],
  ['C30', 'ETIMEDOUT'],
  ['C30', 'EHOSTUNREACH'],
  ['C28', 'ENOTFOUND'],
  ['C29', 'EAI_AGAIN'],
  ['C18', 'EPIPE'],
  ['C1', 'HPE_INVALID_CONSTANT'],
])('%s %s rests the endpoint', (_row, code) => {
  expect(classifyError(coded(code))).toEqual({ type: 'busy', scope: 'endpoint', reason: code.toLowerCase() });
});

test.each([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'INVALID_CA',
  'HOSTNAME_MISMATCH',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'EPROTO',
])('C26 C27 %s holds the endpoint and is named', (code) => {
  expect(classifyError(coded(code))).toEqual({ type: 'held', scope: 'endpoint', reason: `tls-${code.toLowerCase()}` });
});

test.each([
  [407, 'held'],
  [403, 'held'],
  [502, 'busy'],
  [503, 'busy'],
  [429, 'busy'],
])('C32 a proxy that refuses the tunnel with %i: %s', (status, type) => {
  const error = coded('UND_ERR_ABORTED', `Proxy response (${status}) !== 200 when HTTP Tunneling`);
  expect(classifyError(error)).toEqual({ type, scope: 'endpoint', reason: `proxy-${status}` });
});

test.each([
  ['several addresses, each refused', Object.assign(new AggregateError([coded('ECONNREFUSED')]), { code: 'ECONNREFUSED' }), 'econnrefused'],
  ['an aggregate without a code', new AggregateError([coded('EHOSTUNREACH'), coded('ETIMEDOUT')]), 'ehostunreach'],
  ['a code in the cause', new Error('fetch failed', { cause: coded('ENOTFOUND') }), 'enotfound'],
  ['no code at all', new Error('secret'), 'failed'],
  ['a name, where there is no code', new TypeError('secret'), 'typeerror'],
  ['a code that is a number', Object.assign(new Error('secret'), { code: 20 }), 'failed'],
  ['undefined', undefined, 'failed'],
  ['a text', 'secret', 'failed'],
])('an unknown error is told without its message: %s', (_name, error, reason) => {
  expect(classifyError(error)).toEqual({ type: 'busy', scope: 'endpoint', reason });
});

test.each(['UND_ERR_INVALID_ARG', 'ERR_INVALID_URL'])('%s is a configuration that cannot work: held', (code) => {
  expect(classifyError(coded(code))).toMatchObject({ type: 'held', scope: 'endpoint' });
});
