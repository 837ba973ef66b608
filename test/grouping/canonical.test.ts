import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalName } from '../../src/grouping/canonical.js';

class Tenant {
  readonly id = 'a';
  readonly region: string | undefined;
}

test.each<[unknown, string]>([
  [null, 'null'],
  ['', '""'],
  ['1', '"1"'],
  [1, '1'],
  [-0, '0'],
  [1e21, '1e+21'],
  [true, 'true'],
  ['true', '"true"'],
  ['a"\\\n\u2028', '"a\\"\\\\\\n\u2028"'],
  ['\ud800', '"\\ud800"'],
  [[1, '1', [null]], '[1,"1",[null]]'],
  [{ b: 2, a: { d: 4, c: 3 } }, '{"a":{"c":3,"d":4},"b":2}'],
  [{ 2: 'two', 10: 'ten' }, '{"10":"ten","2":"two"}'],
  [{}, '{}'],
  [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  [{ a: 1, [Symbol('hidden')]: 2 }, '{"a":1}'],
])('B4 the key %o is written %s', (key, text) => {
  expect(canonicalName(key)).toBe(text);
});

test('B4 an instance of a class is its own enumerable data', () => {
  class Pair {
    readonly b = 2;
    readonly a = 1;
  }
  expect(canonicalName(new Pair())).toBe('{"a":1,"b":2}');
});

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a bigint', 1n],
  ['a symbol', Symbol('s')],
  ['a function', () => 1],
  ['a date', new Date(0)],
  ['a map', new Map([['a', 1]])],
  ['a promise', Promise.resolve('tenant')],
  ['an error', Object.assign(new Error('e'), { code: 1 })],
  ['a buffer', Buffer.from('a')],
  ['a url', new URL('http://a/')],
  ['a boxed string', Object('a')],
  [
    'an instance without visible data',
    new (class Hidden {
      readonly #id = 1;
      get id() {
        return this.#id;
      }
    })(),
  ],
  ['a part that is undefined', { a: undefined }],
  ['an instance with a missing part', new Tenant()],
  ['a hole', new Array(1)],
  ['nine levels', [[[[[[[[[1]]]]]]]]]],
  ['more than 4096 characters', 'x'.repeat(4095)],
  ['many parts', Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`p${index}`, 1]))],
  ['a million items', Array.from({ length: 1e6 }, () => 1)],
])('%s is no key', (_, key) => {
  expect(canonicalName(key)).toBeUndefined();
});

test.each<[string, unknown]>([
  ['eight levels', [[[[[[[[1]]]]]]]]],
  ['4096 characters', 'x'.repeat(4094)],
])('%s is a key', (_, key) => {
  expect(canonicalName(key)).toBe(JSON.stringify(key));
});

test('a key that contains itself is no key', () => {
  const key: Record<string, unknown> = { a: 1 };
  key['self'] = key;
  expect(canonicalName(key)).toBeUndefined();
});

const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const plainKey = fc.letrec((tie) => ({
  key: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('key'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('key'), { maxKeys: 4 }),
  ),
})).key;

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, part]) => [name, shuffled(part)] as const)
      .reverse(),
  );
};

test('B4 equal keys have equal text whatever the order of their parts; the text reads back as the key, so different keys differ', () => {
  fc.assert(
    fc.property(plainKey, (key) => {
      const text = canonicalName(key);
      fc.pre(text !== undefined);
      expect(canonicalName(shuffled(key))).toBe(text);
      expect(JSON.parse(text!)).toEqual(JSON.parse(JSON.stringify(key)));
    }),
  );
});
