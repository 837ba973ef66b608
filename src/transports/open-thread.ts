import { createRequire } from 'node:module';
import type ThreadStream from 'thread-stream';

/** thread-stream's stream, with what its types leave out. */
export type Thread = ThreadStream & {
  /** Not ended, and its worker alive. A write after that would make it emit `error`. */
  readonly writable: boolean;
  unref(): void;
  write(data: string | Buffer): boolean;
};

const open = new Set<Thread>();

/**
 * Starts a worker that does not keep the process alive once it has started. When the process exits, by itself or by
 * `process.exit()`, what is still in this thread goes over and the worker closes its handler, while this thread waits: for
 * the close budget at most. A signal's default action ends a process without all this.
 */
export const openThread = (filename: string, workerData: unknown): Thread => {
  const thread = new (loadThreadStream())({ filename, workerData }) as Thread;
  if (open.size === 0) process.on('exit', endAll);
  open.add(thread);
  thread.on('ready', () => thread.unref());
  thread.on('close', () => {
    open.delete(thread);
    if (open.size === 0) process.off('exit', endAll);
  });
  return thread;
};

/** Loaded only where a worker is wanted: it would make up a sixth of the time that importing the transport takes. */
const loadThreadStream = (): typeof ThreadStream => createRequire(import.meta.url)('thread-stream') as typeof ThreadStream;

const endAll = (): void => {
  for (const thread of open) {
    try {
      thread.flushSync();
      thread.end();
    } catch {
      // The worker is gone; nothing can be done for its records now.
    }
  }
};
