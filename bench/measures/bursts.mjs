import { pinoPeers, winstonPeers } from '../candidates/index.mjs';

/** 200,000 records as fast as the caller can, ten tenants; shared by the measures of speed, processor time, delay and memory. */
const burst = (candidate, options = {}) => ({ program: 'burst', candidate, count: 200_000, options });

/** Nothing is masked; only the limits hold. */
export const washOff = { security: { preset: 'off' } };

const named = (names) => Object.fromEntries(names.map((name) => [name, burst(name)]));

export const bursts = {
  ...named(['bare pino', 'bare pino worker', 'bare winston', 'limit undici']),
  'pino worker': burst('logferry pino worker'),
  'pino worker, security off': burst('logferry pino worker', washOff),
  pino: burst('logferry pino'),
  'pino, security off': burst('logferry pino', washOff),
  'pino, key function': burst('logferry pino', { keyFunction: true }),
  'pino, key function, security off': burst('logferry pino', { keyFunction: true, ...washOff }),
  winston: burst('logferry winston'),
  'winston, security off': burst('logferry winston', washOff),
};

export const pinoPeerBursts = named(pinoPeers);
export const winstonPeerBursts = named(winstonPeers);
