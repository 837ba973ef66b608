import { Socket } from 'node:net';
import type { buildConnector as Connector, Dispatcher } from 'undici';
import type { Clock } from '../core/clock.js';
import { untilAborted } from './deadline.js';
import type { DeliverySettings } from './settings.js';
import { createSharedLookup } from './shared-lookup.js';
import { createStaleSockets, type StaleSockets } from './stale-sockets.js';

export type HttpRequest = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly signal: AbortSignal;
  /** Called each time the request goes out. */
  onAttempt(): void;
};

export type HttpAnswer = { readonly status: number; readonly headers: Readonly<Record<string, unknown>> };

export type HttpClient = {
  /** One exchange; rejects with what the network or the signal had to say. Redirects are answers like any other. */
  exchange(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
};

/** Keeps connections open and reuses them. undici is loaded at the first exchange: it takes 75 ms, which the start of an app need not pay. */
export const createHttpClient = (settings: DeliverySettings, clock: Clock): HttpClient => {
  const stale = createStaleSockets();
  let opening: Promise<Dispatcher> | undefined;

  const exchange = async (request: HttpRequest): Promise<HttpAnswer> => {
    opening ??= openDispatcher(settings, stale);
    const dispatcher = await opening;
    for (let again = 0; ; again += 1) {
      try {
        return await exchangeOnce(dispatcher, request);
      } catch (error) {
        if (again === MOST_STALE_SOCKETS || !stale.made(error)) throw error;
      }
    }
  };

  const exchangeOnce = async (dispatcher: Dispatcher, { url, headers, body, signal, onAttempt }: HttpRequest): Promise<HttpAnswer> => {
    signal.throwIfAborted();
    onAttempt();
    const { method } = settings;
    const request = dispatcher.request({ origin: url.origin, path: `${url.pathname}${url.search}`, method, headers, body, signal });
    // undici heeds the signal only once it has a connection.
    const answer = await untilAborted(request, signal);
    if (answer === undefined) throw signal.reason;
    await drain(answer.body, clock);
    return { status: answer.statusCode, headers: answer.headers };
  };

  return {
    exchange,
    close: async () => {
      const dispatcher = await opening?.catch(() => undefined);
      await dispatcher?.destroy();
    },
  };
};

const MOST_STALE_SOCKETS = 2;

const KEEP_ALIVE_MS = 4000;
const CONNECT_TIMEOUT_MS = 10_000;
const LONGEST_SOCKET_LIFE_MS = 300_000;

/** Without `proxyTunnel`, requests for http urls go to a proxy as they are, as every proxy allows; https is tunnelled in any case. */
const openDispatcher = async ({ concurrency, tls, proxy }: DeliverySettings, stale: StaleSockets): Promise<Dispatcher> => {
  const { Agent, EnvHttpProxyAgent, ProxyAgent, buildConnector } = await import('undici');
  const transport = { ...tls, timeout: CONNECT_TIMEOUT_MS, autoSelectFamily: true, lookup: createSharedLookup() } as Connector.BuildOptions;
  const connector = buildConnector(transport);
  const connect: typeof connector = (options, done) => {
    const connecting = connector(options, (...result) => {
      if (result[0] === null) stale.watch(result[1]);
      done(...result);
    });
    neverHold(connecting);
  };
  const options = {
    connect,
    connections: concurrency,
    keepAliveTimeout: KEEP_ALIVE_MS,
    clientTtl: LONGEST_SOCKET_LIFE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    requestTls: transport,
    proxyTls: transport,
    proxyTunnel: false,
  };
  if (proxy === false) return new Agent(options);
  return proxy === 'env' ? new EnvHttpProxyAgent(options) : new ProxyAgent({ ...options, uri: proxy });
};

/**
 * A request under way must not keep a program alive that has come to its end: flush and close hold it, for as long as they may.
 * undici refs its busy sockets again and again, so `ref` is taken away.
 */
const neverHold = (socket: unknown): void => {
  if (!(socket instanceof Socket)) return;
  socket.unref();
  socket.ref = () => socket;
};

/** Reads what is left of an answer so that its connection can serve again; one that is long or slow is not worth it. */
const drain = async (body: Dispatcher.ResponseData['body'], clock: Clock): Promise<void> => {
  const slow = new AbortController();
  const cancel = clock.setTimer(DRAIN_MS, () => slow.abort());
  await body.dump({ limit: DRAIN_BYTES, signal: slow.signal }).catch(() => {});
  cancel();
};

const DRAIN_MS = 2000;
const DRAIN_BYTES = 64 * 1024;
