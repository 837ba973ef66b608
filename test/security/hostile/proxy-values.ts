import { fail } from './trap-values.js';
import type { HostileValue } from './values.js';

/** Proxies: revoked, lying, bottomless, with traps that throw. */
export const PROXIES: readonly HostileValue[] = [
  [
    'a revoked proxy',
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return { msg: 'm', proxy };
    },
  ],
  [
    'a revoked proxy of an array',
    () => {
      const { proxy, revoke } = Proxy.revocable([], {});
      revoke();
      return { msg: 'm', proxy };
    },
  ],
  [
    'a revoked proxy for a record',
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
  ],
  [
    'a proxy with endless keys',
    () => ({
      msg: 'm',
      o: new Proxy(
        {},
        {
          ownKeys: () => Array.from({ length: 20_000 }, (_, i) => `k${i}`),
          getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
        },
      ),
    }),
  ],
  ['a proxy that says it has any key', () => ({ msg: 'm', o: new Proxy({}, { get: (_, key) => String(key), has: () => true }) })],
  [
    'an array proxy that lies about its length',
    () => ({
      msg: 'm',
      o: new Proxy([], { get: (target, key, self) => (key === 'length' ? 2 ** 32 - 1 : Reflect.get(target, key, self)) }),
    }),
  ],
  [
    'a bottomless proxy',
    () => {
      const bottomless: object = new Proxy(
        {},
        {
          get: (_, key) => (typeof key === 'symbol' || key === 'toJSON' ? undefined : bottomless),
          ownKeys: () => ['a', 'b'],
          getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: bottomless }),
        },
      );
      return { msg: 'm', bottomless };
    },
  ],
  ['a proxy of every trap for a record', () => trapped(everyTrap())],
  ...(
    [
      'get',
      'has',
      'ownKeys',
      'getOwnPropertyDescriptor',
      'getPrototypeOf',
      'isExtensible',
      'set',
      'deleteProperty',
      'defineProperty',
    ] as const
  ).flatMap((trap): readonly HostileValue[] => [
    [`a proxy whose ${trap} throws`, () => ({ msg: 'm', o: trapped({ [trap]: fail }) })],
    [`an array proxy whose ${trap} throws`, () => ({ msg: 'm', o: new Proxy(['a', 'b'], { [trap]: fail }) })],
  ]),
];

const trapped = (handler: ProxyHandler<object>): object => new Proxy({ a: 1 }, handler);

const everyTrap = (): ProxyHandler<object> => new Proxy({}, { get: fail });
