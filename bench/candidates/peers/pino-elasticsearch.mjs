import { pinoInWorker } from '../loggers.mjs';

/** `flushBytes` about 1,000 records; its default of 1,000 bytes makes three records a request. */
export const open = ({ url }) =>
  pinoInWorker('pino-elasticsearch', { node: url, index: 'bench', esVersion: 8, flushBytes: 350_000, flushInterval: 50 });
