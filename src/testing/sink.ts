import { DIVERT, type Sent } from '../core/divert.js';
import { ConfigurationError } from '../core/errors.js';
import { findHandlers } from './find-handlers.js';
import { recordOfLine } from './wire-format.js';

/** What a logger would have sent, in place of sending it. */
export type Sink = {
  /** One for each request that would have been made, with the headers it would have had. */
  readonly requests: readonly Sent[];
  readonly lines: readonly string[];
  /** The lines, parsed where they are JSON. */
  readonly records: readonly unknown[];
  /** Resolves when all that was logged before the call is here. */
  flush(): Promise<void>;
  /** Forgets what is here. */
  clear(): void;
  /** From now on the logger sends again. What was diverted is not sent later. */
  detach(): void;
  [Symbol.dispose](): void;
};

/**
 * Attaches to a logger that logs to logferry in this process (a Winston logger, a Pino logger, or a logferry transport, destination or handler):
 * what it would have sent comes to the sink, and nothing to the network. Everything before that, grouping and headers included, happens as always.
 * Throws a ConfigurationError where there is no logferry to be found.
 */
export const attachSink = (logger: unknown): Sink => {
  const handlers = findHandlers(logger);
  if (handlers.length === 0) throw nothingFound(logger);
  let requests: Sent[] = [];
  const detachers = handlers.map((handler) => handler[DIVERT]((sent) => requests.push(sent)));
  const linesOf = (): readonly string[] => requests.flatMap(({ lines }) => lines);
  const detach = (): void => {
    for (const detachOne of detachers.splice(0)) detachOne();
  };
  return {
    get requests() {
      return requests;
    },
    get lines() {
      return linesOf();
    },
    get records() {
      return linesOf().map(recordOfLine);
    },
    flush: async () => {
      await Promise.all(handlers.map((handler) => handler.flush()));
    },
    clear: () => {
      requests = [];
    },
    detach,
    [Symbol.dispose]: detach,
  };
};

const nothingFound = (logger: unknown): ConfigurationError =>
  new ConfigurationError(
    `attachSink: "logger" is ${kindOf(logger)} without logferry in this process; give a Winston logger with a BufferingAsync transport, a Pino logger over createDestination(), or their handler. For a logger whose logferry runs in a worker thread use startCollector().`,
  );

const kindOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? `an object (${value.constructor?.name})` : String(value);
