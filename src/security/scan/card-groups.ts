import { isDigit } from './ascii.js';
import { digitsEnd } from './digits.js';

/**
 * Where the digits that begin at `at` (the first group ends at `groupEnd`) may end as a card number, shortest first: in groups as cards are
 * printed or typed, with the same separator throughout. `+` is how a form writes a space.
 */
export const groupedEnds = (text: string, at: number, groupEnd: number): readonly number[] => {
  const first = skipSeparator(text, groupEnd);
  if (first === groupEnd || !isDigit(text.charCodeAt(first)) || !SHAPES.has(groupEnd - at)) return NOWHERE;
  const size = first - groupEnd;
  const ends: number[] = [];
  let shape = groupEnd - at;
  for (let end = groupEnd; isDigit(text.charCodeAt(end + size)) && isRepeated(text, groupEnd, { at: end, size }); ) {
    const next = digitsEnd(text, end + size);
    const isWhole = next - end < SIZES ? SHAPES.get(shape * SIZES + next - end - size) : undefined;
    if (isWhole === undefined) break;
    if (isWhole) ends.push(next);
    shape = shape * SIZES + next - end - size;
    end = next;
  }
  return ends;
};

/** Whether the signs from `first` on stand at `at` again. */
const isRepeated = (text: string, first: number, { at, size }: { readonly at: number; readonly size: number }): boolean => {
  for (let index = 0; index < size; index += 1) if (text.charCodeAt(at + index) !== text.charCodeAt(first + index)) return false;
  return true;
};

const NOWHERE: readonly number[] = [];

const skipSeparator = (text: string, from: number): number => {
  let at = from;
  while (at < from + LONGEST_SEPARATOR && at < text.length && isSeparator(text.charCodeAt(at))) at++;
  return at;
};

/** ` ` `-` `.` `_` `+` `/` */
const isSeparator = (code: number): boolean => code === 32 || (code >= 45 && code <= 47) || code === 43 || code === 95;
const LONGEST_SEPARATOR = 3;

/** The sizes of the groups, each a digit to this base. */
const SIZES = 20;

const GROUPS = (
  '4-4-4-4 4-4-4-4-1 4-4-4-4-2 4-4-4-4-3 4-6-5 4-6-4 4-4-4-3 4-4-4-2 4-4-4-1 4-4-5 4-3-3-3 4-4-6 4-5-6 4-4-8 4-8-4 4-12 ' +
  '8-8 8-4-4 6-10 6-6-4 6-6-6 6-13 5-5-5'
)
  .split(' ')
  .map((shape) => shape.split('-').map(Number));

const numberOf = (sizes: readonly number[]): number => sizes.reduce((shape, size) => shape * SIZES + size, 0);

/** Whole ones, and what they begin with. */
const SHAPES: ReadonlyMap<number, boolean> = new Map([
  ...GROUPS.flatMap((sizes) => sizes.map((_, index) => [numberOf(sizes.slice(0, index + 1)), false] as const)),
  ...GROUPS.map((sizes) => [numberOf(sizes), true] as const),
]);
