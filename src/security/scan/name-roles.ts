import type { ClassifyKey, KeyVerdict } from '../keys/classify-key.js';
import type { Span } from './quoted.js';

/** What a name in front of a sign means for what follows. Most mean nothing: they are all `PLAIN`, so that one comparison tells. */
export type NameRole = {
  readonly verdict: KeyVerdict | undefined;
  /** `key=` means a secret in a URL's query only, and there only what looks random. */
  readonly inQuery: KeyVerdict | undefined;
  /** `password is: x`, `encryption key: x`: the words in front say it; `filler`: without this one. */
  readonly wider: 'with' | 'filler' | undefined;
  /** `"name": "password", "value": "x"`: what is named stands in the value. `password-only`: `type="password"`. */
  readonly announces: 'any' | 'password-only' | undefined;
  /** `value`: holds what another pair has announced. */
  readonly isAnnounced: boolean;
  /** `Cookie`, `Set-Cookie`: the value is a list of pairs. */
  readonly isCookie: boolean;
  /** The value may be a list of words. */
  readonly isSeed: boolean;
};

export const PLAIN: NameRole = {
  verdict: undefined,
  inQuery: undefined,
  wider: undefined,
  announces: undefined,
  isAnnounced: false,
  isCookie: false,
  isSeed: false,
};

/** Remembers the roles of the last names, of which a service has few. */
export const createNameRoles = (classify: ClassifyKey): ((text: string, name: Span) => NameRole) => {
  const known = new Map<string, NameRole>();
  return (text, { start, end }) => {
    if (start === end) return PLAIN;
    const name = text.slice(start, end);
    const role = known.get(name);
    if (role !== undefined) return role;
    if (known.size >= MOST_NAMES) known.clear();
    const decided = roleOf(name.toLowerCase(), classify(name));
    known.set(name, decided);
    return decided;
  };
};

/** Whether a name that is no secret's may all the same have one behind it, in a query whose other names are not known. */
export const mayTellInQuery = (name: string): boolean => QUERY_NAMES.has(name.toLowerCase()) || ANNOUNCED.has(name.toLowerCase());

const MOST_NAMES = 1000;
const DOUBTFUL: KeyVerdict = { kind: 'secret', mask: undefined, trust: 'if-random' };

const roleOf = (name: string, verdict: KeyVerdict | undefined): NameRole => {
  const isSeed = SEED.test(name);
  if (verdict !== undefined) return { ...PLAIN, verdict, isSeed, isCookie: COOKIE.test(name) };
  const role = {
    verdict: undefined,
    inQuery: QUERY_NAMES.has(name) ? DOUBTFUL : undefined,
    wider: FILLERS.has(name) ? ('filler' as const) : WIDER.has(name) ? ('with' as const) : undefined,
    announces: ANNOUNCING.has(name) ? ('any' as const) : name === 'type' ? ('password-only' as const) : undefined,
    isAnnounced: ANNOUNCED.has(name),
    isCookie: false,
    isSeed,
  };
  return role.inQuery || role.wider || role.announces || role.isAnnounced ? role : PLAIN;
};

const COOKIE = /cookies?$/;
const SEED = /seed|mnemonic|phrase|words|recovery/;
const QUERY_NAMES: ReadonlySet<string> = new Set(['key', 'code', 'ticket', 'hash']);
const FILLERS: ReadonlySet<string> = new Set(['is', 'was', 'value']);
/** Last words of names of several. */
const WIDER: ReadonlySet<string> = new Set([
  'key',
  'keys',
  'code',
  'codes',
  'id',
  'phrase',
  'word',
  'words',
  'string',
  'number',
  'no',
  'answer',
  'passe',
  'security',
  'pass',
]);
const ANNOUNCING: ReadonlySet<string> = new Set(['name', 'key', 'field', 'param', 'parameter', 'header', 'variable', 'id', 'property']);
const ANNOUNCED: ReadonlySet<string> = new Set([
  'value',
  'val',
  'v',
  'values',
  'content',
  'text',
  'stringvalue',
  'string_value',
  'plaintext',
  'default',
]);
