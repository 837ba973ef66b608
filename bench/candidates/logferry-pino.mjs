import { createDestination } from 'logferry/pino';
import { logferryOptions, withKeyFunction } from './logferry-options.mjs';
import { pinoOver } from './loggers.mjs';

/** The engine in the app's own process. */
export const open = (setting) => {
  const destination = createDestination(logferryOptions(withKeyFunction(setting)));
  const { handler } = destination;
  return { ...pinoOver(destination), drain: () => handler.flush(), facts: () => ({ stats: handler.stats() }) };
};
