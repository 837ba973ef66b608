import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import type { LineFacts } from '../../src/core/line.js';
import { createKeyOf, type KeyOfOptions } from '../../src/grouping/key-of.js';

const at = (level: string): LineFacts => ({ time: 1000, level, severity: 9 });
const context = { foo: 'foo123', moo: 'moo123' };
const lineWith = (fields: object) => `${JSON.stringify({ level: 30, time: 1000, ...fields, msg: 'hello' })}\n`;
const groupOf = (options: KeyOfOptions, fields: object = {}, level = 'info') => createKeyOf(options).of(lineWith(fields), at(level));

test.each<[string, KeyOfOptions, unknown, string]>([
  ['absent', {}, null, 'null'],
  ['a template', { aggregatorKey: '{fields.tenant}/{level}' }, 'a/info', '"a/info"'],
  ['a literal', { aggregatorKey: 'all' }, 'all', '"all"'],
  [
    'an object of templates',
    { context, aggregatorKey: { woo: '{context.foo}', hoo: '{context.moo}/{level}' } },
    { woo: 'foo123', hoo: 'moo123/info' },
    '{"hoo":"moo123/info","woo":"foo123"}',
  ],
  [
    'a function',
    {
      context,
      aggregatorKey: ((record, { foo }: typeof context) => ({
        woo: foo,
        n: record.fields['n'] as number,
      })) as KeyOfOptions['aggregatorKey'],
    },
    { woo: 'foo123', n: 7 },
    '{"n":7,"woo":"foo123"}',
  ],
  ['a function that gives null', { aggregatorKey: () => null }, null, 'null'],
])('B4 with an aggregatorKey that is %s, the group has that key', (_, options, key, name) => {
  expect(groupOf(options, { tenant: 'a', n: 7 })).toEqual({ key, name });
});

test.each<[string, KeyOfOptions]>([
  ['a function', { aggregatorKey: (record) => ({ tenant: record.fields['tenant'] as string, level: record.level }) }],
  ['a template', { aggregatorKey: '{level}/{fields.tenant}' }],
  ['an object of templates', { aggregatorKey: { t: '{fields.tenant}', l: '{level}' } }],
  ['a template over the level', { aggregatorKey: '{level}' }],
  ['absent', {}],
])('B4 equal keys of %s give the same group object', (_, options) => {
  const keyOf = createKeyOf(options);
  const first = keyOf.of(lineWith({ tenant: 'a' }), at('info'));
  expect(first).toBeDefined();
  expect(keyOf.of(lineWith({ tenant: 'a', other: 1 }), at('info'))).toBe(first);
});

test('B4 keys that differ only in the order of their parts are one group', () => {
  let turn = 0;
  const keyOf = createKeyOf({ aggregatorKey: () => (turn++ % 2 === 0 ? { a: 1, b: 2 } : { b: 2, a: 1 }) });
  expect(keyOf.of('{}', at('info'))).toBe(keyOf.of('{}', at('info')));
});

test('B9 the key function gets the frozen record and the context as given', () => {
  const aggregatorKey = vi.fn(() => 'k');
  groupOf({ context, aggregatorKey }, { tenant: 'a' }, 'warn');
  const [record, given] = aggregatorKey.mock.calls[0] as unknown as [Record<string, unknown>, unknown];
  expect(given).toBe(context);
  expect([record['time'], record['level'], record['severity'], record['message'], record['fields']]).toEqual([
    1000,
    'warn',
    9,
    'hello',
    { tenant: 'a' },
  ]);
  expect(Object.isFrozen(record)).toBe(true);
});

test('B9 a context function is asked for each record whose key reads it, and for no other', () => {
  let asked = 0;
  const counting = () => {
    asked += 1;
    return { n: `${asked}` };
  };
  const byTemplate = createKeyOf({ context: counting, aggregatorKey: '{context.n}/{level}' });
  expect([byTemplate.of('{}', at('info'))?.key, byTemplate.of('{}', at('info'))?.key]).toEqual(['1/info', '2/info']);
  const byFunction = createKeyOf({ context: counting, aggregatorKey: (_, given) => (given as { n: string }).n });
  expect([byFunction.of('{}', at('info'))?.key, byFunction.of('{}', at('info'))?.key]).toEqual(['3', '4']);
  createKeyOf({ context: counting, aggregatorKey: '{level}' }).of('{}', at('info'));
  createKeyOf({ context: counting }).of('{}', at('info'));
  expect(asked).toBe(4);
});

const failing: [string, KeyOfOptions, string][] = [
  ['a function that throws', { aggregatorKey: () => expect.fail('key') }, 'key-function-threw'],
  ['a function that gives undefined', { aggregatorKey: () => undefined as never }, 'key-is-not-plain-data'],
  ['an async function', { aggregatorKey: (async () => 'a') as never }, 'key-is-not-plain-data'],
  [
    'a function whose key throws as it is read',
    {
      aggregatorKey: () => ({
        get a(): string {
          return expect.fail('part');
        },
      }),
    },
    'key-function-threw',
  ],
  ['a function, and a context that throws', { aggregatorKey: () => 'k', context: () => expect.fail('context') }, 'context-function-threw'],
  [
    'a template, and a context that throws',
    { aggregatorKey: '{context.a}', context: () => expect.fail('context') },
    'context-function-threw',
  ],
  ['a template over a value without text', { aggregatorKey: 'x{context.at}{level}', context: { at: new Date() } }, 'key-is-not-plain-data'],
  [
    'templates over a value without text',
    { aggregatorKey: { at: '{context.at}', t: '{fields.tenant}' }, context: { at: new Date() } },
    'key-is-not-plain-data',
  ],
  ['a template over a text that is too long', { aggregatorKey: '{fields.long}' }, 'key-is-not-plain-data'],
];

test.each(failing)('B5 the key of %s cannot be computed: the record has no group', (_, options, failure) => {
  const keyOf = createKeyOf(options);
  expect(keyOf.of(lineWith({ long: 'x'.repeat(5000) }), at('info'))).toBeUndefined();
  expect(keyOf.failures).toEqual({ count: 1, last: failure });
});

test.each(failing)('B5 with a fallbackKey, the record of %s goes to its group', (_, options) => {
  const keyOf = createKeyOf({ ...options, fallbackKey: { b: 'unkeyed', a: 1 } });
  const group = keyOf.of(lineWith({ long: 'x'.repeat(5000) }), at('info'));
  expect(group).toEqual({ name: '{"a":1,"b":"unkeyed"}', key: { a: 1, b: 'unkeyed' } });
  expect(keyOf.failures.count).toBe(1);
});

test('B5 a key function that fails for one record of ten costs the other nine nothing', () => {
  const keyOf = createKeyOf({
    aggregatorKey: (record) => {
      if (record.fields['n'] === 3) throw new Error('three');
      return 'k';
    },
  });
  const groups = Array.from({ length: 10 }, (_, n) => keyOf.of(lineWith({ n }), at('info')));
  expect(groups.filter((group) => group === undefined)).toHaveLength(1);
  expect(groups[3]).toBeUndefined();
});

test('B5 a template over the level that fails once is tried again', () => {
  const broken: { at: unknown } = { at: new Date() };
  const keyOf = createKeyOf({ context: broken, aggregatorKey: '{context.at}' });
  expect(keyOf.of('{}', at('info'))).toBeUndefined();
  broken.at = 'now';
  expect(keyOf.of('{}', at('info'))?.key).toBe('now');
});

test.each([new Date(), Number.NaN, () => 1])('a fallbackKey of %s is a configuration error', (fallbackKey) => {
  expect(() => createKeyOf({ fallbackKey })).toThrow(ConfigurationError);
  expect(() => createKeyOf({ fallbackKey })).toThrow('option `fallbackKey`');
});

test('a key that reads no field never looks at the line', () => {
  const line = new Proxy({}, { get: () => expect.fail('line read') }) as unknown as string;
  const keyOf = createKeyOf({ context, aggregatorKey: { woo: '{context.foo}', hoo: '{level}' } });
  expect(keyOf.of(line, at('warn'))?.key).toEqual({ woo: 'foo123', hoo: 'warn' });
  expect(createKeyOf({}).of(line, at('warn'))?.key).toBeNull();
  expect(createKeyOf({ aggregatorKey: (record) => record.level }).of(line, at('warn'))?.key).toBe('warn');
});

test('records of one level form one group, whatever the logger calls it', () => {
  const keyOf = createKeyOf({ aggregatorKey: '{level}' });
  expect(['info', 'warn', 'info', 'crit', 'my-level'].map((level) => keyOf.of('{}', at(level))?.key)).toEqual([
    'info',
    'warn',
    'info',
    'crit',
    'my-level',
  ]);
  expect(keyOf.stats()).toEqual({ hits: 1, misses: 4, size: 4, evictions: 0 });
});

test('the cache is bounded, and a forgotten key still gets its own group', () => {
  const keyOf = createKeyOf({ aggregatorKey: '{fields.tenant}', cacheSize: 10 });
  for (let round = 0; round < 2; round += 1) {
    for (let tenant = 0; tenant < 30; tenant += 1) {
      expect(keyOf.of(lineWith({ tenant }), at('info'))).toEqual({ key: `${tenant}`, name: `"${tenant}"` });
    }
  }
  expect(keyOf.stats()).toEqual({ hits: 0, misses: 60, size: 10, evictions: 50 });
});

test('no value can pretend to be two: records share a group exactly when all parts of their keys are equal', () => {
  const keyOf = createKeyOf({ aggregatorKey: { a: '{fields.a}', b: '{fields.b}' } });
  const part = fc.oneof(fc.constantFrom('', '1:', '1:x', 'x', 'x1:', '0:', '\u0000', '","'), fc.string({ unit: 'binary', maxLength: 4 }));
  fc.assert(
    fc.property(part, part, part, part, (a, b, c, d) => {
      const one = keyOf.of(lineWith({ a, b }), at('info'));
      const other = keyOf.of(lineWith({ a: c, b: d }), at('info'));
      expect(one === other).toBe(a === c && b === d);
      expect(one?.key).toEqual({ a, b });
    }),
    { numRuns: 1000 },
  );
});
