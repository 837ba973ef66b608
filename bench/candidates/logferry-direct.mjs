import { createHandler } from 'logferry';
import { logferryOptions } from './logferry-options.mjs';

/** The engine without a logger before it. */
export const open = (setting) => {
  const handler = createHandler(logferryOptions(setting));
  return {
    log: (fields, message) => handler.handle({ level: 'info', message, fields }),
    drain: () => handler.flush(),
    facts: () => ({ stats: handler.stats() }),
  };
};
