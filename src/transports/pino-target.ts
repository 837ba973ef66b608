import type { Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../core/clock.js';
import { openEngine } from '../handler.js';
import { acceptText } from './accept-text.js';
import { createArrivals } from './arrivals.js';
import { openLineStream } from './line-stream.js';
import { createReadHead } from './pino-head.js';
import { createReadLevel } from './pino-levels.js';
import { type ArrivedOptions, readTargetOptions } from './pino-options.js';
import { createAnswerMark } from './read-mark.js';
import { createReadingPace } from './reading-pace.js';
import { refuseBlocking } from './refuse-blocking.js';

/** What Pino's worker writes to. */
export type PinoTarget = Transform & { flush(callback: () => void): void };

/**
 * The engine in Pino's worker. Once it is open nothing throws, rejects or emits `error`: to Pino that would mean the end of
 * the process. Lines are taken as they come, but for a burst (`reading-pace.ts`): a worker that stalls makes records pile up in the app's thread.
 * @throws ConfigurationError (as a rejection) when an option is wrong.
 */
export const openTarget = async (options: ArrivedOptions): Promise<PinoTarget> => {
  refuseBlocking(options, 'a Pino worker');
  const { handlerOptions, labels, closeTimeoutMs, id } = readTargetOptions(options);
  const arrivals = createArrivals();
  const answerMark = createAnswerMark(id);
  const engine = await openEngine(handlerOptions, { id, quiet: arrivals.quiet });
  const { handler } = engine;

  const stream = await openLineStream({
    pace: createReadingPace(handler.getHealthStatus, { now: systemClock.monotonic, wait: pause, onWait: arrivals.note }),
    open: ({ levels }) => {
      const readHead = createReadHead(createReadLevel(levels?.labels ?? labels), systemClock.wallTime);
      return (line) => {
        arrivals.note();
        if (line !== '' && !answerMark(line)) acceptText(engine, line, readHead(line));
      };
    },
    close: async () => {
      await handler.close({ timeoutMs: closeTimeoutMs });
    },
  });
  return Object.assign(stream, {
    flush: (callback: () => void) => {
      void allRead(stream)
        .then(() => handler.flush())
        .then(() => callback());
    },
  });
};

/** What was written before is read, however long the worker let it wait. */
const allRead = (stream: Transform): Promise<void> =>
  new Promise((resolve) => {
    if (stream.writable) stream.write('', () => resolve());
    else resolve();
  });
