import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../core/clock.js';
import type { HandlerOptions } from '../handler-options.js';
import { createDiagnostics } from '../metrics/diagnostics.js';
import { LOOK_AHEAD } from '../security/cut-text.js';
import { createEncoder } from '../security/encode.js';
import { fitLine, fits } from '../security/fit-line.js';
import type { Limits } from '../security/options.js';
import type { Intake } from './accept-text.js';
import { createBacklog } from './backlog.js';
import { openThread } from './open-thread.js';
import { createMarkPipe } from './read-mark.js';
import { createRecordWriter } from './record-wire.js';
import { createRefusals } from './refusals.js';
import { reportLoss } from './report-loss.js';
import type { WinstonWorkerData } from './winston-worker.js';
import { createWorkerHandler, type WorkerHandler } from './worker-handler.js';
import { readWorkerOptions } from './worker-options.js';

export type WorkerDoor = Intake & { readonly handler: WorkerHandler };

/**
 * The engine in a worker thread. A record is written down here, within the logging call, and goes over as one line. What
 * the worker has not read yet lies in this thread: that too is bounded by `maxBufferBytes`, and refused beyond it.
 * @throws ConfigurationError when an option is wrong or cannot cross.
 */
export const openWorkerDoor = (options: HandlerOptions): WorkerDoor => {
  const workerOptions = readWorkerOptions(options);
  const { crossing, settings, takesText, onDiagnostic, onDrop } = workerOptions;
  const { limits, maxBufferBytes, name, oversize } = settings;
  const order = { id: randomUUID(), hears: { diagnostic: onDiagnostic !== undefined, dropped: onDrop !== undefined } };
  const workerData: WinstonWorkerData = { options: crossing as unknown as HandlerOptions, order };
  const thread = openThread(fileURLToPath(new URL('./winston-worker.js', import.meta.url)), workerData);
  const backlog = createBacklog(thread);
  const refusals = createRefusals(onDrop);
  const diagnose = createDiagnostics(name, onDiagnostic);
  const encoder = createEncoder(wholeLimits(limits), (reason) =>
    diagnose({ type: 'mended', what: 'record', reason }, systemClock.monotonic()),
  );
  const longestCrossing = limits.recordBytes * (oversize === 'drop' ? WHOLE_TIMES : SEEN_TIMES);
  const writeRecord = createRecordWriter();
  let written = 0;

  thread.on('error', (error: unknown) => reportLoss({ handler: name, error, onDiagnostic }));

  const { handler, isClosed } = createWorkerHandler({
    id: order.id,
    options: workerOptions,
    refusals,
    written: () => written,
    drainPipe: createMarkPipe(thread, order.id, (mark) => thread.write(mark)),
    end: () => thread.end(),
  });

  const acceptLine: Intake['acceptLine'] = (line, facts) => {
    if (isClosed() || !thread.writable) return refusals.refuse('closed');
    const record = Buffer.from(writeRecord(fitLine(line, longestCrossing), facts));
    if (backlog.bytes + record.length > maxBufferBytes) return refusals.refuse('full');
    backlog.wrote(record.length);
    written += 1;
    thread.write(record);
    return oversize === 'drop' && !fits(line, limits.recordBytes) ? 'full' : 'accepted';
  };

  return {
    takesText,
    recordBytes: limits.recordBytes,
    acceptLine,
    acceptClosed: acceptLine,
    acceptRecord: (fields, facts) => acceptLine(encoder.encode(fields), facts),
    handler,
  };
};

/** What is masked must be seen whole: the engine in the worker cuts, after it has washed. */
const SEEN_TIMES = 2;
const wholeLimits = (limits: Limits): Limits => ({
  ...limits,
  stringLength: limits.stringLength + LOOK_AHEAD,
  messageLength: limits.messageLength + LOOK_AHEAD,
  recordBytes: SEEN_TIMES * limits.recordBytes,
});

/** With `oversize: 'drop'` the engine in the worker judges a record by its size, and sets it aside: it must get to see what is too much. */
const WHOLE_TIMES = 8;
