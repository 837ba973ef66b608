import { readFileSync } from 'node:fs';
import type { Encryption } from '../buffer/spool/encryption.js';
import { ConfigurationError } from '../core/errors.js';

const KEY_BYTES = 32;

/** The keys of a file `{"<id>": "<32 bytes in base64>"}`; what is written is written with the first. */
export const readKeyFile = (path: string): Encryption => {
  const keys = new Map(Object.entries(parsedKeys(path)).map(([id, text]) => [id, keyOf(id, text)]));
  const [newest] = keys.keys();
  return (id = newest) => {
    const key = id === undefined ? undefined : keys.get(id);
    if (id === undefined || key === undefined) throw new ConfigurationError(`--key-file has no key ${id}`);
    return { id, key };
  };
};

/** No part of the file ever stands in a message. */
const parsedKeys = (path: string): object => {
  try {
    const keys: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof keys === 'object' && keys !== null) return keys;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new ConfigurationError(`--key-file: cannot read ${path} (${code})`);
  }
  throw new ConfigurationError(`--key-file: ${path} must hold JSON: {"<id>": "<32 bytes in base64>"}`);
};

const keyOf = (id: string, text: unknown): Buffer => {
  const key = typeof text === 'string' ? Buffer.from(text, 'base64') : undefined;
  if (key?.length === KEY_BYTES) return key;
  throw new ConfigurationError(`--key-file: the key ${JSON.stringify(id)} must be ${KEY_BYTES} bytes in base64`);
};
