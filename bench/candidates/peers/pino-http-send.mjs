import { pinoInWorker } from '../loggers.mjs';

export const open = ({ url }) =>
  pinoInWorker('./peers/pino-http-send-target.mjs', { url, bodyType: 'ndjson', batchSize: 1000, timeout: 50 });
