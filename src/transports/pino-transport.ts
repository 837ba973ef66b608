import { randomUUID } from 'node:crypto';
import type { TransportMultiOptions, TransportSingleOptions, TransportTargetOptions } from 'pino';
import type ThreadStream from 'thread-stream';
import { systemClock } from '../core/clock.js';
import type { FlushOptions, FlushResult } from '../core/handler.js';
import type { HandlerOptions } from '../handler-options.js';
import { loadPino } from './load-pino.js';
import type { Thread } from './open-thread.js';
import { createMarkPipe } from './read-mark.js';
import { createRefusals } from './refusals.js';
import { reportLoss } from './report-loss.js';
import { createWorkerHandler, type WorkerHandler } from './worker-handler.js';
import { readWorkerOptions } from './worker-options.js';
import type { WorkerOrder } from './worker-tales.js';

/** What `pino.transport` takes beside target and options. With `targets`, ours is one more among them, of level `level`. */
export type PinoTransportOptions = Pick<TransportSingleOptions, 'worker'> &
  Pick<TransportMultiOptions, 'levels' | 'dedupe'> & {
    readonly sync?: boolean;
    readonly level?: string;
    readonly targets?: readonly TransportTargetOptions[];
  };

/** Pino's transport, a thread-stream, that also answers for the handler in its worker. */
export type PinoTransport = ThreadStream &
  Pick<WorkerHandler, 'close' | 'stats' | 'getHealthStatus'> & {
    readonly handler: WorkerHandler;
    /** Pino's way: calls back when all is flushed. */
    flush(callback?: (error?: Error) => void): void;
    /** The same with an end to waiting and an account of what became of the records; in `targets` too. */
    flush(options: FlushOptions): Promise<FlushResult>;
  };

/**
 * `pino.transport` for this target, typed, with its options checked here and now: an option that is wrong or cannot cross to
 * the worker is named at once. `onDiagnostic` and `onDrop` stay in this thread and hear from the worker.
 * @throws ConfigurationError
 */
export const createTransport = (options: HandlerOptions, pinoOptions: PinoTransportOptions = {}): PinoTransport => {
  const workerOptions = readWorkerOptions(options);
  const { crossing, settings, onDiagnostic, onDrop } = workerOptions;
  const order: WorkerOrder = { id: randomUUID(), hears: { diagnostic: onDiagnostic !== undefined, dropped: onDrop !== undefined } };
  const { targets, level, ...rest } = pinoOptions;
  const ours = {
    target: new URL('./pino.js', import.meta.url).href,
    options: { ...crossing, $logferry: order },
    ...(level !== undefined && { level }),
  };

  const thread = loadPino().transport(
    targets === undefined ? { ...rest, ...ours } : { ...rest, targets: [ours, ...targets] },
  ) as unknown as Thread;
  // Before that an error is one of set-up, and the app had better hear of it as of any other transport's.
  thread.once('ready', () => thread.on('error', (error: unknown) => reportLoss({ handler: settings.name, error, onDiagnostic })));
  const writeThread = thread.write.bind(thread);
  const flushThread = thread.flush.bind(thread);
  const refusals = createRefusals(onDrop);
  let written = 0;

  const { handler, isClosed } = createWorkerHandler({
    id: order.id,
    options: workerOptions,
    refusals,
    // Of several targets ours may be given only some of the records.
    written: () => (targets === undefined ? written : 0),
    drainPipe: targets === undefined ? createMarkPipe(thread, order.id, writeThread) : (timeoutMs) => settledWithin(timeoutMs, flushThread),
    end: () => thread.end(),
  });
  const { close, stats, getHealthStatus } = handler;

  const write = (line: string): boolean => {
    if (isClosed() || !thread.writable) {
      refusals.refuse('closed');
      return false;
    }
    written += 1;
    return writeThread(line);
  };
  const flush = (wish?: FlushOptions | ((error?: Error) => void)): unknown =>
    typeof wish === 'object' ? handler.flush(wish) : flushThread(wish);
  return Object.assign(thread, { handler, close, stats, getHealthStatus, write, flush }) as unknown as PinoTransport;
};

/** Among several targets a mark would be a broken line to the others. There thread-stream's flush waits for no target: it means "read". */
const settledWithin = (timeoutMs: number, flushThread: (done: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const cancel = systemClock.setTimer(timeoutMs, resolve, true);
    flushThread(() => {
      cancel();
      resolve();
    });
  });
