import type { HostileValue } from './values.js';

/** Values of shapes without end: deep, wide, shared, circular, sparse. */
export const SHAPES: readonly HostileValue[] = [
  [
    'a circle',
    () => {
      const o: Record<string, unknown> = { msg: 'm' };
      o['self'] = o;
      o['list'] = [o, [o]];
      return o;
    },
  ],
  [
    'a circle through an error',
    () => {
      const err = new Error('e');
      err.cause = err;
      return { msg: 'm', err };
    },
  ],
  [
    'a circle through a Map',
    () => {
      const map = new Map<string, unknown>();
      map.set('m', map);
      return { msg: 'm', map, set: new Set([map]) };
    },
  ],
  ['a graph with 2^25 paths', () => shared(25)],
  ['a graph with 2^40 paths', () => shared(40)],
  [
    'a graph with 10^12 paths through arrays',
    () => {
      let list: unknown[] = ['leaf'];
      for (let depth = 0; depth < 12; depth += 1) list = Array(10).fill(list);
      return { msg: 'm', list };
    },
  ],
  [
    'objects 100,000 deep',
    () => {
      let o: object = { leaf: 1 };
      for (let depth = 0; depth < 100_000; depth += 1) o = { o };
      return { msg: 'm', o };
    },
  ],
  [
    'arrays 100,000 deep',
    () => {
      let o: unknown[] = [1];
      for (let depth = 0; depth < 100_000; depth += 1) o = [o];
      return { msg: 'm', o };
    },
  ],
  [
    'errors caused 100,000 deep',
    () => {
      let err = new Error('leaf');
      for (let depth = 0; depth < 20_000; depth += 1)
        err = Object.assign(Object.create(Error.prototype) as Error, { message: 'e', cause: err });
      return { msg: 'm', err };
    },
  ],
  [
    'a sparse array',
    () => {
      const list: unknown[] = [];
      list[4_000_000_000] = 'far';
      return { msg: 'm', list };
    },
  ],
  ['an array of holes', () => ({ msg: 'm', list: new Array(5_000_000) })],
  ['an array of a million', () => ({ msg: 'm', list: new Array(1_000_000).fill('item') })],
  ['an array with named members', () => ({ msg: 'm', list: Object.assign(['a'], { password: 'x', length2: 4 }) })],
  ['a million keys', () => MILLION_KEYS],
  ['100,000 keys at the top', () => keyed(100_000)],
  ['a key of a megabyte', () => ({ msg: 'm', ['k'.repeat(1_000_000)]: 1 })],
  [
    '500 keys of a hundred kilobytes',
    () => ({ msg: 'm', o: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`${i}`.padEnd(100_000, 'k'), 1])) }),
  ],
  ['a text of ten megabytes', () => ({ msg: 'x'.repeat(10_000_000) })],
  [
    'a rope of ten megabytes',
    () => {
      let rope = '';
      for (let i = 0; i < 100_000; i += 1) rope = `${rope}a@b${i}${'.'.repeat(90)}`;
      return { msg: rope };
    },
  ],
  [
    'a thousand texts of a hundred kilobytes',
    () => ({ msg: 'm', list: Array.from({ length: 1000 }, (_, i) => `${i}a@`.repeat(30_000).slice(0, 100_000)) }),
  ],
  [
    'many middling texts',
    () => ({ msg: 'm', list: Array.from({ length: 900 }, (_, i) => `password=hunter2 and a@b${i}.example `.repeat(8)) }),
  ],
  ['20,000 empty objects', () => ({ msg: 'm', list: Array.from({ length: 100 }, () => Array.from({ length: 1000 }, () => ({}))) })],
  ['a Map of a million', () => ({ msg: 'm', map: new Map(Array.from({ length: 300_000 }, (_, i) => [`k${i}`, i])) })],
  ['a Set of many', () => ({ msg: 'm', set: new Set(Array.from({ length: 300_000 }, (_, i) => i)) })],
  ['a buffer of fifty megabytes', () => ({ msg: 'm', buffer: Buffer.alloc(50_000_000), view: new Float64Array(1_000_000) })],
  ['an aggregate of many errors', () => ({ msg: 'm', err: new AggregateError(Array.from({ length: 20_000 }, () => new Error('e'))) })],
];

const shared = (depth: number): object => {
  let o: object = { leaf: 'x' };
  for (let level = 0; level < depth; level += 1) o = { l: o, r: o };
  return { msg: 'm', o };
};

const keyed = (count: number): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, i]));

/** Made once: making it takes longer than any test of it. */
const MILLION_KEYS = { msg: 'm', o: keyed(1_000_000) };
