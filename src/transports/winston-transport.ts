import Transport from 'winston-transport';
import { systemClock } from '../core/clock.js';
import { ConfigurationError } from '../core/errors.js';
import type { BufferingAsyncHandler, FlushOptions, FlushResult } from '../core/handler.js';
import { levelInSet } from '../core/severity.js';
import { createEngine } from '../handler.js';
import { refuseBlocking } from './refuse-blocking.js';
import { type AcceptInfo, createAcceptInfo, type Info, type WinstonLevels } from './winston-info.js';
import { type BufferingAsyncOptions, splitOptions } from './winston-options.js';
import { openWorkerDoor } from './winston-to-worker.js';
import type { WorkerHandler } from './worker-handler.js';

/** What a transport reads of the loggers it is piped from. */
type WinstonLogger = { readonly levels?: WinstonLevels; readonly exitOnError?: boolean | ((error: unknown) => boolean) };

/**
 * Winston's door: a transport that hands each record over within the logging call and calls back at once. It never
 * throws into the app, never emits `error`, and never changes an info, which it shares with other transports.
 */
export class BufferingAsyncTransport<Context = unknown, Key = unknown, InWorker extends boolean = false> extends Transport {
  /** The engine, or with `worker: true` its other end: the same questions, answered by promises. */
  readonly handler: InWorker extends true ? WorkerHandler : BufferingAsyncHandler;
  /** Set by Winston's base class when the transport is added to its first logger. */
  declare levels: WinstonLevels | undefined;
  declare parent: WinstonLogger | null;
  /** Set by Winston's exception handler, which then waits for `finish`. */
  declare _ending: boolean | undefined;
  declare readonly _writableState: { sync: boolean; readonly needDrain: boolean; readonly ending: boolean };
  readonly #acceptInfo: AcceptInfo;
  readonly #loggers = new Set<WinstonLogger>();
  /** Somebody listened to `logged` once: asking for each record whether somebody does costs more than the answer saves. */
  #isHeard = false;

  /** @throws ConfigurationError when an option is wrong; nothing throws after that. */
  constructor(options: BufferingAsyncOptions<Context, Key, InWorker>) {
    refuseBlocking(options, 'Winston');
    const { base, engine, inWorker } = splitOptions(options);
    super(base as Transport.TransportStreamOptions);
    const door = inWorker ? openWorkerDoor(engine) : createEngine(engine);
    this.handler = door.handler as typeof this.handler;
    this.#acceptInfo = createAcceptInfo(door, systemClock.wallTime);
    this.setMaxListeners(MOST_LOGGERS);
    this.#followListeners();
    this.#followLoggers();
  }

  override log(info: unknown, callback: () => void): void {
    const isInfo = typeof info === 'object' && info !== null;
    const admission = this.#acceptInfo(isInfo ? (info as Info) : { message: info }, this.levels);
    if (admission === 'accepted' && this.#isHeard) setImmediate(() => this.emit('logged', info));
    // As Winston's own logger does: with no one waiting for `drain`, the write need not end in a tick of its own.
    if (!this._writableState.needDrain) this._writableState.sync = false;
    callback();
    if (isInfo && isLastWords(info as Info)) void this.#endOnException(info as Info);
  }

  /** A format that throws costs neither the caller nor the record: Winston's base calls back first, then throws. What it cannot read goes past it. */
  override _write(info: unknown, encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    const isReadable = typeof info === 'object' && (this.level === undefined || this.levels !== undefined);
    try {
      if (isReadable) super._write(info, encoding, callback);
      else this.log(info, callback);
    } catch {
      this.#acceptInfo(info as Info, this.levels);
    }
  }

  /** After it, Winston's other loggers may still write here: refused and counted, where a stream would emit `error`. */
  override end(...given: unknown[]): this {
    super.end(...(given as []));
    this.write = (info: unknown) => {
      this.#acceptInfo(info as Info, this.levels);
      return true;
    };
    return this;
  }

  /** `logger.end()` and then `finish`: all is delivered, or the time for it is over. */
  override _final(callback: (error?: Error | null) => void): void {
    void this.close().then(() => callback());
  }

  /** Stops taking records and delivers what it holds, within `closeTimeoutMs`. Winston calls it when the last logger lets go. */
  override close(options?: FlushOptions): Promise<FlushResult> {
    return this.handler.close(options);
  }

  /** Resolves when all that was logged before is delivered or given up, or the time is over. */
  flush(options?: FlushOptions): Promise<FlushResult> {
    return this.handler.flush(options);
  }

  /**
   * Changes the level at run time. A name of another world is translated: `critical` is npm's `error`.
   * @throws ConfigurationError for a name that means nothing.
   */
  setLevel(name: string): void {
    const level = levelInSet(name, this.levels ?? {});
    if (level === undefined && this.levels !== undefined) throw unknownLevel(name, this.levels);
    this.level = level ?? name;
  }

  #followListeners(): void {
    this.on('newListener', (event) => {
      this.#isHeard ||= event === 'logged';
    });
  }

  /** Winston's base closes with the first logger that lets go. Here with the last, unless it is added again at once (`logger.configure`). */
  #followLoggers(): void {
    this.removeAllListeners('unpipe');
    this.on('pipe', (logger: WinstonLogger) => this.#loggers.add(logger));
    this.on('unpipe', (logger: WinstonLogger) => {
      this.#loggers.delete(logger);
      if (this.parent === logger) this.parent = [...this.#loggers][0] ?? null;
      queueMicrotask(() => this.#loggers.size === 0 && this.close());
    });
  }

  /**
   * After an exception Winston waits for `finish`, 3,000 ms at most, and ends the process. Where it will end it, `finish`
   * tells it as soon as all is out. Where it will not, `finish` would take this transport off its logger.
   */
  async #endOnException(info: Info): Promise<void> {
    await this.handler.flush({ timeoutMs: EXCEPTION_BUDGET_MS });
    if (this._ending === true && exits(this.parent, info)) this.emit('finish');
  }
}

/** More than ten loggers may share a transport (https://github.com/winstonjs/winston/issues/1334). */
const MOST_LOGGERS = 30;

/** Below the 3,000 ms after which Winston ends the process (winston/lib/winston/exception-handler.js). */
const EXCEPTION_BUDGET_MS = 2500;

const isLastWords = (info: Info): boolean => info['exception'] === true || info['rejection'] === true;

const exits = (logger: WinstonLogger | null | undefined, info: Info): boolean => {
  const exitOnError = logger?.exitOnError ?? true;
  try {
    return typeof exitOnError === 'function' ? exitOnError(info['error']) : exitOnError;
  } catch {
    return true;
  }
};

const unknownLevel = (name: string, levels: WinstonLevels): ConfigurationError =>
  new ConfigurationError(`setLevel: unknown level ${JSON.stringify(name)}. Use one of ${Object.keys(levels).join(', ')}.`, {
    service: 'BufferingAsyncTransport',
  });
