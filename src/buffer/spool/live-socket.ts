import { chmodSync, closeSync, constants, openSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { basename, join } from 'node:path';
import type { Clock } from '../../core/clock.js';
import { codeOf } from './error-code.js';
import { SOCKET } from './log-names.js';

/**
 * A sign of life that needs no heart to beat. As long as a process lives, the kernel answers for the socket on which it listens,
 * however long its event loop is blocked, and also while it is stopped; the moment it dies, by whatever death, nobody listens
 * any more. Node has no file locks, and a time stamp that must be kept fresh robs whoever was busy.
 */
export type LiveSocket = {
  readonly isListening: boolean;
  /** Nobody listens once this has been called; resolves when the socket's end is over. */
  close(): Promise<void>;
};

/**
 * Listens for as long as the process or worker thread lives, without keeping it alive. All is done when this returns: Node binds
 * a path at once. Where there can be no socket (a file system that knows none) `isListening` says so, and that is all.
 */
export const openLiveSocket = (directory: string): LiveSocket => {
  const server = createServer((connection) => {
    connection.on('error', () => {});
    connection.destroy();
  });
  server.on('error', () => {});
  const way = attempt(() => reach(directory));
  // `exclusive`: in a cluster the primary would listen in this worker's name, and outlive it.
  if (way !== undefined) server.listen({ path: way.path, exclusive: true }).unref();
  if (server.listening && way?.isFile === true) attempt(() => chmodSync(way.path, 0o600));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      way?.release();
    });
  let closing: Promise<void> | undefined;
  return {
    isListening: server.listening,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
};

const attempt = <Value>(run: () => Value): Value | undefined => {
  try {
    return run();
  } catch {
    return undefined;
  }
};

/** `unclear`: this process could not even ask. */
export type Answer = 'open' | 'refused' | 'absent' | 'unclear';

/** A kernel answers at once; a Windows pipe whose owner accepts nothing makes wait, and is there. */
const LONGEST_ANSWER_MS = 1000;

/** Whether somebody listens on the socket of the log in this directory. Nothing is sent. */
export const knock = async (directory: string, clock: Pick<Clock, 'setTimer'>): Promise<Answer> => {
  try {
    const way = reach(directory);
    return way === undefined ? 'absent' : await ask(way, clock);
  } catch (error) {
    return answerOf(error);
  }
};

const ask = (way: Way, clock: Pick<Clock, 'setTimer'>): Promise<Answer> =>
  new Promise((resolve) => {
    const settle = (answer: Answer): void => {
      cancel();
      socket.destroy();
      resolve(answer);
    };
    const cancel = clock.setTimer(LONGEST_ANSWER_MS, () => settle('open'));
    const socket = connect({ path: way.path })
      .once('connect', () => settle('open'))
      .on('error', (error) => settle(answerOf(error)));
    way.release();
  });

/** A queue of connections that is full (EAGAIN) is one that somebody holds; so is one that is not for us. */
const answerOf = (error: unknown): Answer => {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  return code === 'EAGAIN' || code === 'EACCES' || code === 'EPERM' ? 'open' : 'unclear';
};

type Way = { readonly path: string; readonly isFile: boolean; release(): void };

/** Undefined where there is no way. Throws where there should be one. */
const reach = (directory: string): Way | undefined => {
  const address = addressOf(directory, process.platform);
  if (address.kind === 'none') return undefined;
  if (address.kind !== 'by-directory') return { path: address.path, isFile: address.kind === 'file', release: () => {} };
  const fd = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  return { path: `/proc/self/fd/${fd}/${SOCKET}`, isFile: true, release: () => closeSync(fd) };
};

export type Address =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'pipe'; readonly path: string }
  /** By an open directory: the path is too long for a socket's address. */
  | { readonly kind: 'by-directory' }
  | { readonly kind: 'none' };

/** A socket's address has 108 bytes on Linux (unix(7)) and 104 on macOS, and Node 20 cuts a longer path off without a word. */
const LONGEST_PATH_BYTES = 100;

export const addressOf = (directory: string, platform: NodeJS.Platform): Address => {
  if (platform === 'win32') return { kind: 'pipe', path: `\\\\.\\pipe\\logferry-${basename(directory)}` };
  const path = join(directory, SOCKET);
  if (Buffer.byteLength(path) <= LONGEST_PATH_BYTES) return { kind: 'file', path };
  return { kind: platform === 'linux' ? 'by-directory' : 'none' };
};
