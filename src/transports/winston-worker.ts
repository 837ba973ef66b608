import type { Transform } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { openEngine } from '../handler.js';
import type { HandlerOptions } from '../handler-options.js';
import { acceptText } from './accept-text.js';
import { createReadReport } from './backlog.js';
import { openLineStream } from './line-stream.js';
import { createAnswerMark } from './read-mark.js';
import { createRecordReader } from './record-wire.js';
import { closeTimeoutInWorker } from './worker-close.js';
import { talesTo, type WorkerOrder } from './worker-tales.js';

export type WinstonWorkerData = { readonly options: HandlerOptions; readonly order: WorkerOrder };

/** thread-stream loads this in the worker of a Winston transport with `worker: true`. */
export default async ({ options, order }: WinstonWorkerData): Promise<Transform> => {
  const engine = await openEngine({ ...options, ...talesTo(order) }, { id: order.id });
  const readRecord = createRecordReader();
  const reportRead = createReadReport();
  const answerMark = createAnswerMark(order.id);

  return openLineStream({
    // What is not read is bounded in the app's thread, too, but there without a look at levels: so all is read, and what gives way is decided here.
    pace: { next: turn },
    open: () => (text) => {
      if (answerMark(text)) return;
      reportRead(text);
      const { line, facts } = readRecord(text);
      acceptText(engine, line, { facts, timed: true });
    },
    close: async () => {
      await engine.handler.close({ timeoutMs: closeTimeoutInWorker(options.closeTimeoutMs) });
    },
  });
};
