import type { BufferingAsyncHandler } from '../core/handler.js';

/** What one request would have carried. */
export type Sent = {
  /** Canonical text of the group's key. */
  readonly group: string;
  readonly key: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
};

/** A handler that lets its requests be taken away before they go out. */
export type DivertibleHandler = BufferingAsyncHandler & { [DIVERT](receive: (sent: Sent) => void): () => void };

export const DIVERT = Symbol.for('logferry.divert');

/**
 * The logferry handlers behind a logger: a handler itself, what has one as `handler` (the Winston transport, the Pino destination),
 * a Winston logger with its transports, a Pino logger with its stream, `pino.multistream` with its streams.
 */
export const findHandlers = (target: unknown): readonly DivertibleHandler[] => [...new Set(search(target))];

const search = (target: unknown): readonly DivertibleHandler[] => {
  if (typeof target !== 'object' || target === null) return [];
  if (isDivertible(target)) return [target];
  const { handler, transports, streams, stream } = target as Readonly<Record<string, unknown>>;
  return [handler, stream, pinoStreamOf(target), ...listOf(transports), ...listOf(streams)].flatMap(search);
};

const isDivertible = (target: object): target is DivertibleHandler => typeof (target as Partial<DivertibleHandler>)[DIVERT] === 'function';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Pino keeps its stream under a symbol of its own, which cannot be had without importing that very copy of pino. Children inherit it. */
const pinoStreamOf = (target: object): unknown => {
  for (let owner: object | null = target; owner !== null; owner = Object.getPrototypeOf(owner)) {
    const symbol = Object.getOwnPropertySymbols(owner).find(({ description }) => description === 'pino.stream');
    if (symbol !== undefined) return (owner as Readonly<Record<symbol, unknown>>)[symbol];
  }
  return undefined;
};
