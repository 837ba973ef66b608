import { median } from '../harness/statistics.mjs';

/** One field of every sample. */
export const pluck = (samples, field) => samples.map((sample) => sample[field]);

/** The median of one field, as text. */
export const show = (samples, field, digits = 0) => median(pluck(samples, field)).toLocaleString('en', { maximumFractionDigits: digits });

/** Records a second that arrived. A repeat in which a record was lost counts as nothing. */
export const honestRates = (samples) => samples.map(({ lost, deliveredPerSecond }) => (lost === 0 ? deliveredPerSecond : 0));

/**
 * The peer with the highest median rate among those that lost nothing; one whose runs all failed has none.
 * @param {Record<string, Record<string, any>[]>} samples
 * @param {readonly string[]} names
 */
export const bestOf = (samples, names) => {
  const ranked = names.map((name) => ({ name, rates: honestRates(samples[name]), median: median(honestRates(samples[name])) || 0 }));
  return ranked.reduce((best, peer) => (peer.median > best.median ? peer : best));
};

/** Every candidate's rate, with its loss if it lost. */
export const showRates = (samples, names) =>
  names.map((name) => `${name} ${show(samples[name], 'deliveredPerSecond')}${lossOf(samples[name])}`).join(', ');

const lossOf = (samples) => {
  const lost = median(pluck(samples, 'lost'));
  return lost > 0 ? ` (lost ${lost})` : '';
};
