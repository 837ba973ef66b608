import { describe, expect, test } from 'vitest';
import { DROPPED } from '../../../src/security/wash/leaf-wash.js';
import { createUnwashed } from '../../../src/security/wash/unwashed.js';
import { limitsWith } from '../limits.js';
import { copyOf, secretKeys, throws, walking } from './walking.js';

const plainKeys = createUnwashed(limitsWith());

describe('A45 what stands under a secret key', () => {
  const hide = (value: unknown) => copyOf(value, { wash: secretKeys() });

  test.for<[string, unknown, unknown]>([
    ['a text', 'x', '***'],
    ['a number', 7, '***'],
    ['a BigInt', 7n, '***'],
    ['a date', new Date(0), '***'],
    ['what toJSON answers', { toJSON: () => 'x' }, '***'],
    ['a list', ['x', 7, null, true], ['***', '***', null, true]],
    ['an object, whose keys stay', { a: 'x', b: { c: ['y'] }, d: false }, { a: '***', b: { c: ['***'] }, d: false }],
    ['a map', new Map([['a', 'x']]), { a: '***' }],
    ['a boolean', true, true],
    ['null', null, null],
    ['what the mask leaves as it is', 'harmless', 'harmless'],
    ['a symbol', Symbol('x'), undefined],
  ])('%s', ([, value, expected]) => {
    expect(hide({ before: 'x', secret: value, after: 'x' })).toEqual({
      before: 'x',
      ...(expected !== undefined && { secret: expected }),
      after: 'x',
    });
  });

  test('is hidden at every depth, in maps whose keys are not all texts, and in errors', () => {
    const map = new Map<unknown, unknown>([
      ['secret', 'x'],
      [1, 'x'],
      ['open', 'x'],
    ]);
    expect(hide([{ a: { secretKey: 'x' } }, map])).toEqual([
      { a: { secretKey: '***' } },
      [
        ['secret', '***'],
        [1, 'x'],
        ['open', 'x'],
      ],
    ]);
    expect(hide(Object.assign(new Error('m'), { secret: 'x' }))).toMatchObject({ message: 'm', secret: '***' });
  });

  test('of two headers of one name too', () => {
    const headers = new Headers([
      ['secret-cookie', 'a'],
      ['set-cookie', 'b'],
      ['set-cookie', 'c'],
    ]);
    expect(hide({ headers })).toEqual({
      headers: [
        ['secret-cookie', '***'],
        ['set-cookie', 'b'],
        ['set-cookie', 'c'],
      ],
    });
  });

  test('what only says it is a form cannot make a record fail', () => {
    const form = (entries: readonly unknown[]) =>
      Object.create({ [Symbol.toStringTag]: 'FormData', [Symbol.iterator]: () => entries[Symbol.iterator]() });
    const fighting = new Proxy([1, 2], { get: (list, key) => (key === '0' ? throws() : Reflect.get(list, key)) });
    const twice = ['secret', 'x'];
    expect(hide(form([twice, twice, 'ab', [fighting, 1]]))).toEqual([
      ['secret', '***'],
      ['secret', '***'],
      ['a', 'b'],
      [['[Throws]', 2], 1],
    ]);
    expect(hide({ broken: form([fighting]), after: 1 })).toEqual({ broken: '[Throws]', after: 1 });
  });

  test('is left out where the mask says so: of an object the member, of a list nothing moves', () => {
    const wash = { ...secretKeys(), mask: (): typeof DROPPED => DROPPED };
    expect(copyOf({ a: 1, secret: 'x', secrets: ['x', null] }, { wash })).toEqual({ a: 1, secrets: [null, null] });
  });

  test('becomes null where the mask says so', () => {
    const wash = { ...secretKeys(), mask: () => null };
    expect(copyOf({ secret: 7, secrets: ['x'] }, { wash })).toEqual({ secret: null, secrets: [null] });
  });
});

test('the mask hears the key as it is written, and a text hears the nearest key above it', () => {
  const heard: unknown[] = [];
  const wash = {
    ...secretKeys(),
    mask: (_: unknown, value: string | number, key: string) => {
      heard.push(['mask', value, key]);
      return '***';
    },
    text: (text: string, key: { name: string } | undefined) => {
      heard.push(['text', text, key?.name]);
      return text;
    },
  };
  copyOf({ a: { b: ['x'] }, secret: { c: [7] } }, { wash });
  copyOf('alone', { wash });
  expect(heard).toEqual([
    ['text', 'x', 'b'],
    ['mask', 7, 'c'],
    ['text', 'alone', undefined],
  ]);
});

test('A45 only numbers that are as long as a card and begin like one are looked at, BigInts always', () => {
  const seen: unknown[] = [];
  const wash = {
    number: (value: number) => {
      seen.push(value);
      return '[card]';
    },
    text: (text: string) => {
      seen.push(text);
      return text;
    },
  };
  const cards = [200_000_000_000, 699_999_999_999, 8e11, 4_111_111_111_111_111, 6e18];
  const others = [99_999_999_999, 199_999_999_999, 7e11, 9e11, 1_763_650_000_000, 400_000_000_000.5, 1.5, 0, -4_111_111_111_111_111];
  expect(copyOf({ cards, others, none: Number.NaN, big: 1n }, { wash })).toEqual({
    cards: cards.map(() => '[card]'),
    others,
    none: null,
    big: '1',
  });
  expect(seen).toEqual([...cards, '1']);
});

describe('keys', () => {
  const named = (name: string) => ({ key: (key: string) => ({ ...plainKeys.key(key), name: key.startsWith('u') ? name : key }) });

  test('A46 are written washed, and of those that become one none is lost', () => {
    const wash = named('***');
    expect(copyOf({ u1: 1, a: 2, u2: 3, u3: 4 }, { wash })).toEqual({ '***': 1, a: 2, '***…1': 3, '***…2': 4 });
    expect(copyOf({ u1: 1, '***': 2, '***…1': 3, u2: 4 }, { wash })).toEqual({ '***': 1, '***…1': 2, '***…1…1': 3, '***…2': 4 });
  });

  test('A46 keep to their limit when they are numbered', () => {
    const wash = named('x'.repeat(16));
    expect(copyOf({ u1: 1, u2: 2 }, { wash, limits: { keyLength: 16 } })).toEqual({ ['x'.repeat(16)]: 1, [`${'x'.repeat(14)}…1`]: 2 });
  });

  test('A53 that lead to a prototype are dropped with what stands under them, also when only washing makes them so', () => {
    const wash = { key: (key: string) => ({ ...plainKeys.key(key.trim()), name: key.trim() }) };
    const { copy, mended } = walking({ wash })({ a: [JSON.parse('{"__proto__":{"x":1},"b":1}')], ' constructor ': 1 });
    expect(copy).toEqual({ a: [{ b: 1 }] });
    expect(({} as { x?: number }).x).toBeUndefined();
    expect([...mended]).toEqual(['unsafe-key']);
  });

  test('A46 a key of a megabyte is only looked at as far as it can be written', () => {
    const seen: number[] = [];
    const wash = {
      key: (key: string) => {
        seen.push(key.length);
        return plainKeys.key(key);
      },
    };
    const { copy, mended } = walking({ wash })({ ['k'.repeat(1e6)]: 1, [`${'k'.repeat(1e6)}z`]: 2 });
    expect(copy).toEqual({ [`${'k'.repeat(255)}…`]: 1, [`${'k'.repeat(254)}…1`]: 2 });
    expect([...mended]).toEqual(['truncated']);
    expect(Math.max(...seen)).toBe(256 + 4096);
  });
});

describe('limits', () => {
  const MARK = '…[...TRUNCATED]';

  test("A46 A47 A49 a record's own message has a limit of its own", () => {
    const limits = { stringLength: 20, messageLength: 30 };
    const long = 'x'.repeat(31);
    const cut = (length: number) => 'x'.repeat(length - MARK.length) + MARK;
    expect(copyOf({ msg: long, message: long, other: long, in: { msg: long }, list: [{ message: long }] }, { limits })).toEqual({
      msg: cut(30),
      message: cut(30),
      other: cut(20),
      in: { msg: cut(20) },
      list: [{ message: cut(20) }],
    });
    expect(copyOf(long, { limits })).toBe(cut(30));
    expect(copyOf({ msg: 'x'.repeat(30) }, { limits })).toEqual({ msg: 'x'.repeat(30) });
  });

  test('A46 A47 A49 of an error the stack has its own, and its cut is noted', () => {
    const error = Object.assign(new Error('m'), { stack: 's'.repeat(20_000) });
    const { copy, mended } = walking()({ error });
    expect(copy).toMatchObject({ error: { stack: 's'.repeat(16_384 - MARK.length) + MARK } });
    expect([...mended]).toEqual(['truncated']);
    expect(copyOf({ stack: 's'.repeat(20_000) })).toEqual({ stack: 's'.repeat(20_000) });
  });

  test('A46 masking comes before cutting: a secret across the cut is seen whole', () => {
    const wash = { text: (text: string) => text.replace(/<secret>.*<\/secret>/, '***') };
    const limits = { stringLength: 100 };
    const secret = `<secret>${'s'.repeat(200)}</secret>`;
    expect(copyOf({ a: 'x'.repeat(90) + secret }, { wash, limits })).toEqual({ a: `${'x'.repeat(90)}***` });
    expect(copyOf({ a: `${'x'.repeat(90)}${secret}${'y'.repeat(100)}` }, { wash, limits })).toEqual({
      a: `${'x'.repeat(85)}${MARK}`,
    });
  });

  test('A46 of a text that is longer than what is looked at the last part goes, however short masks have made it', () => {
    const asked: [number, boolean][] = [];
    const wash = {
      text: (text: string, _: unknown, isCut: boolean) => {
        asked.push([text.length, isCut]);
        return text.replace(/^x+/, '***');
      },
    };
    const { copy, cutLength } = walking({ wash, limits: { stringLength: 100 } })({ a: `${'x'.repeat(90)}${'y'.repeat(5000)}` });
    expect(asked).toEqual([[4196, true]]);
    expect(copy).toEqual({ a: `***${'y'.repeat(10)}${MARK}` });
    expect(cutLength).toBeGreaterThan(4900);
  });

  test('A46 a mask is cut like any text', () => {
    const wash = { ...secretKeys(), mask: () => 'm'.repeat(1000) };
    expect(copyOf({ secret: 1 }, { wash, limits: { stringLength: 16 } })).toEqual({ secret: `m${MARK}` });
  });

  test.for<[string, unknown]>([
    ['items', { list: Array.from({ length: 20 }, (_, index) => index) }],
    ['keys', Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, index]))],
    ['nodes', { a: [[1, 2], [3, 4, { b: [5, 6, 7] }], 8], c: 9, d: 10 }],
  ])('A49 what was cut to its limit of %s is not cut again', ([, value]) => {
    const copy = walking({ limits: { items: 8, keys: 8, nodes: 12 } });
    const once = copy(value);
    expect([...once.mended]).toEqual(['truncated']);
    expect(copy(once.copy)).toEqual({ ...once, mended: new Set() });
  });

  test('A49 a count that no list can have is no mark of ours', () => {
    const copy = walking({ limits: { items: 1 } });
    expect(copy([1, '…4111111111111111 more']).copy).toEqual([1, '…1 more']);
  });

  test('a member that bears the name of the mark is not lost to it', () => {
    expect(copyOf({ '…': 'mine', a: 1, b: 2 }, { limits: { keys: 2 } })).toEqual({ '…': 'mine', a: 1, '……1': '1 more' });
  });
});

describe('A46 the caller is never troubled', () => {
  test('what is handed in may be frozen, and what comes out shares nothing with it', () => {
    const inner = Object.freeze({ list: Object.freeze([1]) });
    const copy = copyOf(Object.freeze({ inner })) as { inner: { list: number[] } };
    copy.inner.list.push(2);
    expect(inner.list).toEqual([1]);
  });

  test('each getter is asked once, and so is toJSON of a list', () => {
    let asked = 0;
    const value = {
      get a() {
        asked += 1;
        return { b: asked };
      },
      list: Object.assign([1, 2], { toJSON: () => 'said' }),
    };
    expect(copyOf(value)).toEqual({ a: { b: 1 }, list: 'said' });
    expect(asked).toBe(1);
  });

  const listWhoseLength = (length: () => unknown) =>
    new Proxy([1], { get: (list, key) => (key === 'length' ? length() : Reflect.get(list, key)) });

  test('a list that lies about its length is copied within its limits, one that tells none not at all', () => {
    expect(copyOf([listWhoseLength(() => 1e9)])).toMatchObject([{ length: 1001 }]);
    expect(copyOf([listWhoseLength(() => Number.NaN), listWhoseLength(() => 'a secret'), listWhoseLength(throws)])).toEqual([
      [],
      '[Throws]',
      '[Throws]',
    ]);
  });

  test('SECURITY 5.6 where the wash throws nothing of the record goes out but its numbers', () => {
    const { copy, mended } = walking({ wash: { text: throws } })({ level: 50, time: 1e12, msg: 'm', deep: { deep: 'x' } });
    expect(copy).toEqual({ level: 50, time: 1e12, msg: '[record withheld: masking failed]', code: 'masking-failed' });
    expect([...mended]).toEqual(['withheld']);
  });

  test.for([
    [{ level: 'a secret', time: '2026' }],
    [{ level: 1001, time: 4_111_111_111_111_111 }],
    [{ level: Number.NaN, time: -1 }],
    [Object.defineProperties({ a: 1 }, { level: { get: throws }, time: { get: throws } })],
  ])('SECURITY 5.6 nor these where they are no level and no time', ([value]) => {
    const wash = { key: throws };
    expect(copyOf(value, { wash })).toEqual({ msg: '[record withheld: masking failed]', code: 'masking-failed' });
  });
});

test('A34 lone surrogates go through a walk that hides nothing, and are no reason to fail', () => {
  expect(copyOf({ a: '\ud800', '\udfff': 1 })).toEqual({ a: '\ud800', '\udfff': 1 });
});
