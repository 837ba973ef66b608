import type { AuditKey } from '../audit-options.js';
import { provingKey } from '../signing-key.js';
import type { KeyFor } from './trail-reader.js';
import { type AuditVerdict, createVerifier } from './verifier.js';

export type VerifyAuditOptions = {
  /** What signatures are proven with: the secret, or the public half. A function is asked for the key of each `keyId`. Without it nothing keeps a forger from writing checkpoints that fit. */
  readonly key?: AuditKey | ((keyId: string | undefined) => AuditKey | undefined) | undefined;
  /** Records of a stream may stand in any order, as after `ordering: 'relaxed'`, or where a collector sorts them. Default false. */
  readonly isAnyOrder?: boolean | undefined;
};

/**
 * Whether records are what was sealed, all of it, and in order. `records` and `checkpoints`: lines without their newlines, as the collector
 * and the file of checkpoints hold them. Records of several streams may be mixed, and any may come more than once.
 * @throws ConfigurationError for a key that is none.
 */
export const verifyAuditTrail = (
  records: Iterable<string>,
  checkpoints: Iterable<string>,
  { key, isAnyOrder = false }: VerifyAuditOptions = {},
): AuditVerdict => {
  const verifier = createVerifier(checkpoints, { keyFor: keyForOf(key), isAnyOrder });
  for (const line of records) verifier.take(line);
  return verifier.end();
};

const keyForOf = (key: VerifyAuditOptions['key']): KeyFor | undefined => {
  if (key === undefined) return undefined;
  if (typeof key === 'function') return rememberedKeys(key);
  const proving = provingKey(key);
  return () => proving;
};

const rememberedKeys = (keyOf: (keyId: string | undefined) => AuditKey | undefined): KeyFor => {
  const keys = new Map<string | undefined, ReturnType<KeyFor>>();
  return (keyId) => {
    if (!keys.has(keyId)) {
      const key = keyOf(keyId);
      keys.set(keyId, key === undefined ? undefined : provingKey(key));
    }
    return keys.get(keyId);
  };
};
