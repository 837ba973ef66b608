import { pinoInWorker } from '../loggers.mjs';

/** With its default `maxBufferSize` of 10,000 it loses most of a burst. */
export const open = ({ url }) =>
  pinoInWorker('pino-loki', { host: url, batching: { interval: 0.05, maxBufferSize: 1_000_000 }, propsToLabels: ['tenant'] });
