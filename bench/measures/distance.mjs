import { pinoPeers } from '../candidates/index.mjs';
import { median, ratioOf, spreadOf } from '../harness/statistics.mjs';
import { bestOf, honestRates, pluck, show, showRates } from './samples.mjs';

/** One group, and a collector that answers after 25 ms. */
const DELAY_MS = 25;
const CHUNK_SIZE = 1000;

const far = (candidate, count, options) => ({ program: 'burst', candidate, count, delayMs: DELAY_MS, options: { tenants: 1, ...options } });

const strict = {
  id: 'distance/strict',
  title: `one group, collector ${DELAY_MS} ms away, strict order`,
  target: { atLeast: 0.85, unit: 'x chunkSize / round trip' },
  runs: {
    ours: far('logferry pino', 60_000, {}),
    trip: { program: 'round-trip', candidate: 'limit undici', count: 100, delayMs: DELAY_MS },
  },
  value: (samples) => {
    const perSecond = (CHUNK_SIZE / median(pluck(samples.trip, 'roundTripMs'))) * 1000;
    return spreadOf(honestRates(samples.ours).map((rate) => rate / perSecond));
  },
  beside: (samples) => `${showRates(samples, ['ours'])}; round trip ${show(samples.trip, 'roundTripMs', 1)} ms`,
};

const relaxed = {
  id: 'distance/relaxed',
  title: `one group, collector ${DELAY_MS} ms away, relaxed order`,
  target: { atLeast: 1, unit: 'x best peer' },
  runs: {
    ours: far('logferry pino worker', 200_000, { ordering: 'relaxed' }),
    ...Object.fromEntries(pinoPeers.map((name) => [name, far(name, 200_000, {})])),
  },
  value: (samples) => ratioOf(honestRates(samples.ours), bestOf(samples, pinoPeers).rates),
  beside: (samples) => `${showRates(samples, ['ours'])}; best ${bestOf(samples, pinoPeers).name}; ${showRates(samples, pinoPeers)}`,
};

export const distanceMeasures = [strict, relaxed];
