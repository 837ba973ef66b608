import { isAlphanumeric, isDigit, isWord } from './ascii.js';
import { closesRow, opensRow, opensWord } from './borders.js';
import { type Group, readGroups } from './phone-groups.js';
import { isCalledPhone } from './phone-words.js';

/** The end of a number in whatever groups that a word in front calls a phone number, or 0. */
export const calledPhoneEnd = (text: string, at: number): number => {
  const end = isLoose(text, at) && isCalledPhone(text, at) ? localEnd(text, at, FEWEST_CALLED) : 0;
  return end > 0 && !isOtherNumber(text.slice(at, end)) ? end : 0;
};

/** The end of a number in groups that begins with a trunk zero, without a word in front, or 0. Only asked for where it is `strict`. */
export const localPhoneEnd = (text: string, at: number): number => {
  const isTrunk = TRUNK.test(text.slice(at, at + 3));
  const end = isTrunk && opensRow(text, at) ? localEnd(text, at, FEWEST_UNCALLED) : 0;
  return end > 0 && closesRow(text, end) && GROUPED.test(text.slice(at, end)) ? end : 0;
};

const FEWEST_CALLED = 7;
const FEWEST_UNCALLED = 9;
const TRUNK = /^\(?0[1-9]/;
const GROUPED = /\d[^\d]+\d/;

/** The word that calls it may touch it (`tel_0494928232`), other digits may not. */
const isLoose = (text: string, at: number): boolean =>
  !isDigit(text.charCodeAt(at - 2)) && (!isAlphanumeric(text.charCodeAt(at - 1)) || opensWord(text, at));

const BRACKET = 40;

const localEnd = (text: string, at: number, fewest: number): number => {
  const groups = readGroups(text, text.charCodeAt(at) === BRACKET ? at + 1 : at);
  let last = groups[0];
  for (const group of groups.slice(1)) {
    if (!last || !goesOn(last, group)) break;
    last = group;
  }
  return last && last.total >= fewest && !isWord(text.charCodeAt(last.end)) ? last.end : 0;
};

/** Only the first group may have one digit; nine digits in a row are whole; from ten digits on what follows must be set off in the same way. */
const goesOn = (before: Group, group: Group): boolean => {
  if (group.size < 2 || before.size >= WHOLE_DIGITS) return false;
  return before.total < ENOUGH_DIGITS || (group.separator === before.separator && group.total <= MOST_NATIONAL_DIGITS);
};

const WHOLE_DIGITS = 9;
const ENOUGH_DIGITS = 10;
const MOST_NATIONAL_DIGITS = 12;

/** Dates, Unix times in seconds and milliseconds, IPv4 addresses. */
const isOtherNumber = (number: string): boolean => OTHER_NUMBERS.test(number);

const OTHER_NUMBERS = /^(?:(?:19|20)\d\d([-./ ]?)[01]\d\1[0-3]\d(?!\d)|1[4-9]\d{8}(?:\d{3})?$|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$)/;
