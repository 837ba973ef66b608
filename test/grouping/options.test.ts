import * as v from 'valibot';
import { expect, expectTypeOf, test } from 'vitest';
import type { AggregatorKeyFunction } from '../../src/grouping/aggregator-key.js';
import type { GroupingOptions } from '../../src/grouping/grouping-options.js';
import type { RequestHeadersFunction } from '../../src/grouping/header-rules.js';
import { groupingOptions } from '../../src/grouping/options.js';

const parse = (options: unknown) => v.safeParse(v.object(groupingOptions), options);

test.each<GroupingOptions>([
  {},
  { context: null, aggregatorKey: '{level}', requestHeaders: { 'X-Key': '{key}' }, fallbackKey: null },
  { context: () => 1, aggregatorKey: () => 'k', requestHeaders: () => ({}), fallbackKey: { a: [1] } },
  { aggregatorKey: { woo: '{context.foo}' }, fallbackKey: 'unkeyed' },
  { aggregatorKey: { module: './keys.js', name: 'keyOf' }, requestHeaders: { module: './keys.js', name: 'headersOf' } },
])('%o is accepted as it is', (options) => {
  expect(parse(options)).toMatchObject({ success: true, output: options });
});

test.each([
  ['aggregatorKey', 7],
  ['aggregatorKey', { woo: 7 }],
  ['aggregatorKey', ['{level}']],
  ['aggregatorKey', null],
  ['requestHeaders', '{key}'],
  ['requestHeaders', { 'X-Key': 7 }],
  ['fallbackKey', new Date()],
])('%s of %o is refused, with what it must be', (option, value) => {
  expect(parse({ [option]: value })).toMatchObject({
    success: false,
    issues: [{ message: expect.stringMatching(/^must be /), path: [{ key: option }] }],
  });
});

test.each([
  [{ aggregatorKey: '{tenant}' }, 'option `aggregatorKey`: {tenant}'],
  [{ aggregatorKey: { woo: '{' } }, 'option `aggregatorKey.woo`: the "{"'],
  [{ requestHeaders: { 'X-Key': '{level}' } }, 'option `requestHeaders.X-Key`: {level}'],
])('%o: a wrong template is found with the options', (options, message) => {
  expect(() => parse(options)).toThrow(message);
});

const options = <C, K>(given: GroupingOptions<C, K>) => given;

test('B10 the key type comes from aggregatorKey, and the context type from context', () => {
  options({
    context: { foo: 'foo123', port: 1 },
    aggregatorKey: (record, context) => {
      expectTypeOf(record.level).toEqualTypeOf<string>();
      expectTypeOf(context).toEqualTypeOf<{ foo: string; port: number }>();
      return { woo: context.foo, hoo: context.port };
    },
    requestHeaders: (headers, key, { attempt }) => {
      expectTypeOf(key).toEqualTypeOf<{ woo: string; hoo: number }>();
      return { ...headers, 'X-Woo': key.woo, 'X-Attempt': attempt };
    },
    fallbackKey: { woo: 'none', hoo: 0 },
  });
  options({
    context: () => ({ foo: 'foo123' }),
    aggregatorKey: (_, context) => context.foo.length,
    requestHeaders: async (headers, key) => ({ ...headers, 'X-Length': `${key.toFixed()}` }),
  });
});

test('B10 a fallbackKey that is no such key does not compile', () => {
  // @ts-expect-error the header function could not use this key
  options({ aggregatorKey: () => ({ woo: 'a' }), fallbackKey: 'none' });
});

test('B10 the function types name context and key', () => {
  type Key = { tenant: string };
  expectTypeOf<AggregatorKeyFunction<{ foo: string }, Key>>().parameter(1).toEqualTypeOf<{ foo: string }>();
  expectTypeOf<AggregatorKeyFunction<{ foo: string }, Key>>().returns.toEqualTypeOf<Key>();
  expectTypeOf<RequestHeadersFunction<Key>>().parameter(1).toEqualTypeOf<Key>();
});
