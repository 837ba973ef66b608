import { isAlphanumeric } from './ascii.js';
import { endOfBare, isSpace } from './bare-value.js';
import type { Sight } from './finding.js';
import { isSecretValue } from './placeholder.js';
import type { Span } from './quoted.js';
import { looksRandom } from './randomness.js';
import { skipBlanks } from './read-value.js';

/**
 * The credentials in the value of an `Authorization` header (RFC 9110 11.6.2): what follows the scheme, which stays to be seen. Without a
 * scheme all of it. `false`: there are none.
 */
export const noteCredentials = (sight: Sight, { start, end }: Span): boolean => {
  const after = endOfScheme(sight.text, start, end);
  const from = after === undefined ? start : skipBlanks(sight.text, after);
  if (from >= end || !isSecretValue(sight.text.slice(from, end))) return false;
  sight.note('authorization', from, end);
  return true;
};

/** Where the credentials end that start at `from` in a text without quotes around them, behind a scheme that is named as it is. */
export const endOfCredentials = (text: string, from: number, scheme: string): number =>
  PARAMETER_SCHEMES.has(scheme.toLowerCase()) ? endOfParameters(text, from) : endOfBare(text, from);

/** Where the scheme at `start` ends; `undefined` where none is that is known. */
export const endOfScheme = (text: string, start: number, end: number): number | undefined => {
  const last = Math.min(end, start + LONGEST_SCHEME);
  let at = start;
  while (at < last && isSchemeUnit(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === BLANK && isScheme(text.slice(start, at)) ? at : undefined;
};

export const isScheme = (word: string): boolean => word.length <= LONGEST_SCHEME && SCHEMES.has(word.toLowerCase());

/** Schemes whose credentials are pairs: `Digest username="u", response="..."`. */
const PARAMETER_SCHEMES: ReadonlySet<string> = new Set([
  ...['digest', 'aws4-hmac-sha256', 'aws4-ecdsa-p256-sha256', 'hawk', 'oauth', 'mac', 'sharedaccesssignature', 'googlelogin', 'signature'],
  ...['privatetoken', 'scram-sha-256', 'scram-sha-1', 'token', 'vapid', 'gnap', 'snowflake', 'mutual'],
]);

/** IANA's registry of HTTP authentication schemes, and what APIs use besides. */
const SCHEMES: ReadonlySet<string> = new Set([
  ...PARAMETER_SCHEMES,
  ...[
    'bearer',
    'basic',
    'apikey',
    'api-key',
    'api_key',
    'api-token',
    'negotiate',
    'ntlm',
    'jwt',
    'dpop',
    'key',
    'sharedkey',
    'sharedkeylite',
    'aws',
  ],
  ...[
    'genie',
    'splunk',
    'bot',
    'sso-key',
    'kakaoak',
    'klaviyo-api-key',
    'deepl-auth-key',
    'discogs',
    'ssws',
    'session',
    'secret',
    'user',
    'app',
  ],
]);

const LONGEST_SCHEME = 24;
const BLANK = 32;

const isSchemeUnit = (code: number): boolean => isAlphanumeric(code) || code === 0x2d || code === 0x5f;

/** `name="value", name=value`, until something else stands there. */
const endOfParameters = (text: string, from: number): number => {
  const last = Math.min(text.length, from + LONGEST_PARAMETERS);
  let end = from;
  for (let at = from; at < last; at = skipBlanks(text, end + 1)) {
    const sign = signAfterName(text, at);
    if (sign === undefined) break;
    end = endOfParameter(text, sign + 1, last);
    if (text.charAt(end) !== ',') break;
  }
  return end > from ? end : endOfBare(text, from);
};

const LONGEST_PARAMETERS = 4096;
const LONGEST_NAME = 32;

const signAfterName = (text: string, from: number): number | undefined => {
  let at = from;
  while (at - from < LONGEST_NAME && isSchemeUnit(text.charCodeAt(at))) at += 1;
  return at > from && text.charAt(at) === '=' ? at : undefined;
};

/** A value in quotes may hold commas; quotes may be escaped, as all of it may stand in a text. */
const endOfParameter = (text: string, from: number, last: number): number => {
  let at = from;
  while (text.charAt(at) === '\\') at += 1;
  if (text.charAt(at) === '"') {
    const close = text.slice(at + 1, last).indexOf('"');
    return close < 0 ? last : at + close + 2;
  }
  while (at < last && !isSpace(text.charCodeAt(at)) && !PARAMETER_ENDS.includes(text.charAt(at))) at += 1;
  return at;
};

const PARAMETER_ENDS = ',"\'`\\}';

/** Whether what stands behind a scheme without any header's name is meant for one: `Basic authentication` and `bearer of news` are not. */
export const looksLikeCredentials = (text: string, { start, end }: Span, scheme: string): boolean => {
  if (scheme === 'basic') return isUserAndPassword(text.slice(start, end));
  if (PARAMETER_SCHEMES.has(scheme)) return PARAMETER.test(text.slice(start, end));
  return end - start >= LEAST_CREDENTIALS && looksRandom(text, { from: start, to: end, leastRun: LEAST_RUN });
};

/** With its quotes, so that `token level=info` is none. */
const PARAMETER = /^[A-Za-z_]{2,24}=\\*"/;
const LEAST_CREDENTIALS = 10;
const LEAST_RUN = 4;

/** Base64 of `user:password`, RFC 7617. */
const isUserAndPassword = (credentials: string): boolean =>
  credentials.length >= 4 && BASE64.test(credentials) && USER_AND_PASSWORD.test(Buffer.from(credentials, 'base64').toString('latin1'));

const BASE64 = /^[\w+/-]+={0,2}$/;
const USER_AND_PASSWORD = /^[^\0-\x1f\x7f:]*:[^\0-\x1f\x7f]*$/;
