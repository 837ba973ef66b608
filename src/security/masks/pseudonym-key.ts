import { createSecretKey, KeyObject } from 'node:crypto';
import { ConfigurationError } from '../../core/errors.js';

/** A key to make pseudonyms with, whose functions have been loaded. */
export type LoadedPseudonymKey = {
  readonly key: Uint8Array | KeyObject | (() => Uint8Array | KeyObject);
  readonly keyId: string;
};

/** A key that shows itself to nobody: neither inspecting nor printing a `KeyObject` shows its bytes. */
export type CheckedKey = { readonly key: KeyObject; readonly keyId: string };

/** @throws ConfigurationError that names the option and holds nothing of the key. */
export const checkPseudonymKey = ({ key, keyId }: LoadedPseudonymKey, option: string): CheckedKey => {
  if (typeof keyId !== 'string' || !KEY_ID.test(keyId)) {
    const received = typeof keyId === 'string' ? `${keyId.length} characters` : typeof keyId;
    throw refusal(`${option}.keyId`, `must be 1 to 16 of A-Z a-z 0-9 _ -: it names the key in each pseudonym; received ${received}`);
  }
  return { key: secretOf(typeof key === 'function' ? ask(key, option) : key, option), keyId };
};

const KEY_ID = /^[A-Za-z0-9_-]{1,16}$/;
/** The output length of SHA-256: RFC 2104, section 3, advises against shorter keys. */
const LEAST_KEY_BYTES = 32;

const ask = (key: () => unknown, option: string): unknown => {
  try {
    const answer = key();
    if (answer instanceof Promise) answer.catch(() => {});
    return answer;
  } catch {
    throw refusal(`${option}.key`, 'threw instead of answering the bytes: fetch the key before, and answer from what you have');
  }
};

const secretOf = (bytes: unknown, option: string): KeyObject => {
  const size = sizeOf(bytes);
  if (size < LEAST_KEY_BYTES) {
    const received = size >= 0 ? `${size} bytes` : nounOf(bytes);
    throw refusal(`${option}.key`, `must be at least ${LEAST_KEY_BYTES} random bytes (crypto.randomBytes(32)); received ${received}`);
  }
  return bytes instanceof Uint8Array ? createSecretKey(bytes) : (bytes as KeyObject);
};

/** -1 for what is no key. A public or private key has no size of its own. */
const sizeOf = (bytes: unknown): number => {
  if (bytes instanceof Uint8Array) return bytes.length;
  return bytes instanceof KeyObject ? (bytes.symmetricKeySize ?? -1) : -1;
};

const nounOf = (value: unknown): string => {
  if (value === null || value === undefined) return String(value);
  return value instanceof Promise ? 'a promise' : `a value of type ${typeof value}`;
};

const refusal = (option: string, message: string): ConfigurationError =>
  new ConfigurationError(`option \`${option}\`: ${message}`, { context: { option } });
