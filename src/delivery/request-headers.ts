import { type Chunk, countOf } from '../core/chunk.js';
import type { Key } from '../core/group.js';
import { untilAborted } from './deadline.js';
import { mergeHeaders } from './merge-headers.js';
import type { DeliverySettings } from './settings.js';

export type Headers = Readonly<Record<string, string>>;

export type HeaderInfo = {
  /** 1 for the first attempt; more while a group's attempts fail. */
  readonly attempt: number;
  /** The collector answered 401 to the headers of this attempt: make fresh ones. */
  readonly refresh: boolean;
  /** Records in the request. */
  readonly count: number;
  readonly chunkId: string;
};

export type RequestHeaders = (headers: Record<string, string>, key: Key, info: HeaderInfo) => unknown;

export type HeadersDeps = {
  safeHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string>;
  readonly requestHeaders?: RequestHeaders | undefined;
};

export type Asking = { readonly attempt: number; readonly refresh: boolean; readonly signal: AbortSignal };

/**
 * Computes the headers of one attempt: ours, the collector's, the static ones, then what `requestHeaders` makes of them.
 * Undefined when `requestHeaders` throws, rejects, gives nothing that headers can be read from or outlasts the attempt: nothing is sent without its headers.
 */
export const createRequestHeaders = (settings: DeliverySettings, { safeHeaders, requestHeaders }: HeadersDeps) => {
  const { format, compression, headers, auth, idempotencyKey, collectorHeaders } = settings;
  const encoding = compression.type === 'none' ? undefined : { 'content-encoding': compression.type };
  const own = { 'content-type': format.contentType, 'user-agent': 'logferry', ...encoding };

  const ask = async (chunk: Chunk, { attempt, refresh, signal }: Asking): Promise<Record<string, unknown> | undefined> => {
    const { key } = chunk.group;
    const named = idempotencyKey ? idempotencyHeader(chunk) : undefined;
    const base = mergeHeaders(own, named, collectorHeaders?.(key), headers, authHeader(auth));
    if (requestHeaders === undefined) return base;
    const info = { attempt, refresh, count: countOf(chunk), chunkId: chunk.id };
    return plainHeaders(await untilAborted(Promise.resolve(requestHeaders(base, key, info)), signal));
  };

  return async (chunk: Chunk, asking: Asking): Promise<Headers | undefined> => {
    try {
      const answer = await ask(chunk, asking);
      return answer && mergeHeaders(safeHeaders(answer), WRITTEN_BY_US, encoding);
    } catch {
      return undefined;
    }
  };
};

/**
 * `Headers`, a Map and a list hold pairs, a plain object (of any realm) holds its own values. Of anything else nobody knows where
 * its headers are: reading what is enumerable would find none.
 */
const plainHeaders = (answer: unknown): Record<string, unknown> | undefined => {
  if (typeof answer !== 'object' || answer === null) return undefined;
  if (Symbol.iterator in answer) return fromPairs([...(answer as Iterable<unknown>)]);
  const prototype: unknown = Object.getPrototypeOf(answer);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain ? (answer as Record<string, unknown>) : undefined;
};

const fromPairs = (pairs: readonly unknown[]): Record<string, unknown> | undefined =>
  pairs.every(isPair) ? Object.fromEntries(pairs) : undefined;

const isPair = (pair: unknown): pair is [string, unknown] => Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string';

/**
 * A string of RFC 8941, as draft-ietf-httpapi-idempotency-key-header wants it. The letters of an id need no escape.
 * What repeats a chunk has its id, and the same bytes; a part of it has an id of its own.
 */
const idempotencyHeader = ({ id }: Chunk): Record<string, string> => ({ 'idempotency-key': `"${id}"` });

/** These tell the truth about the body, whatever `requestHeaders` says. */
const WRITTEN_BY_US = { 'content-encoding': undefined, 'content-length': undefined };

const authHeader = (auth: DeliverySettings['auth']): Record<string, string> | undefined => {
  if (auth === undefined) return undefined;
  const credentials =
    'bearer' in auth ? `Bearer ${auth.bearer}` : `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
  return { authorization: credentials };
};
