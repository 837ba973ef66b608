import { once } from 'node:events';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestHead } from './collected-request.js';
import { type RequestBody, readBody } from './request-body.js';

/** One request under way, and the ways to deal with it. */
export type Exchange = {
  readonly head: RequestHead;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** Read when first asked for, once. */
  body(): Promise<RequestBody>;
  answer(status: number, options?: { readonly headers?: OutgoingHttpHeaders | undefined; readonly body?: string | undefined }): void;
  /** Waits, but no longer than the client does. */
  pause(ms: number): Promise<void>;
  /** Whether the client has left, or has all of its answer. */
  isOver(): boolean;
  /** Breaks the connection off with a TCP RST. */
  reset(): void;
};

type ExchangeOptions = { readonly socket: Socket; readonly checkBody: boolean };

export const openExchange = (incoming: IncomingMessage, outgoing: ServerResponse, { socket, checkBody }: ExchangeOptions): Exchange => {
  let body: Promise<RequestBody> | undefined;
  return {
    head: headOf(incoming),
    incoming,
    outgoing,
    body: () => {
      body ??= readBody(incoming, { check: checkBody });
      return body;
    },
    answer: (status, options = {}) => {
      outgoing.writeHead(status, options.headers).end(options.body);
    },
    pause: (ms) => pause(outgoing, ms),
    isOver: () => outgoing.closed || socket.destroyed,
    reset: () => {
      socket.resetAndDestroy();
    },
  };
};

const headOf = ({ method = '', url = '', headers }: IncomingMessage): RequestHead => ({
  method,
  path: url,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  receivedAt: Date.now(),
});

const pause = async (outgoing: ServerResponse, ms: number): Promise<void> => {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ms);
  await once(outgoing, 'close', { signal: over.signal }).catch(() => undefined);
  clearTimeout(timer);
};
