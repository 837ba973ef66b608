import { ConfigurationError } from '../../core/errors.js';
import { checkMask } from '../masks/check-mask.js';
import { createPseudonyms } from '../masks/pseudonyms.js';
import type { WashSettings } from '../options.js';
import { checkRules } from '../rules/check-rules.js';
import { patternFault } from '../rules/unsafe-pattern.js';
import type { KeyRule } from '../security-options.js';
import { compilePaths } from './path-rules.js';

/**
 * Looks over what no schema sees: masks, paths, patterns and keys.
 * @throws ConfigurationError that names the option and the cure.
 */
export const checkWash = ({ preset, kinds, keys, paths, rules, pseudonym }: WashSettings): void => {
  const hasPseudonym = pseudonym !== undefined;
  if (preset === 'gdpr' && !hasPseudonym) throw needsPseudonym();
  const check = (mask: unknown, option: string): unknown => checkMask(mask, `security.${option}`, hasPseudonym);
  for (const [kind, mask] of Object.entries(kinds)) if (mask !== undefined && typeof mask !== 'boolean') check(mask, `kinds.${kind}`);
  for (const [index, rule] of keys.add.entries()) if (isOwn(rule)) check(rule.mask, `keys.add[${index}].mask`);
  for (const [index, rule] of paths.entries()) if (isOwn(rule)) check(rule.mask, `paths[${index}].mask`);
  checkKeyPatterns(keys.add.map(keyOf), 'security.keys.add');
  checkKeyPatterns(keys.allow, 'security.keys.allow');
  compilePaths(paths);
  checkRules(rules, hasPseudonym);
  if (pseudonym !== undefined) createPseudonyms(pseudonym as Parameters<typeof createPseudonyms>[0]);
};

const keyOf = (rule: KeyRule): string | RegExp => (typeof rule === 'string' || rule instanceof RegExp ? rule : rule.key);

/** Keys are written by others, too. */
const checkKeyPatterns = (keys: readonly (string | RegExp)[], option: string): void => {
  for (const [index, key] of keys.entries()) {
    const fault = key instanceof RegExp ? patternFault(key) : undefined;
    if (fault === undefined) continue;
    throw new ConfigurationError(`option \`${option}[${index}]\`: an unsafe pattern: \`${fault.part}\` ${fault.why}`, {
      context: { option },
    });
  }
};

const isOwn = (rule: unknown): rule is { readonly mask: unknown } => typeof rule === 'object' && rule !== null && 'mask' in rule;

const needsPseudonym = (): ConfigurationError =>
  new ConfigurationError(
    "option `security.pseudonym`: preset 'gdpr' makes pseudonyms, and needs a key for them: { key, keyId }, with at least 32 random bytes (crypto.randomBytes(32)) that all processes share",
    { context: { option: 'security.pseudonym' } },
  );
