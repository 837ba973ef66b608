/**
 * Turns the samples of a measure into a line of the table. Runs that failed are told, not hidden: a measure whose own
 * runs all failed has no value, and does not hold.
 * @param {import('../measures/index.mjs').Measure} measure
 * @param {(run: import('./run-once.mjs').Run) => Record<string, any>[]} samplesOf
 */
export const judge = ({ id, title, target, runs, value, beside }, samplesOf) => {
  const all = Object.entries(runs).map(([name, run]) => [name, samplesOf(run)]);
  const good = Object.fromEntries(all.map(([name, samples]) => [name, samples.filter(({ error }) => error === undefined)]));
  const failures = all.flatMap(([name, samples]) =>
    samples.filter(({ error }) => error !== undefined).map(({ error }) => `${name}: ${error}`),
  );
  const spread = value(good);
  return { id, title, target, ...spread, holds: holds(spread.value, target), beside: [beside(good), ...failures].join('; ') };
};

const holds = (value, { atMost = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY }) => value <= atMost && value >= atLeast;
