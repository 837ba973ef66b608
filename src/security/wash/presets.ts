import type { BuiltInKind } from '../scan/finding.js';
import type { Mask, WashOptions } from '../security-options.js';

export type Preset = NonNullable<WashOptions['preset']>;

/** Everything that the options say of kinds, settled. */
export type KindSettings = {
  readonly wants: (kind: BuiltInKind) => boolean;
  /** Masks that differ from the kind's own. */
  readonly masks: ReadonlyMap<BuiltInKind, Mask>;
};

/** What a preset looks for and how it masks it, where the option `kinds` does not say otherwise. */
export const settleKinds = (preset: Preset, kinds: NonNullable<WashOptions['kinds']>): KindSettings => {
  const wanted = new Set<BuiltInKind>(preset === 'off' ? [] : preset === 'strict' ? [...USUAL, ...AMBIGUOUS] : USUAL);
  const masks = new Map<BuiltInKind, Mask>(preset === 'gdpr' ? PSEUDONYMOUS.map((kind) => [kind, 'hash']) : []);
  for (const [kind, choice] of Object.entries(kinds) as [BuiltInKind, boolean | Mask | undefined][]) {
    if (choice === undefined) continue;
    if (choice === false) wanted.delete(kind);
    else wanted.add(kind);
    if (typeof choice !== 'boolean') masks.set(kind, choice);
  }
  return { wants: (kind) => wanted.has(kind), masks };
};

const USUAL: readonly BuiltInKind[] = [
  ...(['secret', 'token', 'jwt', 'privateKey', 'authorization', 'userinfo'] as const),
  ...(['email', 'card', 'iban', 'ssn', 'phone', 'ip'] as const),
];

/** Forms that other things have, too. */
const AMBIGUOUS: readonly BuiltInKind[] = ['nationalId', 'mac', 'entropy'];

/** Personal data by which records of one person are still to be told to be of one person. Addresses of machines are cut short, which says less. */
const PSEUDONYMOUS: readonly BuiltInKind[] = ['email', 'card', 'iban', 'ssn', 'phone', 'nationalId'];

/** Every kind there is, for those who look over options. */
export const KINDS: readonly BuiltInKind[] = [...USUAL, ...AMBIGUOUS];
