/** Numbers from `from` (inclusive) to `to` (exclusive). */
export type Range = { readonly from: number; readonly to: number };

/**
 * A set of whole numbers, kept as few ranges: sorted, apart from one another. What is delivered of a group is nearly always one range
 * that grows at its end, which costs nothing here however long the group lives.
 */
export type Ranges = {
  add(from: number, to: number): void;
  has(number: number): boolean;
  /** Whether all of the range is in the set; of an empty one, always. */
  coversAll(from: number, to: number): boolean;
  overlaps(from: number, to: number): boolean;
  /** The first run of numbers within the range that is not in the set. */
  firstGap(from: number, to: number): Range | undefined;
  /** How many numbers are in the set. */
  count(): number;
  [Symbol.iterator](): Iterator<Range>;
};

export const createRanges = (): Ranges => {
  /** Bounds in turn, ascending: from, to, from, to, ... A number is in the set when an odd number of bounds is at or below it. */
  const bounds: number[] = [];

  const add = (from: number, to: number): void => {
    if (from >= to) return;
    const first = below(bounds, from);
    const last = notAbove(bounds, to);
    const kept = [...(first % 2 === 0 ? [from] : []), ...(last % 2 === 0 ? [to] : [])];
    if (first === bounds.length) bounds.push(...kept);
    else bounds.splice(first, last - first, ...kept);
  };
  const has = (number: number): boolean => notAbove(bounds, number) % 2 === 1;
  const firstGap = (from: number, to: number): Range | undefined => {
    const at = notAbove(bounds, from);
    const start = at % 2 === 1 ? (bounds[at] ?? to) : from;
    const end = bounds[at % 2 === 1 ? at + 1 : at] ?? to;
    return start < to ? { from: start, to: Math.min(end, to) } : undefined;
  };
  return {
    add,
    has,
    coversAll: (from, to) => firstGap(from, to) === undefined,
    overlaps: (from, to) => from < to && (has(from) || (bounds[notAbove(bounds, from)] ?? to) < to),
    firstGap,
    count: () => bounds.reduce((sum, bound, at) => sum + (at % 2 === 0 ? -bound : bound), 0),
    *[Symbol.iterator]() {
      for (let at = 0; at < bounds.length; at += 2) yield { from: bounds[at] ?? 0, to: bounds[at + 1] ?? 0 };
    },
  };
};

/** How many of the ascending numbers are below `number`. */
const below = (numbers: readonly number[], number: number): number => search(numbers, (each) => each < number);

/** How many of them are not above it. */
const notAbove = (numbers: readonly number[], number: number): number => search(numbers, (each) => each <= number);

const search = (numbers: readonly number[], isBefore: (each: number) => boolean): number => {
  let low = 0;
  let high = numbers.length;
  if (high > 0 && isBefore(numbers[high - 1] ?? 0)) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(numbers[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
};
