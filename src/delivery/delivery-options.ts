import type { FallbackOptions } from './fallback/fallback-options.js';

/** Where chunks go, and how. */
export type DeliveryOptions = {
  /** Where records are sent: an http or https url. Placeholders such as `{key.tenant}` may stand in the path and query. */
  readonly url: string;
  /** What stands at the other end. Default: a webhook that takes NDJSON. */
  readonly collector?: SumoOptions | undefined;
  /** How the records of a request are written. Default `'ndjson'`, unless the collector wants something else. */
  readonly format?: 'ndjson' | 'lines' | 'json-array' | undefined;
  /** Default `'POST'`. */
  readonly method?: 'POST' | 'PUT' | 'PATCH' | undefined;
  /** Headers of every request. Default none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Credentials for basic or bearer authentication. Default: those in the url, if any. */
  readonly auth?: { readonly username: string; readonly password: string } | { readonly bearer: string } | undefined;
  /**
   * Whether each request says in `Idempotency-Key` which records it carries, so that a collector that knows the header takes them
   * once only. A repetition has the same bytes and the same key, over a crash too where there is a spool
   * (draft-ietf-httpapi-idempotency-key-header). Default false.
   */
  readonly idempotencyKey?: boolean | undefined;
  /** Requests under way at the same time, and connections, at most. Default 8. */
  readonly concurrency?: number | undefined;
  /** Longest time in milliseconds of one attempt: headers function, connection, request and response. Default 30,000. */
  readonly attemptTimeoutMs?: number | undefined;
  /** Rest after failures, in milliseconds: up to `baseMs` (default 1000), doubling, then about `capMs` (default 30,000) each time. */
  readonly retry?: { readonly baseMs?: number | undefined; readonly capMs?: number | undefined } | undefined;
  /** Compression of request bodies. Default `'none'` for a bare url, gzip level 1 for a collector and for `'gzip'`. zstd needs Node 22.15 or 23.8. */
  readonly compression?: 'none' | 'gzip' | 'zstd' | { readonly type: 'gzip' | 'zstd'; readonly level: number } | undefined;
  /** Certificates, as PEM text or Buffers. */
  readonly tls?: TlsOptions | undefined;
  /** `'env'` (the default) obeys HTTPS_PROXY, HTTP_PROXY and NO_PROXY; a url is used always; false never uses a proxy. */
  readonly proxy?: string | false | undefined;
  /** Another destination that takes over when the collector has been away for long. Default none. */
  readonly fallback?: FallbackOptions | undefined;
};

/** A Sumo Logic HTTP Logs Source; the url is the source's address. Placeholders such as `{key.tenant}` may stand in each text. */
export type SumoOptions = {
  readonly type: 'sumo';
  /** `X-Sumo-Name`: name of the source. */
  readonly name?: string | undefined;
  /** `X-Sumo-Category`: category of the source. */
  readonly category?: string | undefined;
  /** `X-Sumo-Host`: host of the source. */
  readonly host?: string | undefined;
  /** `X-Sumo-Fields`: up to 30 fields. Those that the account's field schema does not have are dropped by Sumo Logic. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
};

type Pem = string | Uint8Array | (string | Uint8Array)[];

/** TLS towards the collector. */
export type TlsOptions = {
  /** Certificate authorities to trust instead of those that come with Node. */
  readonly ca?: Pem | undefined;
  /** Client certificate, with its chain. */
  readonly cert?: Pem | undefined;
  /** Private key of the client certificate. */
  readonly key?: Pem | undefined;
  readonly passphrase?: string | undefined;
  /** Name that the collector's certificate must have. Default: the url's host. */
  readonly servername?: string | undefined;
  /** Default true. With false anybody on the way can read the logs and take the credentials: for a test, never for production; trust a private authority by `ca`. */
  readonly rejectUnauthorized?: boolean | undefined;
};
