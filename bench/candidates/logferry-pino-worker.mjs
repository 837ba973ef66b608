import { logferryOptions } from './logferry-options.mjs';
import { pinoInWorker } from './loggers.mjs';

/** The engine in Pino's worker thread. */
export const open = async (setting) => {
  const { logger, log } = await pinoInWorker('logferry/pino', logferryOptions(setting));
  return { log, drain: () => new Promise((resolve) => logger.flush(resolve)) };
};
