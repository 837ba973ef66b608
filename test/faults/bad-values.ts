import { expect } from 'vitest';

/** Rows of FAULTS part 3e: what an app may log, and what a collector gets to see of it. */
export type BadValue = {
  readonly row: string;
  readonly what: string;
  readonly make: () => unknown;
  readonly becomes: unknown;
  /** The logger itself cannot write it and says so in its own way, before any transport is asked. */
  readonly tooBadFor?: 'winston-json' | 'both';
};

const throwing = (): never => {
  throw new Error('hunter2');
};

const circle = (): unknown => {
  const circular: Record<string, unknown> = { a: 1 };
  circular['self'] = circular;
  return circular;
};

const deep = (levels: number): unknown => {
  const top: Record<string, unknown> = {};
  let bottom = top;
  for (let level = 0; level < levels; level += 1) {
    const below: Record<string, unknown> = {};
    bottom['below'] = below;
    bottom = below;
  }
  return top;
};

const chain = (length: number): Error => (length === 0 ? new Error('root') : new Error(`level ${length}`, { cause: chain(length - 1) }));

const roundabout = (): Error => {
  const error = new Error('round');
  error.cause = error;
  return error;
};

const verbose = (): Error => Object.assign(new Error('long'), { stack: `Error: long\n${'    at f (file.js:1:1)\n'.repeat(100_000)}` });

class Point {
  x = 1;
  readonly #secret = 'hidden';
  get secret(): string {
    return this.#secret;
  }
}

export const badValues: readonly BadValue[] = [
  { row: '3e-B1', what: 'circular', make: circle, becomes: { a: 1, self: '[Circular]' } },
  { row: '3e-B2', what: 'BigInt', make: () => 123n, becomes: '123' },
  { row: '3e-B2', what: 'BigInt64Array', make: () => new BigInt64Array([1n, -2n]), becomes: ['1', '-2'] },
  {
    row: '3e-B3',
    what: 'a getter that throws',
    make: () => ({
      get bad() {
        return throwing();
      },
      good: 1,
    }),
    becomes: { bad: '[Throws]', good: 1 },
    tooBadFor: 'winston-json',
  },
  { row: '3e-B3', what: 'a toJSON that throws', make: () => ({ toJSON: throwing }), becomes: '[Throws]', tooBadFor: 'winston-json' },
  { row: '3e-B3', what: 'a Symbol.toPrimitive that throws', make: () => ({ [Symbol.toPrimitive]: throwing, a: 1 }), becomes: { a: 1 } },
  {
    row: '3e-B3',
    what: 'a proxy that throws at everything',
    make: () => new Proxy({}, { get: throwing, ownKeys: throwing, getPrototypeOf: throwing }),
    becomes: '[Throws]',
    tooBadFor: 'both',
  },
  { row: '3e-B7', what: 'lone surrogates', make: () => 'a\ud800b\udc00', becomes: 'a\\u{d800}b\\u{dc00}' },
  {
    row: '3e-B8',
    what: 'NUL, line breaks of every kind, ANSI and DEL',
    make: () => 'a\0b\r\nc\u2028d\u2029e\u0085f\x1b[31mg\x7fh',
    becomes: 'a\\u{0}b\\r\\nc\\u{2028}d\\u{2029}e\\u{85}f\\u{1b}[31mg\\u{7f}h',
  },
  {
    row: '3e-B10',
    what: 'depth 100,000',
    make: () => deep(100_000),
    becomes: expect.objectContaining({ below: expect.anything() }),
    tooBadFor: 'winston-json',
  },
  {
    row: '3e-B12',
    what: 'sparse array of 1e8',
    make: () => new Array(1e8),
    becomes: [...Array(1000).fill(null), '…99999000 more'],
    tooBadFor: 'both',
  },
  {
    row: '3e-B14',
    what: '__proto__ and constructor keys',
    make: () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"a":1}'),
    becomes: { a: 1 },
  },
  {
    row: '3e-B15',
    what: 'symbols, functions, undefined',
    make: () => ({ a: Symbol('s'), b: () => 1, c: undefined, d: 1, [Symbol('k')]: 2 }),
    becomes: { d: 1 },
  },
  { row: '3e-B15', what: 'the same in a list', make: () => [Symbol('s'), () => 1, undefined, 1], becomes: [null, null, null, 1] },
  {
    row: '3e-B17',
    what: 'an Error with a chain of causes',
    make: () => chain(2),
    becomes: expect.objectContaining({
      name: 'Error',
      message: 'level 2',
      stack: expect.any(String),
      cause: expect.objectContaining({ message: 'level 1', cause: expect.objectContaining({ message: 'root' }) }),
    }),
  },
  {
    row: '3e-B17',
    what: 'an Error that is its own cause',
    make: roundabout,
    becomes: expect.objectContaining({ message: 'round', cause: '[Circular]' }),
  },
  {
    row: '3e-B17',
    what: 'an AggregateError of many',
    make: () =>
      new AggregateError(
        Array.from({ length: 30 }, (_, n) => new Error(`e${n}`)),
        'all',
      ),
    becomes: expect.objectContaining({
      message: 'all',
      errors: expect.arrayContaining([expect.objectContaining({ message: 'e9' }), '…20 more']),
    }),
  },
  {
    row: '3e-B17',
    what: 'an Error with a huge stack',
    make: verbose,
    becomes: expect.objectContaining({ message: 'long', stack: expect.stringMatching(/^.{1,16384}$/s) }),
  },
  {
    row: '3e-B18',
    what: 'NaN and the infinities',
    make: () => [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0],
    becomes: [null, null, null, 0],
  },
  {
    row: '3e-B19',
    what: 'Map and Set',
    make: () => ({ map: new Map([['k', 1]]), set: new Set([1, 2]) }),
    becomes: { map: { k: 1 }, set: [1, 2] },
  },
  {
    row: '3e-B19',
    what: 'URL, RegExp, Headers, Date',
    make: () => [new URL('http://x/'), /a/g, new Headers({ a: '1' }), new Date(0)],
    becomes: ['http://x/', '/a/g', { a: '1' }, '1970-01-01T00:00:00.000Z'],
  },
  { row: '3e-B19', what: 'an instance of a class', make: () => new Point(), becomes: { x: 1 } },
  { row: '3e-B20', what: 'a Buffer of 1 MiB', make: () => Buffer.alloc(1 << 20), becomes: '[Buffer 1048576]' },
  { row: '3e-B20', what: 'a typed array of 1 MiB', make: () => new Float64Array(1 << 17), becomes: '[Float64Array 1048576]' },
];
