import type { HostileValue } from './values.js';

export const CANARY = 'c4nary-in-a-thrown-error';

/** What a trap does. */
export const fail = (): never => {
  throw new Error(CANARY);
};

/** Values that throw, lie or change when they are touched. */
export const TRAPS: readonly HostileValue[] = [
  [
    'a getter that throws',
    () => ({
      msg: 'm',
      get bad() {
        return fail();
      },
    }),
  ],
  [
    'a getter that throws no error',
    () => ({
      msg: 'm',
      get bad() {
        throw CANARY;
      },
    }),
  ],
  [
    'a getter that throws a proxy',
    () => ({
      msg: 'm',
      get bad() {
        throw trapped(everyTrap());
      },
    }),
  ],
  [
    'a getter on the message',
    () => ({
      get msg() {
        return fail();
      },
    }),
  ],
  [
    'a getter that changes its answer',
    () => {
      let calls = 0;
      return {
        msg: 'm',
        get v() {
          calls += 1;
          return calls === 1 ? 'plain' : `password=${CANARY}`;
        },
      };
    },
  ],
  [
    'a getter that adds keys',
    () => {
      const value: Record<string, unknown> = { msg: 'm' };
      Object.defineProperty(value, 'grow', {
        enumerable: true,
        get: () => {
          value[`more${Object.keys(value).length}`] = { x: 1 };
          return 1;
        },
      });
      return value;
    },
  ],
  [
    'a getter that empties its array',
    () => {
      const list: unknown[] = [1, 2, 3, 4];
      Object.defineProperty(list, 1, {
        enumerable: true,
        get: () => {
          list.length = 0;
          return 2;
        },
      });
      return { msg: 'm', list };
    },
  ],
  [
    'a getter that grows its array',
    () => {
      const list: unknown[] = [1];
      Object.defineProperty(list, 0, {
        enumerable: true,
        get: () => {
          list.push(...Array(500).fill('x'));
          return 1;
        },
      });
      return { msg: 'm', list };
    },
  ],
  [
    'a getter that answers itself anew for ever',
    () => {
      const make = (): object => ({
        get next() {
          return make();
        },
      });
      return { msg: 'm', chain: make() };
    },
  ],
  ['toJSON that throws', () => ({ msg: 'm', o: { toJSON: fail } })],
  ['toJSON on the record that throws', () => ({ msg: 'm', toJSON: fail })],
  [
    'toJSON that answers itself',
    () => {
      const o = { a: 1, toJSON: (): unknown => o };
      return { msg: 'm', o };
    },
  ],
  [
    'toJSON that answers another for ever',
    () => {
      const make = (): unknown => ({ toJSON: make });
      return { msg: 'm', o: make() };
    },
  ],
  ['toJSON that answers a secret', () => ({ msg: 'm', o: { toJSON: () => ({ password: CANARY }) } })],
  [
    'toJSON that is a getter that throws',
    () => ({
      msg: 'm',
      o: {
        get toJSON() {
          return fail();
        },
      },
    }),
  ],
  ['toString that throws', () => ({ msg: 'm', o: { toString: fail, valueOf: fail, [Symbol.toPrimitive]: fail } })],
  ['an iterator that throws', () => ({ msg: 'm', o: { [Symbol.iterator]: fail } })],
  [
    'a tag that throws',
    () => ({
      msg: 'm',
      o: {
        get [Symbol.toStringTag]() {
          return fail();
        },
      },
    }),
  ],
  ['a constructor that throws', () => ({ msg: 'm', o: Object.defineProperty({ a: 1 }, 'constructor', { get: fail }) })],
  [
    'an error whose everything throws',
    () => ({
      msg: 'm',
      err: Object.defineProperties(new Error('x'), {
        stack: { get: fail },
        message: { get: fail },
        name: { get: fail },
        cause: { get: fail },
      }),
    }),
  ],
  [
    'a Map that throws',
    () => ({ msg: 'm', o: Object.assign(new Map([['a', 1]]), { entries: fail, forEach: fail, [Symbol.iterator]: fail }) }),
  ],
  [
    'a Date that throws',
    () => ({ msg: 'm', o: Object.assign(new Date(0), { toISOString: fail, toJSON: fail, getTime: fail, valueOf: fail }) }),
  ],
];

const trapped = (handler: ProxyHandler<object>): object => new Proxy({ a: 1 }, handler);

const everyTrap = (): ProxyHandler<object> => new Proxy({}, { get: fail });
