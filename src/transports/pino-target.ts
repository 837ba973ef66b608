import type { Transform } from 'node:stream';
import { systemClock } from '../core/clock.js';
import { openEngine } from '../handler.js';
import { acceptText } from './accept-text.js';
import { createArrivals } from './arrivals.js';
import { openLineStream } from './line-stream.js';
import { createReadHead } from './pino-head.js';
import { createReadLevel } from './pino-levels.js';
import { type ArrivedOptions, readTargetOptions } from './pino-options.js';
import { createAnswerMark } from './read-mark.js';
import { refuseBlocking } from './refuse-blocking.js';

/** What Pino's worker writes to. */
export type PinoTarget = Transform & { flush(callback: () => void): void };

/**
 * The engine in Pino's worker. Once it is open nothing throws, rejects or emits `error`: to Pino that would mean the end of
 * the process. Every line is taken at once, for a worker that stalls makes records pile up in the app's thread.
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
      void handler.flush().then(() => callback());
    },
  });
};
