import LokiTransport from 'winston-loki';
import { winstonOver } from '../loggers.mjs';

/** JSON, as everywhere where its optional native snappy is not built. */
export const open = ({ url }) =>
  winstonOver(new LokiTransport({ host: url, interval: 0.05, json: true, labels: { app: 'bench' }, gracefulShutdown: false }));
