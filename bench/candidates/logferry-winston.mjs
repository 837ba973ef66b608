import { BufferingAsyncTransport } from 'logferry/winston';
import { logferryOptions, withKeyFunction } from './logferry-options.mjs';
import { winstonOver } from './loggers.mjs';

/** The engine in the app's own process. */
export const open = (setting) => {
  const transport = new BufferingAsyncTransport(logferryOptions(withKeyFunction(setting)));
  const { handler } = transport;
  return { ...winstonOver(transport), drain: () => handler.flush(), facts: () => ({ stats: handler.stats() }) };
};
