import type { TransportStreamOptions } from 'winston-transport';
import type { HandlerOptions } from '../handler-options.js';

/** Options of Winston's own base class (winston-transport/modern.js). */
export type WinstonOptions = {
  /** Least severe level that this transport takes. Default: the logger's. */
  readonly level?: string | undefined;
  readonly silent?: boolean | undefined;
  readonly handleExceptions?: boolean | undefined;
  readonly handleRejections?: boolean | undefined;
  readonly highWaterMark?: number | undefined;
};

/** Everything the handler takes, and what Winston takes. `format` means both: a logform format is Winston's, a name is the wire format. */
export type BufferingAsyncOptions<Context = unknown, Key = unknown, InWorker extends boolean = boolean> = Omit<
  HandlerOptions<Context, Key>,
  'format'
> &
  WinstonOptions & {
    readonly format?: TransportStreamOptions['format'] | HandlerOptions['format'];
    /** Runs the engine in a worker thread. Functions must then be given as `{ module, name }`. Default false. */
    readonly worker?: InWorker | undefined;
  };

/** Gives each side its own. */
export const splitOptions = <Context, Key>(options: BufferingAsyncOptions<Context, Key>) => {
  const { format, level, silent, handleExceptions, handleRejections, highWaterMark, worker, ...rest } = options ?? {};
  const isLogform = typeof format === 'object' && format !== null;
  const base = { level, silent, handleExceptions, handleRejections, highWaterMark, ...(isLogform && { format }) };
  const engine = { ...rest, ...(!isLogform && format !== undefined && { format }) } as unknown as HandlerOptions;
  return { base, engine, inWorker: worker === true };
};
