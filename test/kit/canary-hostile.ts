import { canaries, secrets } from './canary.js';

/** A value that fails where it is looked at, with a secret in it or in what it throws. */
export type HostileValue = {
  readonly what: string;
  /** `logAgain` logs through the same logger. */
  readonly make: (logAgain: () => unknown) => unknown;
  /** Doors whose logger fails first. */
  readonly tooBadFor?: readonly string[];
};

const throwIt = (): never => {
  throw new Error(`failed on ${canaries.password} of ${secrets.email}`);
};

const circle = (): unknown => {
  const round: Record<string, unknown> = { password: canaries.password };
  round['self'] = round;
  return { round, again: [round, round] };
};

const shared = (levels: number): unknown => {
  let value: unknown = { password: canaries.password };
  for (let level = 0; level < levels; level += 1) value = [value, value];
  return value;
};

const inherited = (): unknown =>
  Object.assign(Object.create({ password: canaries.password, polluted: canaries.session }), { own: secrets.email });

class Account {
  readonly #password = canaries.password;
  readonly mail = secrets.email;
  get password(): string {
    return this.#password;
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.#password;
  }
}

export const hostileValues: readonly HostileValue[] = [
  {
    what: 'a getter that throws',
    make: () => Object.defineProperty({ a: 1 }, 'b', { enumerable: true, get: throwIt }),
    tooBadFor: ['Winston, with its json'],
  },
  { what: 'a toJSON that throws', make: () => ({ toJSON: throwIt, password: canaries.password }), tooBadFor: ['Winston, with its json'] },
  { what: 'a toJSON that says a secret', make: () => ({ toJSON: () => ({ password: canaries.password, text: secrets.token }) }) },
  {
    what: 'a toJSON that is a getter that throws',
    make: () => Object.defineProperty({ password: canaries.password }, 'toJSON', { get: throwIt }),
    tooBadFor: ['Winston, with its json'],
  },
  {
    what: 'a proxy whose every trap throws',
    make: () => new Proxy({}, { ownKeys: throwIt, get: throwIt, has: throwIt, getOwnPropertyDescriptor: throwIt, getPrototypeOf: throwIt }),
    tooBadFor: ['Winston, with its json'],
  },
  {
    what: 'a proxy that names keys it does not have',
    make: () => new Proxy({}, { ownKeys: () => ['password', secrets.email], get: () => canaries.password }),
  },
  {
    what: 'a proxy that was revoked',
    make: () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
    tooBadFor: ['Winston, with its json'],
  },
  { what: 'a circle', make: circle },
  { what: 'a graph of 2^40 paths', make: () => shared(40), tooBadFor: ['Winston, with its json', 'Pino'] },
  { what: 'a million characters around a secret', make: () => `${'x '.repeat(250_000)}${secrets.token} ${'y '.repeat(250_000)}` },
  { what: 'a secret on the edge of what is kept', make: () => `${'x '.repeat(16_374)}${secrets.token}${'y'.repeat(5000)}` },
  {
    what: 'ten thousand keys that are secrets',
    make: () => Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`${n}.${secrets.email}`, secrets.bearer])),
  },
  {
    what: 'keys of a prototype',
    make: () =>
      JSON.parse(
        `{"__proto__":{"polluted":"${canaries.session}"},"constructor":{"prototype":{"polluted":1}},"password":"${canaries.password}"}`,
      ),
  },
  { what: 'what is inherited', make: inherited },
  { what: 'an instance with secrets of its own', make: () => new Account() },
  {
    what: 'an error whose message and stack throw',
    make: () => Object.defineProperties(new Error('x'), { stack: { get: throwIt }, message: { get: throwIt } }),
  },
  {
    what: 'an error with secrets in everything',
    make: () =>
      Object.assign(new AggregateError([new Error(secrets.token)], secrets.email, { cause: secrets.bearer }), {
        code: secrets.token,
        response: { headers: { authorization: secrets.bearer } },
      }),
  },
  { what: 'a frozen object', make: () => Object.freeze({ password: canaries.password, inner: Object.freeze([secrets.email]) }) },
  {
    what: 'a Map, a Set, a Date that is none, a BigInt',
    make: () => [new Map([[secrets.email, secrets.token]]), new Set([secrets.token]), new Date(Number.NaN), BigInt(secrets.card)],
    tooBadFor: ['Winston, with its json', 'Pino'],
  },
  { what: 'a toJSON that logs', make: (logAgain) => ({ toJSON: () => [logAgain(), { password: canaries.password }] }) },
  {
    what: 'a getter that logs',
    make: (logAgain) =>
      Object.defineProperty({ mail: secrets.email }, 'lazy', { enumerable: true, get: () => [logAgain(), secrets.token] }),
  },
  {
    what: 'a text of lone surrogates, escapes and a secret',
    make: () => `\ud800${secrets.email}\udc00\u001b]0;${secrets.token}\u0007\u202e`,
  },
];
