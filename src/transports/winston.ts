import winston from 'winston';
import type { BufferingAsyncOptions } from './winston-options.js';
import { BufferingAsyncTransport } from './winston-transport.js';

export type { BufferingAsyncOptions, WinstonOptions } from './winston-options.js';
export { BufferingAsyncTransport } from './winston-transport.js';
export type { WorkerHandler } from './worker-handler.js';

declare module 'winston/lib/winston/transports/index.js' {
  interface Transports {
    BufferingAsync: typeof BufferingAsyncTransport;
    BufferingAsyncOptions: BufferingAsyncOptions;
  }
}

/** Importing this file is what registers the transport, as Winston's other transports do: `new winston.transports.BufferingAsync(...)`. */
winston.transports.BufferingAsync = BufferingAsyncTransport;
