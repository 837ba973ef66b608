import { ConfigurationError } from '../../core/errors.js';
import type { Encryption } from './encryption.js';

/**
 * Asks once for the key to write with, so that a function that is wrong is found where the handler is made: later it would only
 * look like a disk that takes nothing.
 * @throws ConfigurationError which holds nothing of a key.
 */
export const checkKey = (encryption: Encryption): void => {
  const { id, key } = ask(encryption);
  if (typeof id !== 'string' || id === '' || Buffer.byteLength(id) > LONGEST_ID_BYTES) throw refusal(ID_MESSAGE, idNoun(id));
  if (!(key instanceof Uint8Array) || key.length !== KEY_BYTES) throw refusal(KEY_MESSAGE, keyNoun(key));
};

/** It stands in a file's header behind one byte for its length. */
const LONGEST_ID_BYTES = 255;
const KEY_BYTES = 32;

const ID_MESSAGE = `must answer an \`id\` of 1 to ${LONGEST_ID_BYTES} bytes, which names the key in the files`;
const KEY_MESSAGE = `must answer a \`key\` of ${KEY_BYTES} bytes, as a Buffer or Uint8Array, for AES-256-GCM`;

const ask = (encryption: Encryption): Partial<Record<'id' | 'key', unknown>> => {
  const answer = answerOf(encryption);
  if (answer instanceof Promise) {
    answer.catch(() => {});
    throw refusal('must answer { id, key } at once: fetch the keys before, and answer from what you have', 'a promise');
  }
  if (typeof answer !== 'object' || answer === null) throw refusal('must answer { id, key }', nounOf(answer));
  return answer;
};

const answerOf = (encryption: Encryption): unknown => {
  try {
    return encryption(undefined);
  } catch (cause) {
    throw refusal('must answer { id, key } for the key to write with, when it is asked without an id', 'an exception', cause);
  }
};

const idNoun = (id: unknown): string => (typeof id === 'string' ? `${Buffer.byteLength(id)} bytes` : nounOf(id));

const keyNoun = (key: unknown): string => (key instanceof Uint8Array ? `${key.length} bytes` : nounOf(key));

const nounOf = (value: unknown): string => (value === undefined || value === null ? String(value) : `a value of type ${typeof value}`);

const refusal = (message: string, received: string, cause?: unknown): ConfigurationError =>
  new ConfigurationError(`option \`encryptionKey\`: ${message}; received ${received}`, { context: { option: 'encryptionKey' }, cause });
