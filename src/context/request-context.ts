import { randomUUID } from 'node:crypto';
import { type ContextValues, enterScope, leaveScope, namedValues, runWithContext } from './scope.js';

/** Runs `fn` as one request: `values` and a `requestId` (a random UUID, unless given) are in every record it logs. */
export const withRequestContext = <Result>(values: ContextValues, fn: () => Result): Result => runWithContext(identified(values), fn);

/** A request's scope, open until it is disposed of. `values` is what its records get. */
export type RequestContext = Disposable & AsyncDisposable & { readonly values: ContextValues };

/**
 * The same for the rest of a block: `using request = requestContext({ userId })`, or `await using`.
 *
 * The scope ends with the block. Work that outlives it logs without these values, unless it goes through `captureContext`.
 * Tasks that one function starts side by side see each other's scopes while they begin: give each `withRequestContext`.
 */
export const requestContext = (values: ContextValues = {}): RequestContext => {
  const scope = enterScope(identified(values));
  return {
    values: scope.values,
    [Symbol.dispose]: () => leaveScope(scope),
    [Symbol.asyncDispose]: async () => leaveScope(scope),
  };
};

const identified = (values: ContextValues): ContextValues => {
  const named = namedValues(values);
  return { ...named, requestId: named['requestId'] ?? randomUUID() };
};
