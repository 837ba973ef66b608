import http, { type IncomingMessage } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

/** A proxy on the way to servers on this machine: it tunnels by CONNECT, passes requests for http urls on, or refuses everything with a status. */
export type ForwardProxy = {
  readonly url: string;
  readonly requests: readonly { readonly method: string; readonly target: string; readonly authorization: string | undefined }[];
  /** `silently`: by no answer at all. */
  refuse(status: number | 'silently' | undefined): void;
  close(): Promise<void>;
};

export const startForwardProxy = async (): Promise<ForwardProxy> => {
  const requests: ForwardProxy['requests'][number][] = [];
  const sockets = new Set<Socket>();
  let refusal: number | 'silently' | undefined;

  const note = ({ method = '', url = '', headers }: IncomingMessage): typeof refusal => {
    requests.push({ method, target: url, authorization: headers['proxy-authorization'] });
    return refusal;
  };
  const keep = <S extends Socket>(socket: S): S => {
    sockets.add(socket);
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };

  const server = http.createServer((request, response) => {
    const status = note(request);
    if (status === 'silently') return;
    if (status !== undefined) return void response.writeHead(status).end('no'.repeat(1000));
    const { url = '', method, headers } = request;
    const onward = http.request(url, { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connection', keep);
  server.on('connect', (request, client: Socket) => {
    const status = note(request);
    if (status === 'silently') return;
    if (status !== undefined) return void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const port = Number(request.url?.split(':')[1]);
    const upstream = keep(net.connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Fine\r\n\r\n')));
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://ada:secret@127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
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
