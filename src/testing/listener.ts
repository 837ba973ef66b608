import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

/** A listening port that can be shut and opened again, and knows its sockets. */
export type Listener = {
  readonly url: string;
  readonly connections: { readonly open: number; readonly total: number };
  open(): Promise<void>;
  /** Refuses new connections from now on and drops those there are. */
  shut(): Promise<void>;
  /** The TCP socket under a request, below TLS. */
  socketOf(incoming: IncomingMessage): Socket;
};

export type ListenerOptions = { readonly port: number; readonly host: string; readonly tls: TlsOptions | undefined };

export const openListener = async ({ port, host, tls }: ListenerOptions, serve: RequestListener): Promise<Listener> => {
  const server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  const sockets = new Map<string, Socket>();
  let total = 0;
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    total += 1;
    sockets.set(peer, socket);
    socket.once('close', () => sockets.delete(peer));
  });
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    get connections() {
      return { open: sockets.size, total };
    },
    open: () => listen(server, address.port, host),
    shut: async () => {
      if (!server.listening) return;
      server.close();
      await Promise.all([...sockets.values()].map((socket) => once(socket.destroy(), 'close')));
    },
    socketOf: ({ socket }) => sockets.get(peerOf(socket)) ?? socket,
  };
};

const listen = async (server: Server, port: number, host: string): Promise<void> => {
  if (server.listening) return;
  server.listen(port, host);
  await once(server, 'listening');
};

/** A TLS socket and the TCP socket below it have the same peer. */
const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress}:${remotePort}`;
