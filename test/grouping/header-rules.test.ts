import { expect, test, vi } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { compileRequestHeaders, type HeaderTemplates } from '../../src/grouping/header-rules.js';

const info = { attempt: 1, refresh: false, count: 2, chunkId: 'c1' };
const base = { 'content-type': 'text/plain', 'x-tenant': 'base' };

test('B6 a header function is asked as it is, with the base headers, the key and the request', () => {
  const requestHeaders = vi.fn((headers: Record<string, string>, key: unknown) => ({ ...headers, key }));
  const key = { woo: 'a' };
  expect(compileRequestHeaders(requestHeaders)?.(base, key, info)).toEqual({ ...base, key });
  expect(requestHeaders).toHaveBeenCalledWith(base, key, info);
});

test.each<[string, HeaderTemplates, object]>([
  ['add', { 'X-Logshmog-Woo': '{key.woo}', 'X-Level': 'at {key.level}' }, { ...base, 'X-Logshmog-Woo': 'foo123', 'X-Level': 'at info' }],
  ['replace, whatever the case of the name,', { 'X-Tenant': '{key.woo}' }, { 'content-type': 'text/plain', 'X-Tenant': 'foo123' }],
  ['leave out what is empty of', { 'X-Tenant': '{key.missing}', 'X-Empty': '' }, base],
])('B6 header templates %s the base headers', (_, templates, expected) => {
  const given = { ...base };
  expect(compileRequestHeaders(templates)?.(given, { woo: 'foo123', level: 'info' }, info)).toEqual(expected);
  expect(given).toEqual(base);
});

test('without the option there is no header function', () => {
  expect(compileRequestHeaders(undefined)).toBeUndefined();
});

test('a template over anything but the key is a configuration error that names the header', () => {
  expect(() => compileRequestHeaders({ 'X-Level': '{level}' })).toThrow(ConfigurationError);
  expect(() => compileRequestHeaders({ 'X-Level': '{level}' })).toThrow('option `requestHeaders.X-Level`: {level}');
});
