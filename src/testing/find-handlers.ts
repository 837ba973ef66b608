import { DIVERT, type Divert } from '../core/divert.js';
import type { BufferingAsyncHandler } from '../core/handler.js';

/** A handler that lets its requests be taken away before they go out. */
export type DivertibleHandler = BufferingAsyncHandler & { readonly [DIVERT]: Divert };

/**
 * The logferry handlers behind a logger: a handler itself, what has one as `handler` (the Winston transport, the Pino destination),
 * a Winston logger with its transports, a Pino logger with its stream, `pino.multistream` with its streams.
 */
export const findHandlers = (logger: unknown): readonly DivertibleHandler[] => {
  const met = new Set<object>();
  const search = (target: unknown): readonly DivertibleHandler[] => {
    if (typeof target !== 'object' || target === null || met.has(target)) return [];
    met.add(target);
    return isDivertible(target) ? [target] : neighboursOf(target).flatMap(search);
  };
  return search(logger);
};

const isDivertible = (target: object): target is DivertibleHandler => typeof (target as Partial<DivertibleHandler>)[DIVERT] === 'function';

const neighboursOf = (target: object): readonly unknown[] => {
  const { handler, stream, transports, streams } = target as Readonly<Record<string, unknown>>;
  return [handler, stream, pinoStreamOf(target), ...listOf(transports), ...listOf(streams)];
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Pino keeps its stream under a symbol of its own, which cannot be had without importing that very copy of pino. Children inherit it. */
const pinoStreamOf = (target: object): unknown => {
  for (let owner: object | null = target; owner !== null; owner = Object.getPrototypeOf(owner)) {
    const symbol = Object.getOwnPropertySymbols(owner).find(({ description }) => description === 'pino.stream');
    if (symbol !== undefined) return (owner as Readonly<Record<symbol, unknown>>)[symbol];
  }
  return undefined;
};
