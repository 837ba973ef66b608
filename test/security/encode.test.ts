import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createEncoder } from '../../src/security/encode.js';
import type { Limits } from '../../src/security/options.js';
import { createCopy } from '../../src/security/wash/copy-record.js';
import { createUnwashed } from '../../src/security/wash/unwashed.js';
import { limitsWith } from './limits.js';

const encodeWith = (fields: unknown, changed: Partial<Limits> = {}) => {
  const reasons: string[] = [];
  const line = createEncoder(limitsWith(changed), (reason) => reasons.push(reason)).encode(fields);
  expect(line).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
  return { line, reasons, record: JSON.parse(line) };
};

const encode = (fields: unknown, changed?: Partial<Limits>) => encodeWith(fields, changed).line;
const decode = (fields: unknown, changed?: Partial<Limits>) => encodeWith(fields, changed).record;
const reasonsOf = (fields: unknown, changed?: Partial<Limits>) => encodeWith(fields, changed).reasons;

const throws = (): never => {
  throw new Error('a secret');
};

describe('what JSON can say is written as JSON.stringify writes it', () => {
  test.for([
    ['a flat record', { level: 30, msg: 'hello "you"\n', ok: true, none: null, gone: undefined, unit: 1e21, minus: -0 }],
    ['a nested record', { a: { b: [1, [2], { c: 'd' }], e: {} }, f: [] }],
    ['a record of nothing', {}],
    ['a record without a prototype', Object.assign(Object.create(null), { a: 1 })],
    ['keys that need quotes', { 'a"b': 1, 'ü\n': { '': 2 } }],
    ['keys that are numbers', { b: 1, 10: 2, 9: { x: 1, 1: 2 } }],
    ['dates', { at: new Date(0), never: new Date(Number.NaN) }],
    ['what says itself', { url: new URL('https://example.org/a?b'), own: { toJSON: () => ({ a: [1] }) } }],
    ['boxed primitives', { a: Object(1), b: Object('x'), c: Object(true), d: [Object('y')] }],
    [
      'what a class instance owns',
      {
        a: new (class Point {
          x = 1;
          get y() {
            return 2;
          }
        })(),
      },
    ],
  ] as const)('%s', ([, fields]) => {
    expect(encodeWith(fields)).toMatchObject({ line: JSON.stringify(fields), reasons: [] });
  });
});

describe('3e-B1', () => {
  test('a circular reference is named, at every depth and through every container', () => {
    const record: Record<string, unknown> = { a: 1 };
    const map = new Map<string, unknown>([['up', record]]);
    Object.assign(record, { self: record, list: [record], map, set: new Set([map]) });
    map.set('map', map);
    const error = new Error('x');
    error.cause = error;
    expect(decode({ record })['record']).toEqual({
      a: 1,
      self: '[Circular]',
      list: ['[Circular]'],
      map: { up: '[Circular]', map: '[Circular]' },
      set: [{ up: '[Circular]', map: '[Circular]' }],
    });
    expect(decode({ error })['error']).toMatchObject({ message: 'x', cause: '[Circular]' });
  });

  test('an object that says it is its own parent is circular', () => {
    const parent: Record<string, unknown> = {};
    parent['child'] = { toJSON: () => parent };
    expect(decode({ parent })).toEqual({ parent: { child: '[Circular]' } });
  });

  test('the same object twice is no circle', () => {
    const shared = { a: 1 };
    expect(decode({ x: shared, y: [shared, shared] })).toEqual({ x: shared, y: [shared, shared] });
  });
});

test('3e-B2 BigInts become decimal texts, those of absurd length a word', () => {
  expect(
    decode({ a: 123n, b: -(2n ** 64n), c: new BigInt64Array([1n, -2n]), d: new BigUint64Array([3n]), e: Object(4n), f: 1n << 9999n }),
  ).toEqual({
    a: '123',
    b: '-18446744073709551616',
    c: ['1', '-2'],
    d: ['3'],
    e: '4',
    f: '[BigInt]',
  });
});

describe('3e-B3 what throws costs its own key only, and its text stays out', () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();

  test.for<[string, unknown, unknown]>([
    [
      'a getter',
      {
        get b() {
          return throws();
        },
        c: 1,
      },
      { b: '[Throws]', c: 1 },
    ],
    ['a getter in a list', Object.defineProperty([1, 2], 0, { get: throws }), ['[Throws]', 2]],
    ['toJSON', { toJSON: throws }, '[Throws]'],
    [
      'a getter of toJSON',
      {
        get toJSON() {
          return throws();
        },
      },
      '[Throws]',
    ],
    ['a proxy that refuses its keys', new Proxy({}, { ownKeys: throws }), '[Throws]'],
    [
      'a proxy that refuses its values',
      new Proxy({ b: 1 }, { get: (_, key) => (key === 'toJSON' ? undefined : throws()) }),
      { b: '[Throws]' },
    ],
    ['a proxy that refuses its prototype', new Proxy({}, { getPrototypeOf: throws }), '[Throws]'],
    ['a proxy of a list that refuses its length', new Proxy([], { get: throws }), '[Throws]'],
    ['a revoked proxy', revoked.proxy, '[Throws]'],
    [
      'a tag',
      new (class Tagged {
        get [Symbol.toStringTag]() {
          return throws();
        }
      })(),
      '[Throws]',
    ],
    [
      'the cause of an error',
      Object.defineProperty(new Error('x'), 'cause', { get: throws }),
      expect.objectContaining({ message: 'x', cause: '[Throws]' }),
    ],
  ])('%s', ([, value, expected]) => {
    const { line, record, reasons } = encodeWith({ before: 1, value, after: 2 });
    expect(record).toEqual({ before: 1, value: expected, after: 2 });
    expect(line).not.toContain('secret');
    expect(reasons).toEqual(['unreadable']);
  });

  test('a getter of the record itself', () => {
    expect(
      decode({
        before: 1,
        get value() {
          return throws();
        },
        after: 2,
      }),
    ).toEqual({ before: 1, value: '[Throws]', after: 2 });
  });

  test('an object that throws when it is made a primitive is never asked to be one', () => {
    expect(decode({ a: { [Symbol.toPrimitive]: throws, toString: throws, valueOf: throws, b: 1 } })).toEqual({ a: { b: 1 } });
  });

  test('a record that cannot be read at all says so', () => {
    expect(decode(new Proxy({}, { ownKeys: throws }))).toEqual({ message: '[Throws]' });
  });
});

test('toJSON is asked once, and not again of what it answers', () => {
  let asked = 0;
  const answer = { a: 1, toJSON: () => throws() };
  expect(
    decode({
      x: {
        toJSON: () => {
          asked += 1;
          return answer;
        },
      },
    }),
  ).toEqual({ x: { a: 1 } });
  expect(asked).toBe(1);
});

describe('3e-B5', () => {
  test('a message of 50 MB is cut with a mark, and the record says how long it was', () => {
    const message = Buffer.alloc(50_000_000, 'x').toString('latin1');
    const start = performance.now();
    const { record, reasons } = encodeWith({ level: 30, message, after: 1 });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(record).toMatchObject({ level: 30, after: 1, truncated: true });
    expect(record.message).toBe(`${'x'.repeat(32_768 - 15)}…[...TRUNCATED]`);
    expect(record.originalBytes).toBeGreaterThanOrEqual(50_000_000);
    expect(reasons).toEqual(['truncated']);
  });

  test('A34 A46 A47 the limit of a text holds exactly, and no character is cut in two', () => {
    expect(decode({ a: 'x'.repeat(16) }, { stringLength: 16 })).toEqual({ a: 'x'.repeat(16) });
    expect(decode({ a: 'x'.repeat(17) }, { stringLength: 16 })['a']).toBe('x…[...TRUNCATED]');
    expect(decode({ a: '123😀'.repeat(9) }, { stringLength: 19 })['a']).toBe('123…[...TRUNCATED]');
  });

  test.for([
    ['of ASCII', 'x'],
    ['of Umlauts', 'ü'],
    ['of what needs six characters each', '\u0001'],
  ] as const)('many texts %s are cut to the limit of a record', ([, unit]) => {
    const { line, record, reasons } = encodeWith({ level: 30, list: Array.from({ length: 100 }, () => unit.repeat(20_000)) });
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(262_144);
    expect(record).toMatchObject({ level: 30, truncated: true });
    expect(record.list.length).toBeGreaterThan(1);
    expect(reasons).toEqual(['truncated']);
  });

  test('a record that is too long only by its bytes is cut as well', () => {
    const { line, record, reasons } = encodeWith({ a: 'ü'.repeat(900) }, { recordBytes: 1024 });
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(1024);
    expect(record).toEqual({ a: expect.stringMatching(/^ü+…\[\.{3}TRUNCATED\]$/), truncated: true, originalBytes: 1808 });
    expect(reasons).toEqual(['truncated']);
  });

  test("a record's own word on being truncated stands", () => {
    const { line } = encodeWith({ truncated: false, a: 'x'.repeat(40) }, { stringLength: 16 });
    expect(line.match(/"truncated":/g)).toHaveLength(1);
  });
});

test('3e-B7 lone surrogates become U+FFFD in texts and keys, pairs stay', () => {
  expect(decode({ a: '\ud800x\udc00', '\udfff': ['😀'] })).toEqual({ a: '\ufffdx\ufffd', '\ufffd': ['😀'] });
});

test('3e-B8 control characters and the line breaks of every reader keep the record on one line, and mean the same', () => {
  const hostile = { text: 'a\0b\u2028c\u2029d\u0085e\r\nf\u001b[31mg\u007fh', nested: { 'k\n\u2028': ['\u2029'] } };
  expect(decode(hostile)).toEqual(hostile);
  expect(decode({ text: hostile.text })).toEqual({ text: hostile.text });
});

describe('3e-B9', () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));

  test('as many keys as the limit pass, one more is counted', () => {
    expect(decode(many(500))).toEqual(many(500));
    expect(decode(many(501))).toEqual({ ...many(500), '…': '1 more', truncated: true });
    expect(decode({ a: many(2000) })['a']).toEqual({ ...many(500), '…': '1500 more' });
  });

  test('keys beyond the limit are not read', () => {
    const read: PropertyKey[] = [];
    const watched = new Proxy(many(1000), { get: (target, key) => read.push(key) && Reflect.get(target, key) });
    decode({ watched });
    expect(read.filter((key) => String(key).startsWith('k'))).toHaveLength(500);
  });

  test('A46 a long key is cut, and stays apart from another that begins alike', () => {
    const long = 'k'.repeat(300);
    const keys = Object.keys(decode({ [`${long}a`]: 1, [`${long}b`]: 2, x: { [`${'k'.repeat(253)}😀`]: 3 } })).slice(0, 2);
    expect(keys).toEqual([`${'k'.repeat(255)}…`, `${'k'.repeat(254)}…1`]);
  });
});

describe('3e-B10 3e-B12', () => {
  const nest = (depth: number): unknown => {
    let inner: unknown = 1;
    for (let level = 0; level < depth; level += 1) inner = level % 2 === 0 ? { a: inner } : [inner];
    return inner;
  };

  test('as many levels as the limit pass, one more becomes a word', () => {
    expect(encode({ a: { b: { c: 1 } } }, { depth: 2 })).toBe('{"a":{"b":{"c":1}}}');
    expect(encode({ a: { b: { c: {}, d: [] } } }, { depth: 2 })).toBe('{"a":{"b":{"c":"[Object]","d":"[Array]"}},"truncated":true}');
  });

  test('a hundred thousand levels cost twelve', () => {
    expect(encode({ a: nest(100_000) }).length).toBeLessThan(200);
  });

  test('of a sparse list of a hundred million only the limit is looked at', () => {
    const start = performance.now();
    const { a } = decode({ a: new Array(1e8) });
    expect(performance.now() - start).toBeLessThan(1000);
    expect(a).toEqual([...Array(1000).fill(null), '…99999000 more']);
  });

  test('shared references cannot grow as a power of two', () => {
    let shared: unknown = { leaf: 1 };
    for (let level = 0; level < 60; level += 1) shared = { a: shared, b: shared };
    const { line, record } = encodeWith({ shared }, { depth: 100 });
    expect(record).toMatchObject({ truncated: true });
    expect(line.match(/:/g)?.length).toBeLessThan(20_200);
  });

  test('the values of a record are counted over all its levels', () => {
    expect(decode({ a: [1, 2, 3, 4, 5], b: [6], c: 7 }, { nodes: 5 })).toEqual({ a: [1, 2, 3, '…2 more'], '…': '2 more', truncated: true });
  });
});

describe('3e-B14', () => {
  test.for([
    '{"__proto__":{"polluted":1},"a":1}',
    '{"constructor":{"prototype":{"polluted":1}},"a":1}',
    '{"prototype":{"polluted":1},"a":1}',
    '{"__proto__":null,"a":1,"constructor":"x"}',
  ])('keys that lead to the prototype are dropped at any depth: %s', (json) => {
    const before = Reflect.ownKeys(Object.prototype);
    const { record, reasons } = encodeWith({ ...JSON.parse(`{"deep":${json}}`), map: new Map(Object.entries(JSON.parse(json))) });
    expect(record).toEqual({ deep: { a: 1 }, map: { a: 1 } });
    expect(encodeWith(JSON.parse(json)).line).toBe('{"a":1}');
    expect(reasons).toEqual(['unsafe-key']);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  });

  test('what a prototype lends is not written', () => {
    expect(encode(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } }))).toBe('{"own":2}');
  });
});

test('3e-B15 symbols, functions and undefined are dropped from objects and null in lists, as in JSON', () => {
  const parts = { a: Symbol('s'), b: () => 1, c: undefined, [Symbol('k')]: 1 };
  expect(encode({ ...parts, x: parts, y: [Symbol('s'), () => 1, undefined] })).toBe('{"x":{},"y":[null,null,null]}');
});

describe('3e-B17', () => {
  test('an error is written with all that tells what happened', () => {
    class OrderError extends Error {
      orderId = 7;
      code = 'E_ORDER';
    }
    const { error } = decode({ error: new OrderError('no stock', { cause: new TypeError('x is not a function') }) });
    expect(error).toEqual({
      name: 'OrderError',
      message: 'no stock',
      stack: expect.stringContaining('encode.test.ts'),
      code: 'E_ORDER',
      orderId: 7,
      cause: { name: 'TypeError', message: 'x is not a function', stack: expect.any(String) },
    });
  });

  test('a record that is an error is written as one', () => {
    expect(decode(new RangeError('x'))).toMatchObject({ name: 'RangeError', message: 'x' });
  });

  test('of a chain of causes five are written', () => {
    const chain = Array.from({ length: 9 }, (_, index) => index).reduceRight<Error | undefined>(
      (cause, index) => new Error(`e${index}`, { cause }),
      undefined,
    );
    const { line } = encodeWith({ chain });
    expect(line.match(/"message":"e\d"/g)).toHaveLength(6);
    expect(line).toContain('"cause":"[Error]"');
  });

  test('of errors in an AggregateError ten are written', () => {
    const { e } = decode({
      e: new AggregateError(
        Array.from({ length: 12 }, (_, index) => new Error(`e${index}`)),
        'all',
      ),
    });
    expect(e.errors).toHaveLength(11);
    expect(e).toMatchObject({ name: 'AggregateError', message: 'all' });
    expect(e.errors.at(-1)).toBe('…2 more');
  });

  test('a huge stack is cut to 16 KiB, and the record says so', () => {
    const { record } = encodeWith({ e: Object.assign(new Error('x'), { stack: 's'.repeat(50_000) }) });
    expect(record.e.stack).toHaveLength(16_384);
    expect(record.truncated).toBe(true);
  });

  test("an error's own properties count like any object's keys", () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, index]));
    const { e } = decode({ e: Object.assign(new Error('x'), many) }, { keys: 8 });
    expect(Object.keys(e)).toEqual(['name', 'message', 'stack', 'k0', 'k1', 'k2', 'k3', 'k4', '…']);
    expect(e['…']).toBe('15 more');
  });

  test('an error of another realm is one too', () => {
    expect(decode({ e: runInNewContext('new TypeError("x")') })['e']).toMatchObject({ name: 'TypeError', message: 'x' });
  });
});

test('3e-B18 NaN and the infinities are null, minus zero is zero', () => {
  const odd = { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: Number.NEGATIVE_INFINITY, d: -0 };
  expect(encode(odd)).toBe('{"a":null,"b":null,"c":null,"d":0}');
  expect(encode({ odd })).toBe('{"odd":{"a":null,"b":null,"c":null,"d":0}}');
});

test.for<[string, unknown, unknown]>([
  [
    'a map with names',
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
    { a: 1, b: 2 },
  ],
  [
    'a map with other keys',
    new Map<unknown, unknown>([
      ['a', 1],
      [{ b: 2 }, 3],
    ]),
    [
      ['a', 1],
      [{ b: 2 }, 3],
    ],
  ],
  ['a map of nothing', new Map(), {}],
  [
    'a map that is too large',
    new Map(Array.from({ length: 9 }, (_, index) => [`k${index}`, index])),
    { k0: 0, k1: 1, k2: 2, k3: 3, '…': '5 more' },
  ],
  ['a set', new Set([1, 'a', { b: 2 }]), [1, 'a', { b: 2 }]],
  ['a set that is too large', new Set([1, 2, 3, 4, 5, 6]), [1, 2, 3, 4, 5, '…1 more']],
  ['a map of another realm', runInNewContext('new Map([["a", 1]])'), { a: 1 }],
  ['a regular expression', /a"b/gi, '/a"b/gi'],
  ['a URL', new URL('https://example.org/a'), 'https://example.org/a'],
  ['search parameters', new URLSearchParams({ a: '1', b: 'ü' }), 'a=1&b=%C3%BC'],
  ['headers', new Headers({ 'X-A': '1', 'X-B': '2' }), { 'x-a': '1', 'x-b': '2' }],
  [
    'headers of one name twice',
    new Headers([
      ['set-cookie', 'a'],
      ['set-cookie', 'b'],
    ]),
    [
      ['set-cookie', 'a'],
      ['set-cookie', 'b'],
    ],
  ],
  ['a weak map', new WeakMap(), {}],
  ['a promise', Promise.resolve(1), {}],
])('3e-B19 %s', ([, value, expected]) => {
  expect(decode({ value }, { keys: 4, items: 5 })['value']).toEqual(expected);
});

test.for<[string, unknown, string]>([
  ['a Buffer', Buffer.alloc(1_048_576), '[Buffer 1048576]'],
  ['bytes', new Uint8Array(5), '[Uint8Array 5]'],
  ['floats', new Float32Array(5), '[Float32Array 20]'],
  ['a view', new DataView(new ArrayBuffer(3)), '[DataView 3]'],
  ['an ArrayBuffer', new ArrayBuffer(7), '[ArrayBuffer 7]'],
  ['shared memory', new SharedArrayBuffer(7), '[SharedArrayBuffer 7]'],
  ['a Buffer that toJSON answers', { toJSON: () => Buffer.alloc(9) }, '[Buffer 9]'],
])('3e-B20 %s is told by kind and bytes', ([, value, expected]) => {
  expect(decode({ value })).toEqual({ value: expected });
});

test('3e-B21 what is written is what the record was at the call', () => {
  const fields = { list: [1], nested: { a: 1 } };
  const line = encode(fields);
  fields.list.push(2);
  fields.nested.a = 2;
  expect(line).toBe('{"list":[1],"nested":{"a":1}}');
});

test.for<[unknown, unknown]>([
  [null, { message: null }],
  [undefined, { message: null }],
  ['text\n', { message: 'text\n' }],
  [5, { message: 5 }],
  [Symbol('x'), { message: null }],
  [[1, 2], { message: [1, 2] }],
  [{ toJSON: () => 'x' }, { message: 'x' }],
  [new Map([['a', 1]]), { a: 1 }],
])('3e-B23 what is no record becomes the message of one: %s', ([fields, expected]) => {
  expect(decode(fields)).toEqual(expected);
});

test('SECURITY 5.6 a record that cannot be washed is withheld: its time and level go out as far as they are numbers, and no text', () => {
  const wash = { ...createUnwashed(limitsWith()), text: throws };
  const reasons: string[] = [];
  const encoder = createEncoder(limitsWith(), (reason) => reasons.push(reason), {
    copy: createCopy({ limits: limitsWith(), wash }),
    line: (json) => (json.includes('flat') ? throws() : json),
  });
  const withheld = { msg: '[record withheld: masking failed]', code: 'masking-failed' };
  expect(JSON.parse(encoder.encode({ level: 30, time: 1, a: ['a secret'] }))).toEqual({ level: 30, time: 1, ...withheld });
  expect(JSON.parse(encoder.encode({ level: 'info', time: 4111111111111111, flat: true }))).toEqual(withheld);
  expect(reasons).toEqual(['withheld', 'withheld']);
});

test('what was mended is told once for each record and reason', () => {
  expect(
    reasonsOf({
      a: {
        get b() {
          return throws();
        },
        get c() {
          return throws();
        },
      },
      d: [[JSON.parse('{"__proto__":1}')]],
    }),
  ).toEqual(['unreadable', 'unsafe-key']);
});

test('an encoder may be called while it is encoding: a toJSON that logs changes nothing', () => {
  const encoder = createEncoder(limitsWith(), () => {});
  const logging = { toJSON: () => encoder.encode({ inner: { a: [1] } }) };
  expect(encoder.encode({ before: { x: 1 }, logging, after: { y: 2 } })).toBe(
    JSON.stringify({ before: { x: 1 }, logging: '{"inner":{"a":[1]}}', after: { y: 2 } }),
  );
});
