import { parentPort } from 'node:worker_threads';
import { systemClock } from '../core/clock.js';

/** What is used of a thread-stream. */
type MarkedThread = {
  readonly writable: boolean;
  on(event: string, listener: (value: number) => void): unknown;
};

/**
 * How this thread knows that the worker has read all that was written before: it writes a mark, a line that no logger
 * writes, and the worker tells back which mark it has come to. (thread-stream's own `flush` also waits for the collector.)
 */
export const createMarkPipe = (thread: MarkedThread, write: (text: string) => unknown): ((timeoutMs: number) => Promise<void>) => {
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
      write(`\0${mark}\n`);
    });
};

/** In the worker: answers a mark, and says whether the line was one. */
export const answerMark = (line: string): boolean => {
  if (line.charCodeAt(0) !== 0) return false;
  const mark = Number(line.slice(1));
  if (Number.isSafeInteger(mark)) parentPort?.postMessage({ code: 'EVENT', name: READ, args: [mark] });
  return true;
};

const READ = 'logferry:read';
