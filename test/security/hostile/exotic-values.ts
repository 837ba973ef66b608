import type { HostileValue } from './values.js';

/** Values that JSON knows nothing of. */
export const EXOTIC: readonly HostileValue[] = [
  ['undefined', () => undefined],
  ['null', () => null],
  ['a number', () => 4],
  ['a text', () => 'password=hunter2'],
  ['an array', () => ['a', { b: 1 }]],
  ['a function', () => () => 1],
  ['a symbol', () => Symbol('s')],
  ['a BigInt', () => 10n ** 400n],
  ['an error', () => new RangeError('e')],
  ['a date that is none', () => ({ msg: 'm', at: new Date(Number.NaN) })],
  ['numbers that JSON has not', () => ({ msg: 'm', n: Number.NaN, i: Number.NEGATIVE_INFINITY, z: -0, big: 10n ** 5000n })],
  ['boxed values', () => ({ msg: 'm', s: Object('text'), n: Object(4), b: Object(false), big: Object(4n), y: Object(Symbol('y')) })],
  ['symbols for keys', () => ({ msg: 'm', [Symbol('password')]: 'hunter2', [Symbol.iterator]: 4 })],
  ['functions and classes', () => ({ msg: 'm', f() {}, g: async () => 1, *h() {}, k: class Password {} })],
  ['no prototype', () => Object.assign(Object.create(null) as object, { msg: 'm', o: Object.create(null) as object })],
  [
    'a class with private fields',
    () => ({
      msg: 'm',
      o: new (class Vault {
        #secret = 'x';
        open = 1;
        get secret() {
          return this.#secret;
        }
      })(),
    }),
  ],
  [
    'own prototype keys',
    () =>
      JSON.parse(
        '{"msg":"m","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"o":{"__proto__":null,"prototype":1}}',
      ) as unknown,
  ],
  ['a polluted look', () => ({ msg: 'm', hasOwnProperty: 1, toString: 2, valueOf: null, isPrototypeOf: 'x' })],
  [
    'collections',
    () => ({
      msg: 'm',
      map: new Map<unknown, unknown>([
        [{ a: 1 }, 1],
        ['password', 'hunter2x'],
        [null, undefined],
      ]),
      set: new Set([new Set(['x'])]),
      wm: new WeakMap(),
      ws: new WeakSet(),
    }),
  ],
  [
    'binary values',
    () => ({
      msg: 'm',
      b: Buffer.from('password=hunter2'),
      u: new Uint8Array(4),
      dv: new DataView(new ArrayBuffer(8)),
      ab: new ArrayBuffer(8),
      sab: new SharedArrayBuffer(8),
    }),
  ],
  [
    'a detached buffer',
    () => {
      const buffer = new ArrayBuffer(8);
      const view = new Uint8Array(buffer);
      structuredClone(buffer, { transfer: [buffer] });
      return { msg: 'm', buffer, view };
    },
  ],
  [
    'web values',
    () => ({
      msg: 'm',
      url: new URL('https://u:hunter2pw@h.example/?token=abcd1234'),
      q: new URLSearchParams('password=hunter2pw'),
      h: new Headers({ authorization: 'Bearer abcdefgh12345678' }),
      blob: new Blob(['x']),
      ac: new AbortController(),
    }),
  ],
  [
    'promises and generators',
    () => ({
      msg: 'm',
      p: Promise.resolve(1),
      g: (function* () {
        yield 1;
      })(),
      r: /x/g,
      i: [1].values(),
    }),
  ],
  [
    'errors with everything',
    () => ({
      msg: 'm',
      err: Object.assign(new Error('bad\npassword=hunter2pw', { cause: 'Bearer abcdefgh12345678' }), {
        code: 'E',
        config: { auth: { password: 'hunter2pw' } },
      }),
    }),
  ],
  ['an error that is none', () => ({ msg: 'm', err: { __proto__: Error.prototype, message: { toString: () => 'x' }, stack: 5 } })],
  ['the global object', () => ({ msg: 'm', g: globalThis })],
  ['the process', () => ({ msg: 'm', p: process })],
  ['frozen and sealed', () => Object.freeze({ msg: 'm', o: Object.seal({ password: 'hunter2pw' }), l: Object.freeze(['a@b.example']) })],
  ['empty keys', () => ({ '': 'm', ' ': { '': '' }, '\u0000': 1, '\ud800': 2 })],
  ['numbers for keys', () => ({ 4: 'm', '-1': 1, '4294967295': 2, '1e3': 3 })],
];
