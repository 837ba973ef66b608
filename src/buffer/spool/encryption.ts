import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { FRAME_HEADER_BYTES, GROUP_AT, LENGTH_AT, TIME_AT, TYPE_AT } from './frame.js';

/**
 * Frames may be encrypted, each for itself, with AES-256-GCM:
 *
 *     keys       HKDF-SHA256(the user's key, salt: 16 random bytes in the segment's header, info: 'logferry spool') gives 100 bytes:
 *                4 tell a wrong key from damage (they stand in the header), then 3 x 32 are the keys for records, groups, dead letters
 *     nonce      group and seq, as they stand in the frame's header (bytes 14 to 25)
 *     bound      bytes 8 to 31 of the frame's header: length, type, severity, group, seq, time
 *     payload    ciphertext, then the tag of 16 bytes
 *
 * No key meets a nonce twice: a segment has keys of its own, a type in it too, within one each frame has its own group and seq, and a
 * segment in which a write failed is not written to again. The frame's sum is over the ciphertext, so damage is found without a key.
 */
export type Encryption = (
  /** The name of the key that a segment was written with; `undefined` asks for the key to write with now. */
  id: string | undefined,
) => { readonly id: string; readonly key: Uint8Array };

/** What a segment's header says of its encryption. */
export type SealFacts = { readonly keyId: string; readonly random: Buffer; readonly check: Buffer };

export type Seal = {
  /** How much longer a payload gets. */
  readonly extraBytes: number;
  /** Encrypts a payload into its frame, whose header is written but for the sum. */
  write(frame: Buffer, payload: Buffer): void;
};

/** The payload of a whole frame in the clear; `undefined` when it is not what was written. */
export type Unseal = (frame: Buffer) => Buffer | undefined;

/** The seal of a new segment. Throws what the user's function throws. */
export const createSeal = (encryption: Encryption): { readonly facts: SealFacts; readonly seal: Seal } => {
  const { id, key } = encryption(undefined);
  const random = randomBytes(RANDOM_BYTES);
  const { check, keys } = derive(key, random);
  return { facts: { keyId: id, random, check }, seal: { extraBytes: TAG_BYTES, write: (frame, payload) => encrypt(keys, frame, payload) } };
};

/** How to read a segment; `undefined` where the user has another key of that name, or none. */
export const createUnseal = (encryption: Encryption, { keyId, random, check }: SealFacts): Unseal | undefined => {
  try {
    const derived = derive(encryption(keyId).key, random);
    return derived.check.equals(check) ? (frame) => decrypt(derived.keys, frame) : undefined;
  } catch {
    return undefined;
  }
};

export const RANDOM_BYTES = 16;
export const CHECK_BYTES = 4;
const KEY_BYTES = 32;
export const TAG_BYTES = 16;
const TYPES = 3;

type Keys = { readonly check: Buffer; readonly keys: Buffer };

const derive = (key: Uint8Array, random: Buffer): Keys => {
  const derived = Buffer.from(hkdfSync('sha256', key, random, 'logferry spool', CHECK_BYTES + TYPES * KEY_BYTES));
  return { check: derived.subarray(0, CHECK_BYTES), keys: derived.subarray(CHECK_BYTES) };
};

const encrypt = (keys: Buffer, frame: Buffer, payload: Buffer): void => {
  const header = frame.subarray(0, FRAME_HEADER_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, header), nonceOf(header), { authTagLength: TAG_BYTES });
  cipher.setAAD(boundOf(header));
  const text = cipher.update(payload);
  cipher.final();
  text.copy(frame, FRAME_HEADER_BYTES);
  cipher.getAuthTag().copy(frame, FRAME_HEADER_BYTES + text.length);
};

const decrypt = (keys: Buffer, frame: Buffer): Buffer | undefined => {
  const header = frame.subarray(0, FRAME_HEADER_BYTES);
  const tagAt = frame.length - TAG_BYTES;
  if (tagAt < FRAME_HEADER_BYTES) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(keys, header), nonceOf(header), { authTagLength: TAG_BYTES });
    decipher.setAAD(boundOf(header));
    decipher.setAuthTag(frame.subarray(tagAt));
    const payload = decipher.update(frame.subarray(FRAME_HEADER_BYTES, tagAt));
    decipher.final();
    return payload;
  } catch {
    return undefined;
  }
};

const TYPE_OF_KEY = 0x7f;

const keyOf = (keys: Buffer, header: Buffer): Buffer => {
  const index = ((header[TYPE_AT] ?? 0) & TYPE_OF_KEY) - 1;
  return keys.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES);
};

const nonceOf = (header: Buffer): Buffer => header.subarray(GROUP_AT, TIME_AT);

const boundOf = (header: Buffer): Buffer => header.subarray(LENGTH_AT);
