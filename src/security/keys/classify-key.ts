import type { BuiltInKind } from '../scan/finding.js';
import type { KeyRule, Mask } from '../security-options.js';
import { judgeName, type Trust } from './judge-name.js';
import { isPersonal } from './personal-words.js';
import { joinWords, splitWords } from './split-words.js';

/** Why what stands under a key must not be logged. */
export type KeyVerdict = {
  readonly kind: BuiltInKind;
  /** `undefined`: that of the kind. */
  readonly mask: Mask | undefined;
  /** Which values a name like this makes secrets: see `isSecretValue`. */
  readonly trust: Trust;
};

export type KeyRules = {
  readonly add?: readonly KeyRule[] | undefined;
  readonly allow?: readonly (string | RegExp)[] | undefined;
  /** Names of people, their addresses, birth dates and numbers too. */
  readonly isGdpr?: boolean | undefined;
};

/** `undefined`: the key says nothing. */
export type ClassifyKey = (key: string) => KeyVerdict | undefined;

/**
 * What a key tells of its value, in any writing (`apiKey`, `API_KEY`, `api-key`, `x.api key`). `allow` wins over `add`, and `add` over the
 * vocabulary. A pattern is tried on the whole name as it is written. Remembers nothing: see `remembered.ts`.
 */
export const createKeyClassifier = ({ add = [], allow = [], isGdpr = false }: KeyRules): ClassifyKey => {
  const isAllowed = createMatcher(allow.map((key) => [key, true]));
  const added = createMatcher(add.map((rule) => addedVerdict(rule)));
  return (key) => {
    const name = key.length > LONGEST_NAME ? key.slice(-LONGEST_NAME) : key;
    const words = splitWords(name);
    if (words.length === 0 || isAllowed(name)) return undefined;
    return added(name) ?? builtInVerdict(words, isGdpr);
  };
};

/** What a name says, it says at its end. */
const LONGEST_NAME = 256;

type Rule<Answer> = readonly [key: string | RegExp, answer: Answer];

const addedVerdict = (rule: KeyRule): Rule<KeyVerdict> => {
  const isBare = typeof rule === 'string' || rule instanceof RegExp;
  return [isBare ? rule : rule.key, { kind: 'secret', mask: isBare ? undefined : rule.mask, trust: 'sure' }];
};

const createMatcher = <Answer>(rules: readonly Rule<Answer>[]) => {
  const byName = new Map<string, Answer>();
  const byPattern: (readonly [RegExp, Answer])[] = [];
  for (const [key, answer] of rules) {
    if (typeof key === 'string') byName.set(joinWords(key), answer);
    else byPattern.push([new RegExp(key.source, key.flags.replace(/[gy]/g, '')), answer]);
  }
  return (name: string): Answer | undefined => {
    const found = byName.size > 0 ? byName.get(joinWords(name)) : undefined;
    return found ?? byPattern.find(([pattern]) => pattern.test(name))?.[1];
  };
};

const builtInVerdict = (words: readonly string[], isGdpr: boolean): KeyVerdict | undefined => {
  const trust = judgeName(words);
  if (trust !== undefined) return VERDICTS[words.at(-1) === 'authorization' ? 'authorization' : trust];
  return isGdpr && isPersonal(words) ? VERDICTS.sure : undefined;
};

const builtIn = (trust: Trust, kind: BuiltInKind = 'secret'): KeyVerdict => Object.freeze({ kind, mask: undefined, trust });

const VERDICTS: Readonly<Record<Trust | 'authorization', KeyVerdict>> = {
  sure: builtIn('sure'),
  'not-numbers': builtIn('not-numbers'),
  'not-paths': builtIn('not-paths'),
  'if-random': builtIn('if-random'),
  authorization: builtIn('sure', 'authorization'),
};
