import { pinoPeers, winstonPeers } from '../candidates/index.mjs';
import { ratioOf } from '../harness/statistics.mjs';
import { bursts, pinoPeerBursts, winstonPeerBursts } from './bursts.mjs';
import { bestOf, honestRates, show, showRates } from './samples.mjs';

/**
 * Records delivered a second in a burst, gzip on, nothing lost: beside the best peer, and beside the limit. Washed, as the defaults have it,
 * which no peer does, nor the limit; beside the limit also without.
 */
const besidePeers = ({ door, names, peers, atLeast }) => ({
  id: `delivered/${door.replaceAll(/\W+/g, '-')}-peers`,
  title: `delivered/s in a burst, ${door}`,
  target: { atLeast, unit: 'x best peer' },
  runs: { ours: bursts[door], ...peers },
  value: (samples) => ratioOf(honestRates(samples.ours), bestOf(samples, names).rates),
  beside: (samples) => `${showRates(samples, ['ours'])}; best ${bestOf(samples, names).name}; ${showRates(samples, names)}`,
});

const besideLimit = ({ door, atLeast }) => ({
  id: `delivered/${door.replaceAll(/\W+/g, '-')}-limit`,
  title: `delivered/s in a burst, ${door}`,
  target: { atLeast, unit: 'x limit' },
  runs: { ours: bursts[door], limit: bursts['limit undici'] },
  value: (samples) => ratioOf(honestRates(samples.ours), honestRates(samples.limit)),
  beside: (samples) => `${showRates(samples, ['ours'])}; limit ${show(samples.limit, 'deliveredPerSecond')}`,
});

export const deliveryMeasures = [
  besidePeers({ door: 'pino worker', names: pinoPeers, peers: pinoPeerBursts, atLeast: 1.6 }),
  besideLimit({ door: 'pino worker', atLeast: 0.65 }),
  besideLimit({ door: 'pino worker, security off', atLeast: 0.7 }),
  besidePeers({ door: 'pino', names: pinoPeers, peers: pinoPeerBursts, atLeast: 1.5 }),
  besideLimit({ door: 'pino', atLeast: 0.5 }),
  besideLimit({ door: 'pino, security off', atLeast: 0.65 }),
  besideLimit({ door: 'pino, key function', atLeast: 0.3 }),
  besideLimit({ door: 'pino, key function, security off', atLeast: 0.4 }),
  besidePeers({ door: 'winston', names: winstonPeers, peers: winstonPeerBursts, atLeast: 1.4 }),
  besideLimit({ door: 'winston', atLeast: 0.4 }),
  besideLimit({ door: 'winston, security off', atLeast: 0.5 }),
];
