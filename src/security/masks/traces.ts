import type { BuiltInKind, Kind } from '../scan/finding.js';
import { ipAddress } from './ip-address.js';
import { partialMask } from './partial-mask.js';
import type { Pseudonyms } from './pseudonyms.js';

/** What a subject may have left in logs. */
export type Trace = {
  readonly kind: Kind;
  /** The text to search for. */
  readonly find: string;
  /** The key that it was written under; absent for a partial mask. */
  readonly keyId?: string;
  /** Others left the same: `u***@company.com` stands for every address of the company that begins so. What is found must be looked at. */
  readonly isAmbiguous: boolean;
};

/**
 * Erasure and access (GDPR articles 15 and 17): given a subject's e-mail address, phone number, user id, ..., what to search stored logs
 * for: its pseudonyms under the current and every previous key, and what partial masks left of it. Without `kind`, as every built-in kind
 * that the text may be, and as a `secret`, which is what stands under a masked key of no other kind. A number has to be given as it was
 * logged, with or without its country code.
 */
export const createTraces =
  (pseudonyms: Pseudonyms | undefined) =>
  (subject: string, kind?: Kind): readonly Trace[] =>
    (kind === undefined ? kindsOf(subject) : [kind]).flatMap((each) => [
      ...(pseudonyms?.underEveryKey(each, subject) ?? []).map(({ keyId, pseudonym }) => ({
        kind: each,
        find: pseudonym,
        keyId,
        isAmbiguous: false,
      })),
      ...partialTrace(each, subject),
    ]);

const kindsOf = (subject: string): readonly BuiltInKind[] => KINDS.flatMap(([kind, mayBe]) => (mayBe(subject) ? [kind] : []));

const countDigits = (text: string): number => text.replace(/\D/g, '').length;

const isNumber = (text: string): boolean => /^[\d\s().+/-]+$/.test(text);

const KINDS: readonly (readonly [BuiltInKind, (subject: string) => boolean])[] = [
  ['email', (subject) => subject.includes('@')],
  ['phone', (subject) => isNumber(subject) && countDigits(subject) >= 7 && countDigits(subject) <= 15],
  ['card', (subject) => isNumber(subject) && countDigits(subject) >= 12 && countDigits(subject) <= 19],
  ['ssn', (subject) => isNumber(subject) && countDigits(subject) === 9],
  ['iban', (subject) => /^[A-Za-z]{2}\d{2}[A-Za-z\d\s]{11,40}$/.test(subject)],
  ['ip', (subject) => ipAddress(subject) !== undefined],
  ['mac', (subject) => /^(?:[\da-f]{2}[:-]?){5}[\da-f]{2}$/i.test(subject)],
  ['nationalId', (subject) => /\d/.test(subject) && /^[A-Za-z\d\s./-]{8,20}$/.test(subject)],
  ['secret', () => true],
];

/** Only where the kind is masked in part by default, and anything of it was shown. */
const partialTrace = (kind: Kind, subject: string): readonly Trace[] => {
  const find = PARTIAL.has(kind) ? partialMask(kind, subject) : '';
  return /[^*.-]/.test(find) && !find.startsWith('[') ? [{ kind, find, isAmbiguous: true }] : [];
};

const PARTIAL: ReadonlySet<Kind> = new Set<Kind>(['email', 'phone', 'card', 'iban', 'ip']);
