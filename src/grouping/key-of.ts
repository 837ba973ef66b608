import { ConfigurationError } from '../core/errors.js';
import type { Group } from '../core/group.js';
import type { CacheStats } from '../core/handler.js';
import type { LineFacts } from '../core/line.js';
import type { AggregatorKeyFunction, KeyTemplates } from './aggregator-key.js';
import { canonicalName } from './canonical.js';
import { createGroupCache, type GroupCache } from './group-cache.js';
import { groupOf, namedGroup } from './group-of.js';
import { compileKeyRule, type KeyRule } from './key-rule.js';
import { createLineCursor, readLine } from './line-record.js';

export type KeyOfOptions = {
  /** Absent: all records form one group, of the key `null`. */
  readonly aggregatorKey?: AggregatorKeyFunction | string | KeyTemplates | undefined;
  /** A value, read as it was at first by templates; or a function, called for each record whose key reads it. */
  readonly context?: unknown;
  /** The key of records whose own key cannot be computed. Absent: they have no group. */
  readonly fallbackKey?: unknown;
  /** Groups remembered. Default 10,000. */
  readonly cacheSize?: number | undefined;
};

export type KeyFailure = 'key-function-threw' | 'context-function-threw' | 'key-is-not-plain-data';

export type KeyOf = {
  /** The record's group; `undefined` when its key cannot be computed and there is no fallback. Equal keys give one object while they are remembered. */
  of(line: string, facts: LineFacts): Group | undefined;
  /** Keys that could not be computed so far, fallback or not, and why the last could not. */
  readonly failures: { readonly count: number; readonly last: KeyFailure | undefined };
  stats(): CacheStats;
};

/** Makes the function that finds a record's group. Throws a `ConfigurationError` for a template or fallback that can never work. */
export const createKeyOf = ({ aggregatorKey, context, fallbackKey, cacheSize = 10_000 }: KeyOfOptions): KeyOf => {
  const cache = createGroupCache(cacheSize);
  const fallback = fallbackGroup(fallbackKey);
  const find = finderOf({ aggregatorKey, context, cache });
  const failures: { count: number; last: KeyFailure | undefined } = { count: 0, last: undefined };
  return {
    of: (line, facts) => {
      const found = find(line, facts);
      if (typeof found === 'object') return found;
      failures.count += 1;
      failures.last = found;
      return fallback;
    },
    failures,
    stats: cache.stats,
  };
};

const fallbackGroup = (key: unknown): Group | undefined => {
  if (key === undefined) return undefined;
  const group = groupOf(key);
  if (group !== undefined) return group;
  throw new ConfigurationError(
    `option \`fallbackKey\`: a ${typeof key} that is no plain data. Give a string, number, boolean, null, or an array or object of these.`,
  );
};

/** A group, or the word for why there is none. */
type Find = (line: string, facts: LineFacts) => Group | KeyFailure;
type Setting = { readonly aggregatorKey: KeyOfOptions['aggregatorKey']; readonly context: unknown; readonly cache: GroupCache };

const finderOf = ({ aggregatorKey, context, cache }: Setting): Find => {
  if (aggregatorKey === undefined) return always(namedGroup('null', null));
  if (typeof aggregatorKey === 'function') return guarded(context, byFunction(aggregatorKey, cache));
  const rule = compileKeyRule(aggregatorKey);
  const isFixed = rule.touches !== 'record' && !(rule.readsContext && typeof context === 'function');
  return guarded(rule.readsContext ? context : undefined, isFixed ? byLevel(rule, cache) : byText(rule, cache));
};

const always = (group: Group) => () => group;

/** As `Find`, with the context at hand; may throw, and answers `undefined` for a key that is no plain data. */
type FindIn = (line: string, facts: LineFacts, context: unknown) => Group | undefined;

const guarded = (context: unknown, find: FindIn): Find => {
  const contextOf = typeof context === 'function' ? (context as () => unknown) : () => context;
  return (line, facts) => {
    let failureSoFar: KeyFailure = 'context-function-threw';
    try {
      const given = contextOf();
      failureSoFar = 'key-function-threw';
      return find(line, facts, given) ?? 'key-is-not-plain-data';
    } catch {
      return failureSoFar;
    }
  };
};

const byFunction =
  (keyFunction: AggregatorKeyFunction, cache: GroupCache): FindIn =>
  (line, facts, context) => {
    const key = keyFunction(readLine(line, facts), context);
    const name = canonicalName(key);
    return name === undefined ? undefined : (cache.get(name) ?? cache.add(name, namedGroup(name, key)));
  };

/** For a key that can only differ from level to level: no view of the record is made once a level is known. */
const byLevel =
  (rule: KeyRule, cache: GroupCache): FindIn =>
  (line, facts, context) => {
    const level = rule.touches === 'level' ? facts.level : '';
    return cache.get(level) ?? remembered(cache, level, groupOf(rule.key(readLine(line, facts), context)));
  };

const byText = (rule: KeyRule, cache: GroupCache): FindIn => {
  const view = createLineCursor();
  return (line, facts, context) => {
    const record = view(line, facts);
    const text = rule.text(record, context);
    if (text === undefined) return undefined;
    return cache.get(text) ?? remembered(cache, text, groupOf(rule.key(record, context)));
  };
};

/** A text that is the key itself may be a slice of its line: the group's own copy is remembered instead of it. */
const remembered = (cache: GroupCache, text: string, group: Group | undefined): Group | undefined =>
  group && cache.add(group.key === text ? group.key : text, group);
