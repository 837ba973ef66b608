import { createHmac, createPrivateKey, createPublicKey, createSecretKey, KeyObject, sign, timingSafeEqual, verify } from 'node:crypto';
import { ConfigurationError } from '../core/errors.js';
import type { AuditKey } from './audit-options.js';

/** @throws ConfigurationError where this is no key to sign with. */
export const createSign = (given: AuditKey | (() => AuditKey)): ((text: string) => string) => {
  const key = typeof given === 'function' ? given() : given;
  const flaw = flawOf(key);
  if (flaw !== undefined) throw new ConfigurationError(`option \`security.audit.key\`: ${flaw}`);
  const signing = keyObjectOf(key, createPrivateKey);
  return signing.type === 'secret'
    ? (text) => macOf(signing, text)
    : (text) => sign(null, Buffer.from(text), signing).toString('base64url');
};

/** Whether a signature is of this text and by this key; which algorithm it must be, the key decides and nobody else. */
export const isSignedBy = (key: KeyObject, text: string, signature: string): boolean => {
  const bytes = Buffer.from(signature, 'base64url');
  if (key.type !== 'secret') return verify(null, Buffer.from(text), key, bytes);
  const expected = Buffer.from(macOf(key, text), 'base64url');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
};

/** What signatures are proven with: the secret, or the public half. @throws ConfigurationError */
export const provingKey = (key: AuditKey): KeyObject => {
  const proving = tried(() => keyObjectOf(key, createPublicKey));
  if (proving === undefined || weaknessOf(proving) !== undefined) throw new ConfigurationError(`the key ${KINDS}`);
  return proving.type === 'private' ? createPublicKey(proving) : proving;
};

/** What makes a value unfit to sign with, without a word of the value. */
export const flawOf = (value: unknown): string | undefined => {
  const key = tried(() => keyObjectOf(value as AuditKey, createPrivateKey));
  if (key === undefined) return KINDS;
  return key.type === 'public' ? 'is a public key: it proves signatures, give the private one' : weaknessOf(key);
};

const KINDS = 'must be a secret of at least 32 bytes, an Ed25519 key (PEM or KeyObject), or a function that answers one';
const SECRET_BYTES = 32;

const weaknessOf = (key: KeyObject): string | undefined => {
  if (key.type === 'secret') return (key.symmetricKeySize ?? 0) < SECRET_BYTES ? `must have at least ${SECRET_BYTES} bytes` : undefined;
  return key.asymmetricKeyType === 'ed25519' ? undefined : KINDS;
};

const keyObjectOf = (key: AuditKey, fromPem: (pem: string) => KeyObject): KeyObject => {
  if (key instanceof KeyObject) return key;
  return typeof key === 'string' ? fromPem(key) : createSecretKey(key);
};

const tried = (make: () => KeyObject): KeyObject | undefined => {
  try {
    return make();
  } catch {
    return undefined;
  }
};

const macOf = (key: KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('base64url');
