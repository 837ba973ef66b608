import { pinoPeers, winstonPeers } from '../candidates/index.mjs';

/** 200,000 records as fast as the caller can, ten tenants; shared by the measures of speed, processor time, delay and memory. */
const burst = (candidate, options = {}) => ({ program: 'burst', candidate, count: 200_000, options });

const named = (names) => Object.fromEntries(names.map((name) => [name, burst(name)]));

export const bursts = {
  ...named(['bare pino', 'bare pino worker', 'bare winston', 'limit undici']),
  'pino worker': burst('logferry pino worker'),
  pino: burst('logferry pino'),
  'pino, key function': burst('logferry pino', { keyFunction: true }),
  winston: burst('logferry winston'),
};

export const pinoPeerBursts = named(pinoPeers);
export const winstonPeerBursts = named(winstonPeers);
