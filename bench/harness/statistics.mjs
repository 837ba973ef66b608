/** @param {readonly number[]} values */
export const median = (values) => percentile(values, 0.5);

/**
 * @param {readonly number[]} values
 * @param {number} share 0 to 1
 */
export const percentile = (values, share) => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

/**
 * Median, least and greatest of a list.
 * @typedef {{ value: number, low: number, high: number }} Spread
 * @param {readonly number[]} values
 * @returns {Spread}
 */
export const spreadOf = (values) => ({ value: median(values), low: Math.min(...values), high: Math.max(...values) });

/** How much greater `more` is than `less`: the difference of the medians, with the spread of the differences repeat by repeat. */
export const differenceOf = (more, less) => {
  const pairs = more.slice(0, less.length).map((value, repeat) => value - less[repeat]);
  return { ...spreadOf(pairs), value: median(more) - median(less) };
};

/** How many times `many` is `one`: the ratio of the medians, with the spread of the ratios repeat by repeat. */
export const ratioOf = (many, one) => {
  const pairs = many.slice(0, one.length).map((value, repeat) => value / one[repeat]);
  return { ...spreadOf(pairs), value: median(many) / median(one) };
};
