import { AsyncLocalStorage } from 'node:async_hooks';

/** Values of a request that go, flat, into each of its records. */
export type ContextValues = Readonly<Record<string, unknown>>;

/**
 * What the storage holds. `outer` is where to look once the scope is closed; only a scope entered with `using` can close,
 * so the chain is never longer than the open `using` blocks around it. The form is a contract between copies of the package.
 */
export type Scope = { readonly values: ContextValues; readonly outer: Scope | undefined; open: boolean };

type Storage = AsyncLocalStorage<Scope | undefined>;

const shared = globalThis as unknown as Record<symbol, Storage | undefined>;
const storageName = Symbol.for('logferry.context.v1');

/** One for all copies of the package in this thread, so that a scope opened through one copy is seen through the other. */
const storage: Storage = shared[storageName] ?? new AsyncLocalStorage();
shared[storageName] = storage;

const NOTHING: ContextValues = Object.freeze({});

/** The running request's values, frozen; empty outside of any scope. */
export const getContext = (): ContextValues => currentScope()?.values ?? NOTHING;

/**
 * Runs `fn` with `values` added to the context: through awaits, timers, promises and streams that start inside. Scopes nest;
 * the inner value of a name wins. What `fn` returns is passed through.
 */
export const runWithContext = <Result>(values: ContextValues, fn: () => Result): Result =>
  storage.run({ values: merged(values), outer: undefined, open: true }, fn);

/**
 * Remembers the present context; the result runs a function inside it, whatever the context is by then. For callbacks that
 * an emitter, a pool or a queue calls later.
 */
export const captureContext = (): (<Result>(fn: () => Result) => Result) => {
  const captured: Scope = { values: getContext(), outer: undefined, open: true };
  return (fn) => storage.run(captured, fn);
};

/** Opens a scope for the rest of the running function; `leaveScope` ends it. */
export const enterScope = (values: ContextValues): Scope => {
  const scope: Scope = { values: merged(values), outer: currentScope(), open: true };
  storage.enterWith(scope);
  return scope;
};

/**
 * Closing, not only leaving: the caller of an async function keeps the store that the function entered before its first
 * `await`, and `enterWith` cannot reach back there. A closed scope is passed over by everyone who still holds it.
 */
export const leaveScope = (scope: Scope): void => {
  scope.open = false;
  if (storage.getStore() === scope) storage.enterWith(scope.outer);
};

const currentScope = (): Scope | undefined => {
  let scope = storage.getStore();
  while (scope !== undefined && !scope.open) scope = scope.outer;
  return scope;
};

const merged = (values: ContextValues): ContextValues => Object.freeze({ ...getContext(), ...namedValues(values) });

/** A copy of the own values under string names. A getter that throws must not keep the request itself from running. */
export const namedValues = (values: ContextValues): ContextValues => {
  try {
    return Object.fromEntries(Object.entries(values));
  } catch {
    return NOTHING;
  }
};
