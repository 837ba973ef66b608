import { once } from 'node:events';
import { loadPino, loadWinston } from './hosts.mjs';

/** A Pino logger over a stream. (`pino(stream)` alone takes an object without `writable` for options, and logs to stdout.) */
export const pinoOver = (stream) => {
  const logger = loadPino()({}, stream);
  return { logger, log: (fields, message) => logger.info(fields, message) };
};

/** A Pino logger over a target in a worker, once that worker listens. Some targets wait for the logger's configuration first. */
export const pinoInWorker = async (target, options) => {
  const stream = loadPino().transport({ target: import.meta.resolve(target), options });
  const logger = pinoOver(stream);
  await once(stream, 'ready');
  return logger;
};

/** A Winston logger with the json format over one transport. */
export const winstonOver = (transport) => {
  const { createLogger, format } = loadWinston();
  const logger = createLogger({ format: format.json(), transports: [transport] });
  return { logger, log: (fields, message) => logger.info(message, fields) };
};
