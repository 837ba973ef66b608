import net, { type AddressInfo, type Socket } from 'node:net';
import tls, { type TlsOptions } from 'node:tls';

/** A request as it came over the wire. */
export type ChaosRequest = {
  readonly method: string;
  readonly path: string;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** 0 for the server's first connection. */
  readonly connection: number;
};

/** What the server does to a request, byte by byte if need be. `at`: as soon as the head has come, or (the default) when the body has, too. */
export type Behaviour = { readonly at?: 'head' | 'body'; run(socket: Socket, request: ChaosRequest): void };

export type ChaosServer = {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ChaosRequest[];
  /** Connections that were ever accepted. */
  readonly connections: number;
  readonly openSockets: number;
  /** The next requests are treated like this, one each; then the last one's treatment stays. */
  script(...behaviours: readonly Behaviour[]): void;
  /** Closes every connection at once, as a load balancer does that is drained. */
  cutConnections(): void;
  close(): Promise<void>;
};

export type ChaosOptions = {
  /** Default: any that is free. */
  readonly port?: number;
  readonly tls?: TlsOptions;
  /** Takes a connection before anything is read from it; false: nothing will be read. */
  readonly onConnection?: (socket: Socket, connection: number) => boolean;
};

/** An HTTP server made of bare sockets, for everything that a proper one would never do. Without a script it answers 200. */
export const startChaosServer = async ({
  port: wanted = 0,
  tls: tlsOptions,
  onConnection = () => true,
}: ChaosOptions = {}): Promise<ChaosServer> => {
  const requests: ChaosRequest[] = [];
  const sockets = new Set<Socket>();
  let planned: readonly Behaviour[] = [answer(200)];
  let connections = 0;

  const nextBehaviour = (): Behaviour => {
    const [behaviour = answer(200), ...others] = planned;
    if (others.length > 0) planned = others;
    return behaviour;
  };

  const accept = (socket: Socket): void => {
    const connection = connections;
    connections += 1;
    sockets.add(socket);
    socket
      .on('close', () => sockets.delete(socket))
      .on('end', () => socket.end())
      .on('error', () => {});
    if (onConnection(socket, connection)) serve(socket, connection);
  };

  const serve = (socket: Socket, connection: number): void => {
    let buffered = Buffer.alloc(0);
    let current: { readonly head: Head; readonly behaviour: Behaviour } | undefined;

    const read = (): void => {
      current ??= begin();
      if (current === undefined) return;
      const { head, behaviour } = current;
      const end = head.bytes + head.bodyBytes;
      if (buffered.length < end) return;
      const request = { ...head.request, body: buffered.subarray(head.bytes, end), connection };
      requests.push(request);
      buffered = buffered.subarray(end);
      current = undefined;
      if (behaviour.at !== 'head') behaviour.run(socket, request);
      read();
    };

    const begin = (): typeof current => {
      const head = parseHead(buffered);
      if (head === undefined) return undefined;
      const behaviour = nextBehaviour();
      if (behaviour.at === 'head') behaviour.run(socket, { ...head.request, body: Buffer.alloc(0), connection });
      return { head, behaviour };
    };

    socket.on('data', (bytes) => {
      buffered = Buffer.concat([buffered, bytes]);
      read();
    });
  };

  const server = tlsOptions === undefined ? net.createServer({ allowHalfOpen: true }, accept) : tls.createServer(tlsOptions, accept);
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cutConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    url: `${tlsOptions === undefined ? 'http' : 'https'}://localhost:${port}/logs`,
    port,
    requests,
    get connections() {
      return connections;
    },
    get openSockets() {
      return sockets.size;
    },
    script: (...behaviours) => {
      planned = behaviours;
    },
    cutConnections,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cutConnections();
      await closed;
    },
  };
};

type Head = { readonly request: Omit<ChaosRequest, 'body' | 'connection'>; readonly bytes: number; readonly bodyBytes: number };

const parseHead = (buffered: Buffer): Head | undefined => {
  const end = buffered.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [start = '', ...lines] = buffered.subarray(0, end).toString('latin1').split('\r\n');
  const [method = '', path = ''] = start.split(' ');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { request: { method, path, headers }, bytes: end + 4, bodyBytes: Number(headers['content-length'] ?? 0) };
};

/** A whole answer. */
export const answer = (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Behaviour => ({
  run: (socket) => socket.write(`${headOf(status, { 'content-length': String(body.length), ...headers })}${body}`),
});

/** An answer, then the connection is closed. */
export const answerAndClose = (status: number): Behaviour => ({
  run: (socket) => socket.end(headOf(status, { 'content-length': '0', connection: 'close' })),
});

export const headOf = (status: number, headers: Readonly<Record<string, string>>): string =>
  [`HTTP/1.1 ${status} Whatever`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');

export const hang: Behaviour = { run: () => {} };
/** RST as soon as the request's head is here; its body is not read. */
export const resetEarly: Behaviour = { at: 'head', run: (socket) => socket.resetAndDestroy() };
/** RST instead of an answer. */
export const reset: Behaviour = { run: (socket) => socket.resetAndDestroy() };
/** FIN instead of an answer. */
export const halfClose: Behaviour = { run: (socket) => socket.end() };
/** Bytes as they are. */
export const raw = (bytes: string): Behaviour => ({ run: (socket) => socket.write(bytes) });
/** The head of an answer with a body announced, some of it, then RST. */
export const resetInBody = (status: number): Behaviour => ({
  run: (socket) => socket.write(`${headOf(status, { 'content-length': '100' })}some`, () => socket.resetAndDestroy()),
});
/** The head of an answer with a body announced that never comes. */
export const hangInBody = (status: number): Behaviour => ({
  run: (socket) => socket.write(`${headOf(status, { 'content-length': '100' })}some`),
});
/** A body without end. */
export const endlessBody = (status: number): Behaviour => ({
  run: (socket) => {
    const block = Buffer.from(`10000\r\n${'.'.repeat(0x10000)}\r\n`);
    const more = (): void => {
      while (!socket.destroyed && socket.write(block));
      if (!socket.destroyed) socket.once('drain', more);
    };
    socket.write(headOf(status, { 'transfer-encoding': 'chunked' }));
    more();
  },
});
