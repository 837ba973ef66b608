import type { DeliveryOptions } from '../delivery-options.js';

/** Another destination, for the time when the collector is away. */
export type FallbackOptions = {
  /**
   * How long the collector may take nothing, from the first attempt that failed, until records go to the fallback. Milliseconds;
   * default 60,000. All the while the collector is asked as before, and as soon as it takes something the fallback ends. At `close`
   * the fallback takes over at once where no spool keeps what is left.
   */
  readonly afterMs?: number | undefined;
  /** Where records go then. Each says so: JSON objects in a member `logferry`, `{ "fallback": "<reason>", "since": "<ISO time>" }`. */
  readonly to: CollectorFallback | FileFallback | ConsoleFallback;
};

/**
 * Another collector. Nothing is taken over from the first one, credentials least of all, and `requestHeaders` is not asked. Each
 * request says in `X-Logferry-Fallback` why it comes.
 */
export type CollectorFallback = Pick<
  DeliveryOptions,
  'url' | 'collector' | 'format' | 'method' | 'headers' | 'auth' | 'idempotencyKey' | 'attemptTimeoutMs' | 'compression' | 'tls' | 'proxy'
>;

/** A file of one record a line, which only its owner may read. */
export type FileFallback = {
  /** Path of the file. Its directory is made if need be. Nobody else may write to it: each process and worker needs one of its own. */
  readonly file: string;
  /** Bytes from which on a new file begins. Default 10 MiB. */
  readonly maxBytes?: number | undefined;
  /** Files kept, the current one included; the older ones are `<file>.1`, `<file>.2`, ... Default 5. */
  readonly maxFiles?: number | undefined;
};

/** Standard error or standard output. Where that is a pipe which nobody reads, writing to it holds the program, as `console.log` does. */
export type ConsoleFallback = { readonly console: 'stderr' | 'stdout' };
