import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../../src/core/errors.js';
import type { PathRule } from '../../../src/security/security-options.js';
import { DROPPED } from '../../../src/security/wash/leaf-wash.js';
import { parsePath } from '../../../src/security/wash/parse-path.js';
import { compilePaths } from '../../../src/security/wash/path-rules.js';
import { copyOf, secretKeys } from './walking.js';

test.for<[string, readonly string[]]>([
  ['a', ['a']],
  ['a.b.c', ['a', 'b', 'c']],
  ['a["b-c"].d', ['a', 'b-c', 'd']],
  ["a['b.c']", ['a', 'b.c']],
  ['a[`b`]', ['a', 'b']],
  ['["x"]', ['x']],
  ['["a]b"]["c,d"]', ['a]b', 'c,d']],
  ['[""]', ['']],
  ['a[0].b', ['a', '0', 'b']],
  ['a[b-c]', ['a', 'b-c']],
  ['*.x', ['*', 'x']],
  ['a[*].b', ['a', '*', 'b']],
  ['a.*', ['a', '*']],
  ['*.*[*]', ['*', '*', '*']],
  ['a b.c-d$', ['a b', 'c-d$']],
])('A45 %s is a path', ([path, names]) => {
  expect(parsePath(path, 'paths[0]')).toEqual(names);
});

test.for<[unknown, string]>([
  ['', 'it is empty'],
  [7, 'a path is a text; received number'],
  [undefined, 'a path is a text; received undefined'],
  ['a..b', 'a name is missing at 2'],
  ['.a', 'a name is missing at 0'],
  ['a.', 'a name is missing at 2'],
  ['a.[b]', 'a name is missing at 2'],
  ['a[b', 'the `[` at 1 is not closed'],
  ['a["b]', 'the `[` at 1 is not closed'],
  ['a]', 'a `]` at 1 closes nothing'],
  ['a[]', 'within the brackets at 1 stands `*`, a number, or a name in quotes'],
  ['a[ "b" ]', 'within the brackets at 1 stands'],
  ['a["b"]c', 'a dot is missing at 6'],
  ['a,b', 'a comma cannot stand outside of quotes'],
])('%s is none, and the error says why', ([path, problem]) => {
  const compile = () => compilePaths(['ok', path as string]);
  expect(compile).toThrow(ConfigurationError);
  expect(compile).toThrow('option `security.paths[1]`: ');
  expect(compile).toThrow(problem);
  if (typeof path === 'string') expect(compile).toThrow(`received ${JSON.stringify(path)}`);
});

const hide = (value: unknown, paths: readonly PathRule[]) =>
  copyOf(value, {
    paths,
    wash: {
      ...secretKeys(),
      mask: ({ mask }, given) => {
        if (mask === 'drop') return DROPPED;
        return typeof mask === 'object' && 'text' in mask ? mask.text : `${typeof mask === 'string' ? mask : 'key'}:${typeof given}`;
      },
    },
  });

describe('A45 what a path hits', () => {
  test.for<[string, unknown, readonly PathRule[], unknown]>([
    ['is replaced, a text', { a: { b: 'x' } }, ['a.b'], { a: { b: 'full:string' } }],
    ['a number', { a: { b: 7 } }, ['a.b'], { a: { b: 'full:number' } }],
    ['a boolean', { a: true, b: null }, ['a', 'b'], { a: 'full:number', b: null }],
    ['an object as a whole', { a: { b: 'x' }, c: ['x'] }, ['a', 'c'], { a: 'full:number', c: 'full:number' }],
    ['an item', { a: ['x', 'y'] }, ['a[1]'], { a: ['x', 'full:string'] }],
    ['all items', { a: ['x', 'y'] }, ['a[*]'], { a: ['full:string', 'full:string'] }],
    [
      'a member of all items',
      { a: [{ b: 'x', c: 'x' }, 'x', { b: 'y' }] },
      ['a[*].b'],
      { a: [{ b: 'full:string', c: 'x' }, 'x', { b: 'full:string' }] },
    ],
    [
      'a member of all members',
      { a: { x: 'x' }, b: { x: 'x', y: { x: 'x' } } },
      ['*.x'],
      { a: { x: 'full:string' }, b: { x: 'full:string', y: { x: 'x' } } },
    ],
    [
      'in a map and an error',
      { a: new Map([['b', 'x']]), e: { toJSON: () => ({ b: 'x' }) } },
      ['*.b'],
      { a: { b: 'full:string' }, e: { b: 'full:string' } },
    ],
    ['only there: a path is no suffix', { b: 'x', a: { b: 'x' } }, ['b'], { b: 'full:string', a: { b: 'x' } }],
    ['and not by another letter case', { A: 'x', a: 'x' }, ['a'], { A: 'x', a: 'full:string' }],
    [
      'is left out by `drop`, objects too',
      { a: { b: 1 }, c: 'x', d: ['x'] },
      [
        { path: 'a', mask: 'drop' },
        { path: 'd[0]', mask: 'drop' },
      ],
      { c: 'x', d: [null] },
    ],
    ['has the text of its mask', { a: { b: 1 } }, [{ path: 'a', mask: { mask: 'full', text: '[gone]' } }], { a: '[gone]' }],
    [
      'keeps its shape where the mask depends on the value',
      { a: { b: 'x', c: [7, true] } },
      [{ path: 'a', mask: 'hash' }],
      { a: { b: 'hash:string', c: ['hash:number', true] } },
    ],
    [
      'wins over a key',
      { secret: 'x', a: { secret: 'x' } },
      [{ path: 'secret', mask: 'hash' }],
      { secret: 'hash:string', a: { secret: 'key:string' } },
    ],
    [
      'the nearer word wins',
      { a: { secret: 'x', b: 'x' } },
      [{ path: 'a', mask: 'hash' }],
      { a: { secret: 'key:string', b: 'hash:string' } },
    ],
    [
      'of two rules the last told',
      { a: { b: 'x' } },
      [
        { path: '*.b', mask: 'hash' },
        { path: 'a.b', mask: 'partial' },
      ],
      { a: { b: 'partial:string' } },
    ],
    [
      'whichever is the wildcard',
      { a: { b: 'x' } },
      [
        { path: 'a.b', mask: 'partial' },
        { path: '*.b', mask: 'hash' },
      ],
      { a: { b: 'hash:string' } },
    ],
    [
      'where a name and a wildcard part ways',
      { a: { b: { c: 'x', d: 'x' } } },
      ['a.*.c', '*.b.d'],
      { a: { b: { c: 'full:string', d: 'full:string' } } },
    ],
  ])('%s', ([, value, paths, expected]) => {
    expect(hide(value, paths)).toEqual(expected);
  });
});

const redact = createRequire(createRequire(import.meta.url).resolve('pino'))('@pinojs/redact') as (
  options: object,
) => (value: object) => string;

const name = fc.constantFrom('a', 'b', 'x-y', '0', '1');
const tree = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, fc.constantFrom('x', 7, true), tie('object'), fc.array(tie('value'), { maxLength: 3 })),
  object: fc.dictionary(name, tie('value'), { maxKeys: 4 }) as fc.Arbitrary<object>,
}));
const written = fc
  .array(fc.oneof(name, fc.constant('*')), { minLength: 1, maxLength: 4 })
  .map((names) => names.reduce((path, next) => (/^(?:[ab]|\*)$/.test(next) ? `${path}${path && '.'}${next}` : `${path}["${next}"]`), ''));

test('A45 a path hits what it hits in Pino, whatever the record and the path', () => {
  fc.assert(
    fc.property(tree.object, written, (value, path) => {
      const pinos = JSON.parse(redact({ paths: [path], censor: '***' })(value));
      expect(copyOf(value, { paths: [path], wash: { mask: () => '***' } })).toEqual(pinos);
    }),
    { numRuns: 1000 },
  );
});

test('A45 several paths hit what they hit one after another', () => {
  fc.assert(
    fc.property(tree.object, fc.array(written, { maxLength: 5 }), (value, paths) => {
      const wash = { mask: () => '***' };
      const oneByOne = paths.reduce<unknown>((left, path) => copyOf(left, { paths: [path], wash }), value);
      expect(copyOf(value, { paths, wash })).toEqual(oneByOne);
    }),
    { numRuns: 500 },
  );
});

test.for<[readonly string[], readonly string[] | undefined]>([
  [[], []],
  [
    ['a.b', 'c'],
    ['b', 'c'],
  ],
  [
    ['a.*', 'a[*].*', 'b[0]', 'c.d[12][*]'],
    ['a', 'b', 'd'],
  ],
  [['a', '*'], undefined],
  [['[0]'], undefined],
])('the names without which no path of %j can hit are %j', ([paths, names]) => {
  const { lastNames } = compilePaths(paths);
  expect(lastNames).toEqual(names && new Set(names));
});

test('A45 a record without any of the last names is never hit', () => {
  fc.assert(
    fc.property(tree.object, fc.array(written, { minLength: 1, maxLength: 3 }), (value, paths) => {
      const { lastNames } = compilePaths(paths);
      const isHit = JSON.stringify(copyOf(value, { paths, wash: { mask: () => '***' } })).includes('***');
      if (isHit && lastNames !== undefined) expect([...lastNames].some((last) => JSON.stringify(value).includes(`"${last}":`))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
