import type { HandlerOptions } from '../handler-options.js';
import { closeTimeoutInWorker } from './worker-close.js';
import { talesTo, type WorkerOrder } from './worker-tales.js';

/** What the `options` of a target in `pino.transport` may hold: the handler's, as plain data. */
export type PinoTargetOptions = HandlerOptions & {
  /** Custom levels, number by name, as `pino.transport({ levels })` passes them on. The logger's own come with its configuration. */
  readonly levels?: Readonly<Record<string, number>> | undefined;
};

/** As they arrive in the worker, from `createTransport` with an order among them. */
export type ArrivedOptions = PinoTargetOptions & { readonly $logferry?: WorkerOrder | undefined };

export type ReadTargetOptions = {
  readonly handlerOptions: HandlerOptions;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly closeTimeoutMs: number;
  readonly id: string | undefined;
};

/** Takes apart what arrives in the worker. */
export const readTargetOptions = (options: ArrivedOptions): ReadTargetOptions => ({
  handlerOptions: { ...ownOptions(options), ...talesTo(options.$logferry) },
  labels: options.levels && Object.fromEntries(Object.entries(options.levels).map(([name, number]) => [number, name])),
  closeTimeoutMs: closeTimeoutInWorker(options.closeTimeoutMs),
  id: options.$logferry?.id,
});

const ownOptions = (options: ArrivedOptions): HandlerOptions =>
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
