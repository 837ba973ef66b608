import type { Socket } from 'node:net';

/**
 * Knows which errors came from a socket that had carried an answer before: a server that closes an idle connection at the moment
 * we write to it has not seen the request, so it may be sent again at once. undici tells this only of some errors.
 */
export type StaleSockets = {
  watch(socket: Socket): void;
  made(error: unknown): boolean;
};

export const createStaleSockets = (): StaleSockets => {
  const stale = new WeakSet<object>();
  return {
    watch: (socket) => {
      const readBefore = socket.bytesRead;
      socket.prependListener('error', (error) => {
        if (socket.bytesRead > readBefore) stale.add(error);
      });
    },
    made: (error) =>
      typeof error === 'object' && error !== null && stale.has(error) && RESET.has(String((error as { code?: unknown }).code)),
  };
};

const RESET: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
