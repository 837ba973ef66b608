import * as v from 'valibot';
import { sumoSchema } from './collectors/sumo-options.js';
import { hasZstd } from './compress.js';
import { tlsSchema } from './tls-options.js';
import { wholeNumber } from './whole-number.js';

const nonEmpty = (message: string) => v.pipe(v.string(message), v.nonEmpty(message));

const URL_MESSAGE = 'must be an http:// or https:// URL, such as https://collector.example/v1/logs';

/** Placeholders in braces are filled later and are no part of the origin. */
const isHttpUrl = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

const headers = v.record(
  v.pipe(v.string(), v.regex(HEADER_NAME, 'must be a header name: letters, digits and hyphens')),
  v.pipe(
    v.string('must be a text; numbers and others go in quotes'),
    v.regex(HEADER_VALUE, 'must not hold line breaks, control characters or characters outside Latin-1; percent-encode them'),
  ),
  'must be an object of names and texts',
);

const credentials = (what: string) => nonEmpty(`must be the ${what}, as a text`);
const auth = v.union(
  [
    v.strictObject({ username: credentials('user name'), password: v.string('must be the password, as a text') }),
    v.strictObject({ bearer: credentials('token') }),
  ],
  'must be { username, password } or { bearer }',
);

const COMPRESSION_MESSAGE = "must be 'none', 'gzip', 'zstd', { type: 'gzip', level: 1 to 9 } or { type: 'zstd', level: 1 to 22 }";
const compression = v.pipe(
  v.union(
    [
      v.picklist(['none', 'gzip', 'zstd']),
      v.strictObject({ type: v.literal('gzip'), level: wholeNumber(1, 9) }),
      v.strictObject({ type: v.literal('zstd'), level: wholeNumber(1, 22) }),
    ],
    COMPRESSION_MESSAGE,
  ),
  v.check(
    (value) => hasZstd || (typeof value === 'string' ? value : value.type) !== 'zstd',
    "zstd needs Node 22.15 or 23.8 or later; use 'gzip', or a newer Node",
  ),
);

const PROXY_MESSAGE = "must be 'env', false or the http:// URL of a proxy";

/** Where one kind of request goes, and how it is made: to the collector, or to a fallback. */
export const requestOptions = {
  url: v.pipe(
    v.string(URL_MESSAGE),
    v.check(isHttpUrl, URL_MESSAGE),
    v.description('Where records are sent. Placeholders such as `{key.tenant}` may stand in the path and query.'),
  ),
  collector: v.pipe(v.optional(sumoSchema), v.description('What stands at the other end. A bare url means a webhook that takes NDJSON.')),
  format: v.pipe(
    v.optional(v.picklist(['ndjson', 'lines', 'json-array'], "must be 'ndjson', 'lines' or 'json-array'")),
    v.description('How the records of a request are written. `ndjson`, unless the collector wants something else.'),
  ),
  method: v.pipe(
    v.optional(v.picklist(['POST', 'PUT', 'PATCH'], "must be 'POST', 'PUT' or 'PATCH'"), 'POST'),
    v.description('HTTP method.'),
  ),
  headers: v.pipe(v.optional(headers, {}), v.description('Headers of every request.')),
  auth: v.pipe(v.optional(auth), v.description('Credentials: `{ username, password }` or `{ bearer }`.')),
  idempotencyKey: v.pipe(
    v.optional(v.boolean('must be true or false'), false),
    v.description(
      'Sends `Idempotency-Key` with each request: the same for the same bytes, so that a collector can tell a repetition from news.',
    ),
  ),
  attemptTimeoutMs: v.pipe(
    v.optional(wholeNumber(1, 600_000), 30_000),
    v.description('Longest time in milliseconds of one attempt: headers function, connection, request and response.'),
  ),
  compression: v.pipe(
    v.optional(compression),
    v.description(
      'Compression of request bodies. `none` for a bare url, gzip level 1 for a collector. A larger level costs more CPU time.',
    ),
  ),
  tls: v.pipe(
    v.optional(tlsSchema),
    v.description(
      'Certificates in PEM: `ca` to trust, `cert` and `key` to show. `rejectUnauthorized: false` lets anybody read and take the logs.',
    ),
  ),
  proxy: v.pipe(
    v.optional(v.union([v.literal(false), v.literal('env'), v.pipe(v.string(), v.check(isHttpUrl, PROXY_MESSAGE))], PROXY_MESSAGE), 'env'),
    v.description('Proxy: `env` obeys HTTPS_PROXY, HTTP_PROXY and NO_PROXY, a url is used always, false never uses one.'),
  ),
};
