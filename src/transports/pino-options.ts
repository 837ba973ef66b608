import type { HandlerOptions } from '../handler-options.js';
import { closeTimeoutInWorker } from './worker-close.js';
import { talesTo, type WorkerOrder } from './worker-tales.js';

/** What a target's options may hold: the handler's, as plain data, and what Pino and thread-stream put among them. */
export type PinoTargetOptions = HandlerOptions & {
  /** Custom levels, number by name, as `pino.transport({ levels })` passes them on. The logger's own come with its configuration. */
  readonly levels?: Readonly<Record<string, number>> | undefined;
  /** From `createTransport`. */
  readonly $logferry?: WorkerOrder | undefined;
};

export type ReadTargetOptions = {
  readonly handlerOptions: HandlerOptions;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly closeTimeoutMs: number;
  readonly id: string | undefined;
};

/** Takes apart what arrives in the worker. */
export const readTargetOptions = (options: PinoTargetOptions): ReadTargetOptions => ({
  handlerOptions: { ...ownOptions(options), ...talesTo(options.$logferry) },
  labels: options.levels && Object.fromEntries(Object.entries(options.levels).map(([name, number]) => [number, name])),
  closeTimeoutMs: closeTimeoutInWorker(options.closeTimeoutMs),
  id: options.$logferry?.id,
});

const ownOptions = (options: PinoTargetOptions): HandlerOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !NOT_THE_HANDLERS.has(name))) as unknown as HandlerOptions;

/** Put in by pino/lib/transport.js, thread-stream/index.js and `createTransport`: no mistake of the user. */
const NOT_THE_HANDLERS: ReadonlySet<string> = new Set([
  '$context',
  '$logferry',
  'pinoWillSendConfig',
  'levels',
  'dedupe',
  'targets',
  'pipelines',
]);
