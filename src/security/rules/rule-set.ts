/**
 * A user's rules, as one more detector. What a rule says of a record rather than of a text (a tag, a rejection) waits until it is taken:
 * a record is washed in one go, so what waits is of that record.
 */
import type { Kind, Sight } from '../scan/finding.js';
import type { Mask, SecurityRule } from '../security-options.js';
import { checkRules } from './check-rules.js';
import { searchWindows } from './search-windows.js';

export type RuleSet = {
  /** Whether a look is worth it: a rule's literal stands in the text. */
  mayHit(text: string): boolean;
  /**
   * Notes what the rules find. A rule whose budget is used up before it has seen all of a text has the whole text masked (`[name: over budget]`), and a match
   * whose `validate` failed is masked in full (`[name: unchecked]`), whatever the rule's action.
   */
  find(sight: Sight): void;
  /** Tags and rejections since they were last taken. */
  take(): RuleNews | undefined;
  /** The rules' own masks. */
  readonly masks: ReadonlyMap<Kind, Mask>;
  stats(): ReadonlyMap<string, RuleStats>;
};

export type RuleNews = { readonly tags: ReadonlySet<string>; readonly rejectedBy: string | undefined };

/** `hits`: matches, counted for each reading of a text (as it stands, decoded, ...). `failures`: of `validate`. */
export type RuleStats = { readonly hits: number; readonly overBudget: number; readonly failures: number };

export type RuleSetDeps = {
  /** Whether there is a key for masks that are `hash`. */
  readonly hasPseudonym: boolean;
  /** Milliseconds, with fractions. */
  readonly now: () => number;
  /** How long a rule may take for one text. Default 5 ms. */
  readonly budgetMs?: number | undefined;
};

/** @throws ConfigurationError that names the rule, what is wrong with it, and the cure. */
export const compileRules = (given: readonly SecurityRule[], { hasPseudonym, now, budgetMs = 5 }: RuleSetDeps): RuleSet => {
  checkRules(given, hasPseudonym);
  const rules = given.map(compileRule);
  let tags = new Set<string>();
  let rejectedBy: string | undefined;

  const search = (rule: Rule, sight: Sight): void => {
    const latest = now() + budgetMs;
    const isInTime = () => now() <= latest;
    const onMatch = (start: number, end: number) => {
      apply(rule, sight, { start, end });
      return rule.validate === undefined || isInTime();
    };
    if (searchWindows(rule.pattern, sight.text, { onMatch, onWindow: isInTime })) return;
    rule.stats.overBudget += 1;
    sight.note(`rule:${rule.name}: over budget`, 0, sight.text.length);
  };

  const apply = ({ name, action, validate, stats }: Rule, sight: Sight, { start, end }: Match): void => {
    const verdict = validate === undefined ? true : verdictOf(validate, sight.text.slice(start, end));
    if (verdict === false) return;
    stats.hits += 1;
    if (verdict === undefined) stats.failures += 1;
    if (verdict !== undefined && action === 'tag') tags.add(name);
    else sight.note(verdict === undefined ? `rule:${name}: unchecked` : `rule:${name}`, start, end);
    if (verdict !== undefined && action === 'reject') rejectedBy ??= name;
  };

  return {
    mayHit: (text) => {
      for (const rule of rules) if (isWorthIt(rule, text)) return true;
      return false;
    },
    find: (sight) => {
      for (const rule of rules) if (isWorthIt(rule, sight.text)) search(rule, sight);
    },
    take: () => {
      if (tags.size === 0 && rejectedBy === undefined) return undefined;
      const news = { tags, rejectedBy };
      tags = new Set();
      rejectedBy = undefined;
      return news;
    },
    masks: new Map(given.flatMap(({ name, mask }): [Kind, Mask][] => (mask === undefined ? [] : [[`rule:${name}`, mask]]))),
    stats: () => new Map(rules.map(({ name, stats }) => [name, { ...stats }])),
  };
};

type Match = { readonly start: number; readonly end: number };

type Rule = {
  readonly name: string;
  readonly literals: readonly string[] | undefined;
  readonly pattern: RegExp;
  readonly validate: SecurityRule['validate'];
  readonly action: 'mask' | 'tag' | 'reject';
  readonly stats: { hits: number; overBudget: number; failures: number };
};

/** The pattern is a copy, so that nobody else moves its `lastIndex`, and it nobody else's. */
const compileRule = ({ name, literals, pattern, validate, action = 'mask' }: SecurityRule): Rule => ({
  name,
  literals: literals === undefined ? undefined : [...literals],
  pattern: new RegExp(pattern.source, `g${pattern.flags.replace(/[dgy]/g, '')}`),
  validate,
  action,
  stats: { hits: 0, overBudget: 0, failures: 0 },
});

const isWorthIt = ({ literals }: Rule, text: string): boolean => {
  if (literals === undefined) return true;
  for (const literal of literals) if (text.includes(literal)) return true;
  return false;
};

/** `undefined`: it could not say, since it threw, answered no boolean, or was never loaded. */
const verdictOf = (validate: NonNullable<SecurityRule['validate']>, match: string): boolean | undefined => {
  if (typeof validate !== 'function') return undefined;
  try {
    const verdict: unknown = validate(match);
    if (verdict instanceof Promise) verdict.catch(() => {});
    return typeof verdict === 'boolean' ? verdict : undefined;
  } catch {
    return undefined;
  }
};
