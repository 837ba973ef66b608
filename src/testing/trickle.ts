import type { Exchange } from './exchange.js';
import type { TricklePlan } from './failure-plan.js';
import type { Fate } from './fate.js';

/** Sends a 200's header, or its body, in drops. A header that drips is an answer only once it is whole. */
export const trickle = (plan: TricklePlan['trickle']): Fate => (plan.part === 'body' ? trickleBody(plan) : trickleHeaders(plan));

const trickleBody =
  ({ bytesPerSecond, bytes = 1024 }: TricklePlan['trickle']): Fate =>
  async (exchange, _body, settle) => {
    settle('all', 200);
    exchange.outgoing.writeHead(200, { 'content-length': bytes }).flushHeaders();
    await drip(exchange, Buffer.alloc(bytes, ' '), { bytesPerSecond, write: (drop) => exchange.outgoing.write(drop) });
    exchange.outgoing.end();
  };

const HEADER = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n';

/** Past Node's writer, which sends a header in one piece. */
const trickleHeaders =
  ({ bytesPerSecond }: TricklePlan['trickle']): Fate =>
  async (exchange, _body, settle) => {
    const socket = exchange.outgoing.socket;
    await drip(exchange, Buffer.from(HEADER), { bytesPerSecond, write: (drop) => socket?.write(drop) });
    if (exchange.isOver()) return settle('none');
    settle('all', 200);
    socket?.end('\r\n');
  };

/** Timers below this wake too late to keep a rate; faster drips carry more bytes each. */
const SHORTEST_PAUSE_MS = 10;

type Drip = { readonly bytesPerSecond: number; readonly write: (drop: Buffer) => void };

const drip = async (exchange: Exchange, bytes: Buffer, { bytesPerSecond, write }: Drip): Promise<void> => {
  const pauseMs = Math.max(SHORTEST_PAUSE_MS, 1000 / bytesPerSecond);
  const dropBytes = Math.max(1, Math.round((bytesPerSecond * pauseMs) / 1000));
  for (let sent = 0; sent < bytes.length && !exchange.isOver(); sent += dropBytes) {
    write(bytes.subarray(sent, sent + dropBytes));
    await exchange.pause(pauseMs);
  }
};
