import { parentPort } from 'node:worker_threads';
import { systemClock } from '../core/clock.js';

/** What is used of a thread-stream. */
type MarkedThread = {
  readonly writable: boolean;
  on(event: string, listener: (value: number) => void): unknown;
};

/**
 * How this thread knows that the worker has read all that was written before: it writes a mark, a line that no logger
 * writes for it bears the random `id` of this transport, and the worker tells back which mark it has come to.
 * (thread-stream's own `flush` also waits for the collector.)
 */
export const createMarkPipe = (
  thread: MarkedThread,
  id: string,
  write: (text: string) => unknown,
): ((timeoutMs: number) => Promise<void>) => {
  const waiting = new Map<number, () => void>();
  let marks = 0;

  const readUpTo = (mark: number): void => {
    for (const [waited, arrived] of [...waiting]) if (waited <= mark) arrived();
  };
  thread.on(READ, readUpTo);
  thread.on('close', () => readUpTo(marks));

  return (timeoutMs) =>
    new Promise((resolve) => {
      if (!thread.writable) return resolve();
      marks += 1;
      const mark = marks;
      const arrived = (): void => {
        cancel();
        waiting.delete(mark);
        resolve();
      };
      const cancel = systemClock.setTimer(timeoutMs, arrived, true);
      waiting.set(mark, arrived);
      write(`${prefixOf(id)}${mark}\n`);
    });
};

/** In the worker: answers the marks of transport `id`, and says whether the line was one. Without an `id` nobody writes marks. */
export const createAnswerMark = (id: string | undefined): ((line: string) => boolean) => {
  if (id === undefined) return () => false;
  const prefix = prefixOf(id);
  return (line) => {
    if (!line.startsWith(prefix)) return false;
    parentPort?.postMessage({ code: 'EVENT', name: READ, args: [Number(line.slice(prefix.length))] });
    return true;
  };
};

/** No JSON begins with NUL: for most lines one character tells. */
const prefixOf = (id: string): string => `\0${id} `;

const READ = 'logferry:read';
