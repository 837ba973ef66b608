/**
 * Pseudonyms: the same value becomes the same word, in every process, thread and year, and nobody without the key can tell the value.
 *
 *   email:k1:3q2-7wAbC0dEfGhIjKlMnA
 *   |     |  `- the first 16 bytes of HMAC-SHA-256(key, kind 0x00 value), base64url without padding (RFC 2104, RFC 4648 5)
 *   |     `---- which key
 *   `---------- what kind of thing it was; a part of what is hashed, so that one text has another pseudonym as another kind
 *
 * `value` is in normal form, as UTF-8: e-mail addresses trimmed and in lower case, of cards, phone and social security numbers the digits,
 * IBANs without blanks in capitals, IP addresses in canonical form, all else as it is. An unkeyed hash would not do: all phone numbers
 * there are can be hashed in seconds.
 *
 * Changing the key: give the new key and id, and move the old pair to `previous`. From then on the new one is written; the old ones only
 * serve to say what to search for (`traces`), and can go when the retention of the logs written under them is over. Who destroys a key
 * has made the pseudonyms under it anonymous. Join over a change of keys by asking for the traces of a subject.
 */
import { createHmac } from 'node:crypto';
import { ConfigurationError } from '../../core/errors.js';
import type { Kind } from '../scan/finding.js';
import { normalForm } from './normal-form.js';
import { type CheckedKey, checkPseudonymKey, type LoadedPseudonymKey } from './pseudonym-key.js';
import { createRecent, type Recent } from './recent.js';

export type Pseudonyms = {
  /** The pseudonym of a value under the current key; of a pseudonym, itself. */
  of(kind: Kind, value: string): string;
  /** Its pseudonyms under the current key and then under each previous one. */
  underEveryKey(kind: Kind, value: string): readonly { readonly keyId: string; readonly pseudonym: string }[];
};

/** Where the settings stand. */
const OPTION = 'security.pseudonym';

/** @throws ConfigurationError for a key that is too short, or two of one id; it holds nothing of a key. */
export const createPseudonyms = (
  settings: LoadedPseudonymKey & { readonly previous?: readonly LoadedPseudonymKey[] | undefined },
): Pseudonyms => {
  const current = checkPseudonymKey(settings, OPTION);
  const previous = (settings.previous ?? []).map((key, index) => checkPseudonymKey(key, `${OPTION}.previous[${index}]`));
  const keys = [current, ...previous];
  refuseTwins(keys);

  const ownForm = new RegExp(`^[a-zA-Z:][\\w.:-]*:(?:${keys.map(({ keyId }) => keyId).join('|')}):[\\w-]{22}$`);
  const recent = new Map<Kind, Recent>();
  const newRecent = (kind: Kind): Recent => {
    const made = createRecent((value) => (ownForm.test(value) ? value : pseudonymOf(current, kind, value)), REMEMBERED);
    recent.set(kind, made);
    return made;
  };

  return {
    of: (kind, value) => (recent.get(kind) ?? newRecent(kind))(value),
    underEveryKey: (kind, value) => keys.map((key) => ({ keyId: key.keyId, pseudonym: pseudonymOf(key, kind, value) })),
  };
};

/** Values of one kind and generation. */
const REMEMBERED = 1000;

const refuseTwins = (keys: readonly CheckedKey[]): void => {
  const ids = keys.map(({ keyId }) => keyId);
  const twin = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twin === undefined) return;
  throw new ConfigurationError(`option \`${OPTION}\`: two keys have the id ${twin}: give each key an id of its own, new keys new ids`, {
    context: { option: `${OPTION}.previous` },
  });
};

const pseudonymOf = ({ key, keyId }: CheckedKey, kind: Kind, value: string): string => {
  const digest = createHmac('sha256', key)
    .update(`${kind}\0${normalForm(kind, value)}`)
    .digest();
  return `${kind}:${keyId}:${digest.toString('base64url', 0, PSEUDONYM_BYTES)}`;
};

const PSEUDONYM_BYTES = 16;
