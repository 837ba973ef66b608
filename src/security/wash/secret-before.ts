import { LONGEST_NAME, mayBeName } from '../keys/pair-role.js';
import type { LeafWash, Secret } from './leaf-wash.js';
import { isSuspectName } from './suspect-names.js';

/** What is known of a list in which names may stand in front of their values. */
export type NamingList = {
  /** One of a list's lists of two: `[['password', 'x'], ['user', 'bob']]`. */
  readonly isEntry: boolean;
  /** Its own name. */
  readonly name: string;
};

/** Whether a text of a list may say something of the item behind it. Most do not, and go by this. */
export const mayName = (text: unknown, isEntry: boolean): text is string =>
  typeof text === 'string' && text.length <= LONGEST_NAME && (isEntry || isSuspectName(text)) && mayBeName(text);

/** An item of a list, and the text in front of it. */
export type Named = { readonly before: string; readonly item: unknown; readonly index: number };

/**
 * The secret that an item of a list is because the one before it says so: an entry's second, the argument of a flag (`--password`), the value of a header
 * in Node's `rawHeaders`. In other lists two texts may stand side by side for any reason: the second must look random.
 */
export const secretBefore = (verdictOn: LeafWash['key'], named: Named, list: NamingList): Secret | undefined => {
  const { secret } = verdictOn(named.before);
  if (secret === undefined || isSure(named, list)) return secret;
  return typeof named.item === 'string' && !FLAG.test(named.before) ? { ...secret, trust: 'if-random' } : undefined;
};

const isSure = ({ before, item, index }: Named, { isEntry, name }: NamingList): boolean => {
  if (isEntry) return index === 1;
  if (FLAG.test(before)) return !(typeof item === 'string' && item.startsWith('-'));
  const isValue = index % 2 === 1 && typeof item === 'string';
  return isValue && (RAW_HEADERS.has(name) || (HEADERS.test(name) && NO_HEADER_NAME.test(item)));
};

const FLAG = /^--?[a-z]/;
/** Of Node: names and values, one behind the other. */
const RAW_HEADERS: ReadonlySet<string> = new Set(['rawHeaders', 'rawTrailers']);
/** Lists of names are called so, too (`allowedHeaders`). */
const HEADERS = /headers$/i;
/** RFC 9110, 5.6.2. */
const NO_HEADER_NAME = /[^\w!#$%&'*+.^`|~-]/;
