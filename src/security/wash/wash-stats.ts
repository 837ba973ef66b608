import type { SecurityStats } from '../../core/handler.js';
import type { Masks } from '../masks/masks.js';
import type { RuleSet } from '../rules/rule-set.js';
import type { KeyBook } from './key-verdict.js';
import type { WashCounts } from './wash-counts.js';

export type WashStatsDeps = {
  readonly counts: WashCounts;
  readonly rules: Pick<RuleSet, 'stats'>;
  readonly masks: Pick<Masks, 'failures'>;
  readonly book: Pick<KeyBook, 'stats'>;
};

/** What a wash did so far, as those count it who do it. */
export const washStats = ({ counts, rules, masks, book }: WashStatsDeps): SecurityStats => ({
  hits: { ...Object.fromEntries(counts.hits()), ...hitsOf(rules) },
  sanitized: counts.sanitized,
  truncated: counts.truncated,
  withheld: counts.withheld,
  rejected: counts.rejected,
  maskFailures: masks.failures(),
  keyCache: book.stats(),
});

const hitsOf = (rules: Pick<RuleSet, 'stats'>): Readonly<Record<string, number>> =>
  Object.fromEntries([...rules.stats()].map(([name, { hits }]) => [`rule:${name}`, hits]));
