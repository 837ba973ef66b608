import { systemClock } from '../core/clock.js';
import type { Engine } from '../core/engine.js';
import type { BufferingAsyncHandler } from '../core/handler.js';
import { createEngine } from '../handler.js';
import type { HandlerOptions } from '../handler-options.js';
import { isObjectLine } from '../security/wrap-text.js';
import { acceptText } from './accept-text.js';
import { createReadHead } from './pino-head.js';
import { createReadLevel } from './pino-levels.js';
import { createReadMetadata, type PinoLogger } from './pino-metadata.js';

/** A destination for `pino(options, destination)` and `pino.multistream`, with the engine in this process. */
export type PinoDestination = {
  readonly handler: BufferingAsyncHandler;
  write(line: string): void;
  /** Calls back when all that was logged before is delivered or given up. */
  flush(callback?: () => void): void;
  /** Does nothing: no network can be waited for synchronously. Use `flush`, or `handler.close()`. */
  flushSync(): void;
  /** Closes the handler; `handler.close()` is the same with a promise. */
  end(): void;
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Makes an in-process destination: `pino(createDestination({ url }))`. Functions are allowed as options, no worker is
 * started, so it is the way in bundles, on Lambda, and wherever a record must not wait in another thread.
 * @throws ConfigurationError when an option is wrong.
 */
export const createDestination = (options: HandlerOptions): PinoDestination => {
  const engine = createEngine(options);
  return createDestinationOver(engine, engine.handler);
};

/** Pino sets `lastObj` and `lastMsg` too. They are not redacted, and would be kept alive till the next record: never stored. */
export const createDestinationOver = (
  intake: Omit<Engine, 'handler'>,
  handler: BufferingAsyncHandler,
  wallTime = systemClock.wallTime,
): PinoDestination => {
  const readHead = createReadHead(createReadLevel(), wallTime);
  const readMetadata = createReadMetadata(wallTime);
  let plainLogger: PinoLogger | undefined;

  /** Whether a logger ends its lines by a bare newline, seen from its first: reading the end of every line would cost a sixth of the call. */
  const isPlain = (logger: PinoLogger | undefined, line: string): boolean => {
    if (logger !== undefined && logger === plainLogger) return true;
    const plain = isObjectLine(line) && line.endsWith('}\n');
    if (plain) plainLogger = logger;
    return plain;
  };

  const destination = {
    [Symbol.for('pino.metadata')]: true,
    lastLevel: undefined as number | undefined,
    lastTime: undefined as string | undefined,
    lastLogger: undefined as PinoLogger | undefined,
    set lastObj(_: unknown) {},
    set lastMsg(_: unknown) {},
    /** By this Pino knows a destination from options: `pino(destination)`. */
    writable: true,
    handler,

    write: (text: string): void => {
      const line = typeof text === 'string' ? text : String(text);
      if (line === '' || line === '\n') return;
      const { lastLevel, lastTime, lastLogger } = destination;
      if (lastLevel === undefined) return void acceptText(intake, line, readHead(line));
      // What Pino says holds for one write: a later one by somebody else must not inherit it.
      destination.lastLevel = undefined;
      destination.lastLogger = undefined;
      const head = readMetadata(lastLevel, lastTime, lastLogger);
      if (head.timed && isPlain(lastLogger, line)) intake.acceptClosed(line, head.facts);
      else acceptText(intake, line, head);
    },

    flush: (callback?: () => void): void => {
      void handler.flush().then(() => callback?.());
    },
    flushSync: (): void => {},
    end: (): void => {
      void handler.close();
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await handler.close();
    },
  };
  return destination;
};
