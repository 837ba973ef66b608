import type { ClassifyKey } from '../keys/classify-key.js';
import { ANGLE, AT, BINDS, COUNTED, DASHES, DIGITS, DOTTED, HEAD, HYPHEN, LEAD, LONG, MARK, QUOTED, TOKEN } from './char-class.js';
import { findEmails } from './email.js';
import { createEncodedSecretsFinder } from './encoded-json.js';
import { findEntropy } from './entropy.js';
import type { BuiltInKind, Detector } from './finding.js';
import { findLetteredIbans } from './iban.js';
import { findIpv6s } from './ipv6.js';
import { findJwks } from './jwk.js';
import { findJwts } from './jwt.js';
import { findMacs } from './mac.js';
import { createNamedSecrets } from './named-secrets.js';
import { findNationalIds } from './national-id.js';
import { findNumbers } from './numbers.js';
import { findPrefixedTokens } from './prefixed-tokens.js';
import { findPrivateKeys } from './private-key.js';
import { findShapedTokens } from './token-shapes.js';

export type DetectorEntry = {
  readonly find: Detector;
  /** The kinds that it may note; `own`: those of a user's rules, which are always wanted. */
  readonly kinds: readonly BuiltInKind[] | 'own';
  /** Flags of `char-class`, of which a text must show one; 0: it looks at every text that is looked at closely. */
  readonly needs: number;
  /** Flags of which it must show one, too. */
  readonly also?: number;
};

/** All that are built in. A name in a text means what it means as a key: `classify`. */
export const createDetectors = (classify: ClassifyKey, isStrict: boolean): readonly DetectorEntry[] => {
  const named = createNamedSecrets(classify);
  return [
    { find: findPrivateKeys, kinds: ['privateKey'], needs: DASHES | BINDS | MARK, also: HYPHEN },
    { find: findJwks, kinds: ['privateKey'], needs: BINDS },
    { find: findPrefixedTokens, kinds: ['token'], needs: TOKEN },
    { find: findShapedTokens, kinds: ['token'], needs: MARK },
    { find: findJwts, kinds: ['jwt'], needs: HEAD },
    { find: createEncodedSecretsFinder((name) => classify(name) !== undefined), kinds: ['secret', 'privateKey', 'jwt'], needs: HEAD },
    { find: named.values, kinds: NAMED, needs: BINDS },
    { find: named.inXml, kinds: NAMED, needs: BINDS, also: ANGLE },
    { find: named.inForms, kinds: NAMED, needs: BINDS, also: HYPHEN },
    ...named.inUrls.map((find): DetectorEntry => ({ find, kinds: NAMED, needs: BINDS, also: AT })),
    { find: named.loose, kinds: NAMED, needs: LEAD | DASHES },
    { find: named.listed, kinds: NAMED, needs: BINDS | LEAD | DASHES, also: QUOTED },
    ...named.flags.map((find): DetectorEntry => ({ find, kinds: NAMED, needs: BINDS | LEAD | DASHES, also: HYPHEN })),
    { find: findEmails, kinds: ['email'], needs: AT },
    { find: findNumbers, kinds: ['card', 'iban', 'ssn', 'phone', 'ip'], needs: DIGITS | DOTTED },
    ...(isStrict ? [{ find: findLetteredIbans, kinds: ['iban'], needs: COUNTED } satisfies DetectorEntry] : []),
    { find: findIpv6s, kinds: ['ip'], needs: DOTTED },
    { find: findNationalIds, kinds: ['nationalId'], needs: COUNTED },
    { find: findMacs, kinds: ['mac'], needs: COUNTED | LONG },
    { find: findEntropy, kinds: ['entropy'], needs: COUNTED },
  ];
};

/** The flags by which a text wakes those that look for what is wanted. */
export const anchorsOf = (detectors: readonly DetectorEntry[], wants: (kind: BuiltInKind) => boolean): number =>
  detectors.reduce((anchors, { kinds, needs }) => (kinds === 'own' || kinds.some(wants) ? anchors | needs : anchors), 0);

const NAMED: readonly BuiltInKind[] = ['secret', 'authorization', 'userinfo'];
