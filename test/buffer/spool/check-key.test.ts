import { expect, test } from 'vitest';
import { checkKey } from '../../../src/buffer/spool/check-key.js';
import { ConfigurationError } from '../../../src/core/errors.js';

const KEY = Buffer.alloc(32, 'k');

const refusalOf = (answer: unknown): unknown => {
  try {
    checkKey((() => answer) as never);
    return undefined;
  } catch (error) {
    return error;
  }
};

test.each([
  ['a Buffer', { id: '2026-11', key: KEY }],
  ['a Uint8Array', { id: 'k', key: new Uint8Array(32) }],
  ['the longest id there may be', { id: 'é'.repeat(127), key: KEY }],
])('a key function is taken that answers with %s, and asked once, for the key to write with', (_, answer) => {
  const asked: unknown[] = [];
  checkKey((id) => {
    asked.push(id);
    return answer;
  });
  expect(asked).toEqual([undefined]);
});

test.each<[answer: unknown, told: string]>([
  [undefined, 'must answer { id, key }; received undefined'],
  [KEY.toString('hex'), 'must answer { id, key }; received a value of type string'],
  [{ key: KEY }, 'must answer an `id` of 1 to 255 bytes, which names the key in the files; received undefined'],
  [{ id: '', key: KEY }, 'must answer an `id` of 1 to 255 bytes, which names the key in the files; received 0 bytes'],
  [{ id: 'é'.repeat(128), key: KEY }, 'must answer an `id` of 1 to 255 bytes, which names the key in the files; received 256 bytes'],
  [{ id: 5, key: KEY }, 'must answer an `id` of 1 to 255 bytes, which names the key in the files; received a value of type number'],
  [{ id: 'k' }, 'must answer a `key` of 32 bytes, as a Buffer or Uint8Array, for AES-256-GCM; received undefined'],
  [
    { id: 'k', key: 'k'.repeat(32) },
    'must answer a `key` of 32 bytes, as a Buffer or Uint8Array, for AES-256-GCM; received a value of type string',
  ],
  [{ id: 'k', key: KEY.subarray(1) }, 'must answer a `key` of 32 bytes, as a Buffer or Uint8Array, for AES-256-GCM; received 31 bytes'],
  [
    Promise.resolve({ id: 'k', key: KEY }),
    'must answer { id, key } at once: fetch the keys before, and answer from what you have; received a promise',
  ],
])('B19 a key function that answers %o is refused by name, with the cure, and without the key', (answer, told) => {
  const error = refusalOf(answer);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error).toMatchObject({ message: `option \`encryptionKey\`: ${told}`, context: { option: 'encryptionKey' } });
  expect(String(error)).not.toContain('kkk');
});

test('a key function that throws is refused with what it threw as the cause', () => {
  const cause = new Error('the key store is shut');
  const check = (): void =>
    checkKey(() => {
      throw cause;
    });
  expect(check).toThrow(ConfigurationError);
  expect(check).toThrow(expect.objectContaining({ cause, message: expect.stringContaining('received an exception') }));
});

test('a promise that rejects is no unhandled rejection', async () => {
  expect(refusalOf(Promise.reject(new Error('no key')))).toBeInstanceOf(ConfigurationError);
  await new Promise((resolve) => setImmediate(resolve));
});
