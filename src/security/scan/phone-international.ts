import { isWord } from './ascii.js';
import { closesRow, opensRow, opensWord } from './borders.js';
import { callingAt } from './calling-codes.js';
import { type Group, MOST_DIGITS, readGroups } from './phone-groups.js';
import { isCalledPhone } from './phone-words.js';

/** The end of the number that begins with the `+` at `at`, or 0. */
export const internationalPhoneEnd = (text: string, at: number): number => {
  if (!opensWord(text, at) || text.charCodeAt(at - 1) === PLUS) return 0;
  const from = text.charCodeAt(at + 1) === BRACKET ? at + 2 : at + 1;
  const groups = readGroups(text, from);
  const end = numberEnd(text, from, groups);
  return end > 0 && (!isDecimal(groups, end) || isCalledPhone(text, at)) ? end : 0;
};

const PLUS = 43;
const BRACKET = 40;

/**
 * The end of the number that begins with the exit code `00` at `at`, as in `0033 6 39 98 78 48`, or 0. One without groups, or a short one that nobody calls
 * a phone (`GL 0066-2254-049`), is taken for an id.
 */
export const exitCodePhoneEnd = (text: string, at: number): number => {
  if (!text.startsWith('00', at) || !opensRow(text, at)) return 0;
  const groups = readGroups(text, at + 2);
  const end = groups.length >= FEWEST_GROUPS ? numberEnd(text, at + 2, groups) : 0;
  if (end === 0 || !closesRow(text, end)) return 0;
  const isLong = groups.some((group) => group.end <= end && group.total >= ENOUGH_DIGITS);
  return isLong || isCalledPhone(text, at) ? end : 0;
};

const FEWEST_GROUPS = 3;

const numberEnd = (text: string, from: number, groups: readonly Group[]): number => {
  const calling = callingAt(text, from);
  const last = calling && lastWithin(groups, calling.mostDigits);
  if (!last || isWord(text.charCodeAt(last.end))) return 0;
  const fewest = EXACT_CODES.includes(calling.code) ? calling.mostDigits : last === groups[0] ? FEWEST_BARE : FEWEST_GROUPED;
  return last.total >= fewest ? last.end : 0;
};

const FEWEST_BARE = 9;
const FEWEST_GROUPED = 8;
/** North America and Russia have but one length. */
const EXACT_CODES: readonly string[] = ['1', '7'];

const lastWithin = (groups: readonly Group[], mostDigits: number): Group | undefined => {
  for (let index = groups.length - 1; index >= 0; index -= 1) if (isWithin(groups, index, mostDigits)) return groups[index];
  return undefined;
};

/**
 * Whether the number may go on up to this group. A first group as long as a number is the whole number; from ten digits on only a group that is set
 * off in the same way still belongs to it, not the next number in the text.
 */
const isWithin = (groups: readonly Group[], index: number, mostDigits: number): boolean => {
  const first = groups[0];
  const group = groups[index];
  if (!first || !group) return false;
  const before = index > 0 ? groups[index - 1] : undefined;
  if (!before) return group.total <= (group.size >= FEWEST_BARE ? MOST_DIGITS : mostDigits);
  return first.size < FEWEST_BARE && group.total <= mostDigits && (before.total < ENOUGH_DIGITS || group.separator === before.separator);
};

const ENOUGH_DIGITS = 10;

/** `+0.270003`, `+12.345678`: one dot and nothing else, but for North America's `+1.7035550100` (RFC 5733). */
const isDecimal = (groups: readonly Group[], end: number): boolean => {
  const [whole, fraction] = groups;
  return fraction?.end === end && fraction.separator === '.' && !(whole?.size === 1 && fraction.size === 10);
};
