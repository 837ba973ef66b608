import { isDigit } from './ascii.js';
import { digitsEnd } from './digits.js';

/** A group of digits in a number: where it ends, how many digits it has, how many there are up to its end, and what separates it from the one before. */
export type Group = { readonly end: number; readonly size: number; readonly total: number; readonly separator: string };

/** The groups of digits from `from` on, as far as they may be one phone number: fifteen digits at most (ITU-T E.164). */
export const readGroups = (text: string, from: number): readonly Group[] => {
  const groups: Group[] = [];
  let at = from;
  let total = 0;
  for (let separator = ''; isDigit(text.charCodeAt(at)); separator = separatorAt(text, at), at += separator.length) {
    const end = digitsEnd(text, at);
    total += end - at;
    if (total > MOST_DIGITS) return groups;
    groups.push({ end, size: end - at, total, separator });
    at = end;
  }
  return groups;
};

export const MOST_DIGITS = 15;

/** What may stand between two groups: one sign, a bracket with a blank, a dash between blanks, or the trunk zero that is not dialled from abroad. */
const separatorAt = (text: string, at: number): string => {
  const code = text.charCodeAt(at);
  return code === BLANK || code === OPEN || code === CLOSE || (code >= DASH && code <= SLASH) ? longSeparatorAt(text, at) : '';
};

const BLANK = 32;
const OPEN = 40;
const CLOSE = 41;
/** `-` `.` `/` */
const DASH = 45;
const SLASH = 47;

const longSeparatorAt = (text: string, at: number): string => {
  SEPARATOR.lastIndex = at;
  return SEPARATOR.exec(text)?.[0] ?? '';
};

const SEPARATOR = / ?\(0\)[ -]?|\)?[-./]|\) ?| [-/] | \(| /y;
