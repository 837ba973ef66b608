import type { Key } from '../core/group.js';
import type { RetrySettings } from './backoff.js';
import type { Compression } from './compress.js';
import { type Format, type FormatName, formats } from './formats/format.js';
import type { DeliveryValues } from './options.js';

/** What a kind of collector wants, unless the user says otherwise. */
export type Preset = {
  readonly format: FormatName;
  readonly compression: Compression;
  /** Headers that the collector wants for a group. */
  headers(key: Key): Record<string, string>;
};

/** Options with everything decided. */
export type DeliverySettings = Pick<
  DeliveryValues,
  'method' | 'headers' | 'auth' | 'idempotencyKey' | 'concurrency' | 'attemptTimeoutMs' | 'tls' | 'proxy'
> & {
  readonly retry: RetrySettings;
  readonly format: Format;
  readonly compression: Compression;
  readonly collectorHeaders?: ((key: Key) => Record<string, string>) | undefined;
};

export const decideSettings = (options: DeliveryValues, preset?: Preset): DeliverySettings => ({
  ...options,
  auth: options.auth ?? authOf(options.url),
  format: formats[options.format ?? preset?.format ?? 'ndjson'],
  compression: compressionOf(options.compression ?? preset?.compression ?? 'none'),
  collectorHeaders: preset?.headers,
});

/** Level 1 is a fifth of the CPU time of zlib's default for nearly the same size of logs. */
const FAST = 1;

const compressionOf = (option: Compression | Compression['type']): Compression => {
  if (typeof option !== 'string') return option;
  return option === 'none' ? { type: 'none' } : { type: option, level: FAST };
};

/** Credentials that stand in the url, which undici does not send by itself. */
const authOf = (url: string): DeliverySettings['auth'] => {
  const { username, password } = new URL(url);
  return username === '' ? undefined : { username: decoded(username), password: decoded(password) };
};

/** A stray percent sign stands for itself. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
