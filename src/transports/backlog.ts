import { parentPort } from 'node:worker_threads';

/** Bytes written to a worker that it has not read: they lie in this thread, outside the handler's own bound. */
export type Backlog = {
  readonly bytes: number;
  wrote(bytes: number): void;
};

/** Hears from the worker how many bytes it has read in all. */
export const createBacklog = (stream: { on(event: string, listener: (bytes: number) => void): unknown }): Backlog => {
  let written = 0;
  let read = 0;
  stream.on(BYTES_READ, (bytes) => {
    read = bytes;
  });
  return {
    get bytes() {
      return written - read;
    },
    wrote: (bytes) => {
      written += bytes;
    },
  };
};

/** In the worker: counts each record read, a line as it was written, and tells the sum, once for all that came together. */
export const createReadReport = (): ((line: string) => void) => {
  let bytes = 0;
  let isPlanned = false;

  const report = (): void => {
    isPlanned = false;
    parentPort?.postMessage({ code: 'EVENT', name: BYTES_READ, args: [bytes] });
  };

  return (line) => {
    bytes += Buffer.byteLength(line) + 1;
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(report);
  };
};

const BYTES_READ = 'logferry:bytes-read';
