import net, { type AddressInfo, type Socket } from 'node:net';

/** A proxy that tunnels by CONNECT to wherever it is asked, or refuses with a status. */
export type ForwardProxy = {
  readonly url: string;
  /** Heads of the CONNECT requests, as they came. */
  readonly heads: readonly string[];
  refuse(status: number | undefined): void;
  close(): Promise<void>;
};

export const startForwardProxy = async (): Promise<ForwardProxy> => {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  let refusal: number | undefined;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };

  const server = net.createServer((client) => {
    keep(client).once('data', (data) => {
      const head = data.toString('latin1');
      heads.push(head);
      if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal} No\r\ncontent-length: 0\r\n\r\n`);
      const port = Number(/^CONNECT [^:]+:(\d+)/.exec(head)?.[1]);
      const upstream = keep(net.connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Fine\r\n\r\n')));
      client.pipe(upstream).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://ada:secret@127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    refuse: (status) => {
      refusal = status;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
