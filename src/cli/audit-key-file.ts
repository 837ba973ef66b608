import { readFileSync } from 'node:fs';
import type { AuditKey } from '../audit/audit-options.js';
import { provingKey } from '../audit/signing-key.js';
import type { KeyFor } from '../audit/verify/trail-reader.js';
import { ConfigurationError } from '../core/errors.js';

/** The keys of a file: one as PEM, for all checkpoints, or `{"<keyId>": "<a secret in base64, or PEM>"}`. No part of it ever stands in a message. */
export const readAuditKeys = (path: string): KeyFor => {
  const text = textOf(path);
  if (isPem(text)) return only(keyOf(text, path));
  const keys = new Map(Object.entries(parsedKeys(text, path)).map(([id, key]) => [id, keyOf(key, path)]));
  const [first] = keys.values();
  // A checkpoint without a name for its key was signed by the only one that there was.
  return (keyId) => (keyId === undefined ? first : keys.get(keyId));
};

const only =
  (key: ReturnType<typeof provingKey>): KeyFor =>
  () =>
    key;

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError(`--key-file: cannot read ${path} (${(error as NodeJS.ErrnoException).code})`);
  }
};

const isPem = (text: string): boolean => text.trimStart().startsWith('-----BEGIN ');

const parsedKeys = (text: string, path: string): object => {
  try {
    const keys: unknown = JSON.parse(text);
    if (typeof keys === 'object' && keys !== null) return keys;
  } catch {
    // Told below: what the parser says may hold a part of the file.
  }
  throw wrong(path);
};

const keyOf = (key: unknown, path: string): ReturnType<typeof provingKey> => {
  if (typeof key !== 'string') throw wrong(path);
  const given: AuditKey = isPem(key) ? key : Buffer.from(key, 'base64');
  try {
    return provingKey(given);
  } catch {
    throw wrong(path);
  }
};

const wrong = (path: string): ConfigurationError =>
  new ConfigurationError(
    `--key-file: ${path} must hold an Ed25519 key as PEM, or JSON: {"<keyId>": "<PEM, or a secret of at least 32 bytes in base64>"}`,
  );
