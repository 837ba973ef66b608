import type { Output } from './output.js';

/** Writes to standard output or standard error. A stream that fails, as when its reader is gone (EPIPE), does not end the program. */
export const createConsoleOutput = (stream: NodeJS.WritableStream): Output => {
  let isClosed = false;
  return {
    write: (text) => (isClosed ? Promise.resolve(false) : writeTo(stream, text)),
    close: async () => {
      isClosed = true;
    },
  };
};

const writeTo = (stream: NodeJS.WritableStream, text: Buffer | string): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (error?: Error | null): void => {
      resolve(!error);
      // The stream emits its error in a later tick than it tells it here.
      setImmediate(() => stream.removeListener('error', ignore));
    };
    stream.on('error', ignore);
    try {
      stream.write(text, settle);
    } catch (error) {
      settle(error as Error);
    }
  });

const ignore = (): void => {};
