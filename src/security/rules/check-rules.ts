import { ConfigurationError } from '../../core/errors.js';
import { checkMask } from '../masks/check-mask.js';
import type { SecurityRule } from '../security-options.js';
import { patternFault } from './unsafe-pattern.js';

/**
 * Looks a user's rules over where they are given. It may take a tenth of a second for a large pattern.
 * @throws ConfigurationError that names the rule, what is wrong with it, and the cure.
 */
export const checkRules = (rules: readonly SecurityRule[], hasPseudonym: boolean): void => {
  for (const [index, rule] of rules.entries()) {
    checkName(rule, index);
    const twin = rules.findIndex(({ name }) => name === rule.name);
    if (twin !== index)
      throw refusal(rule.name, `has the name of \`rules[${twin}]\`: each rule needs a name of its own, it is counted by it`);
    checkTriggers(rule);
    checkPattern(rule);
    checkAction(rule);
    if (rule.mask !== undefined) checkMask(rule.mask, optionOf(rule.name, 'mask'), hasPseudonym);
  }
};

const optionOf = (name: string, part: string): string => `security.rules[${name}].${part}`;

const refusal = (name: string, problem: string): ConfigurationError =>
  new ConfigurationError(`option \`security.rules\`: the rule \`${name}\` ${problem}`, {
    context: { option: 'security.rules', rule: name },
  });

const checkName = ({ name }: SecurityRule, index: number): void => {
  if (typeof name === 'string' && NAME.test(name)) return;
  const received = typeof name === 'string' ? JSON.stringify(name.slice(0, LONGEST_NAME)) : typeof name;
  throw refusal(
    String(index),
    `must have a \`name\` of 1 to ${LONGEST_NAME} of A-Z a-z 0-9 _ . - that begins with a letter or digit; received ${received}`,
  );
};

const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;
const LONGEST_NAME = 64;

const checkTriggers = ({ name, literals, always }: SecurityRule): void => {
  if (literals !== undefined && always === true) throw refusal(name, 'has `literals` and `always`: leave one of them out');
  if (always === true) return;
  if (literals === undefined) {
    throw refusal(
      name,
      "needs `literals`, texts that stand in all that it looks for (['EMP-']): its pattern is only tried where one of them stands. Or `always: true`, and it is tried on every text",
    );
  }
  if (!Array.isArray(literals) || literals.length === 0) throw refusal(name, 'must have `literals` that are a list of at least one text');
  if (!literals.every((literal) => typeof literal === 'string' && literal !== '')) {
    throw refusal(name, 'has an empty literal, or one that is no text: it stands everywhere, say `always: true` if that is meant');
  }
};

const checkPattern = ({ name, pattern }: SecurityRule): void => {
  if (!(pattern instanceof RegExp)) throw refusal(name, `must have a \`pattern\` that is a RegExp; received ${typeof pattern}`);
  if (pattern.sticky) throw refusal(name, 'has a pattern with the flag y, which only matches at one place: leave the flag out');
  const fault = patternFault(pattern);
  if (fault !== undefined) throw refusal(name, `has an unsafe pattern: \`${fault.part}\` ${fault.why}`);
  if (new RegExp(pattern.source, pattern.flags).test('')) {
    throw refusal(name, 'has a pattern that finds nothing, at every place: let it take at least one character (+ instead of *)');
  }
};

const checkAction = ({ name, action = 'mask', validate, mask }: SecurityRule): void => {
  if (!['mask', 'tag', 'reject'].includes(action)) throw refusal(name, "must have an `action` of 'mask', 'tag' or 'reject'");
  if (action === 'tag' && mask !== undefined)
    throw refusal(name, "has a mask, but its action 'tag' masks nothing: leave one of them out, or make a second rule");
  if (validate === undefined || typeof validate === 'function' || isRef(validate)) return;
  throw refusal(name, 'must have a `validate` that is a function or { module, name }');
};

const isRef = (value: unknown): boolean => typeof value === 'object' && value !== null && 'module' in value && 'name' in value;
