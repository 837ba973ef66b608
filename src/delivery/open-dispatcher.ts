import { Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool, ProxyAgent } from 'undici';
import type { DeliverySettings } from './settings.js';
import { createSharedLookup } from './shared-lookup.js';
import type { StaleSockets } from './stale-sockets.js';

const KEEP_ALIVE_MS = 4000;
const CONNECT_TIMEOUT_MS = 10_000;
const LONGEST_SOCKET_LIFE_MS = 300_000;

/**
 * undici's agent for these settings: directly, or through a proxy. Whatever way a connection is made, it is watched, holds no
 * program, and is one of `concurrency` at most.
 *
 * Without `proxyTunnel`, requests for http urls go to a proxy as they are, as every proxy allows; https is tunnelled in any case.
 */
export const openDispatcher = ({ concurrency, tls, proxy }: DeliverySettings, stale: StaleSockets): Dispatcher => {
  const transport = {
    ...tls,
    timeout: CONNECT_TIMEOUT_MS,
    autoSelectFamily: true,
    lookup: createSharedLookup(),
  } as buildConnector.BuildOptions;
  const perPool = {
    connections: concurrency,
    keepAliveTimeout: KEEP_ALIVE_MS,
    clientTtl: LONGEST_SOCKET_LIFE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const options = {
    connect: buildConnector(transport),
    requestTls: transport,
    proxyTls: transport,
    proxyTunnel: false,
    // undici gives the pools behind a proxy connectors of its own, and to some of them no other option.
    factory: (origin: string | URL, { connect }: Connecting) => new Pool(origin, { ...perPool, connect: eachSocket(connect, stale.watch) }),
    // The pool that opens tunnels: a proxy has as long for that as a collector for a connection.
    clientFactory: (proxyUrl: URL, { connect }: Connecting) =>
      new Pool(proxyUrl, { ...perPool, headersTimeout: CONNECT_TIMEOUT_MS, connect: eachSocket(connect) }),
  };
  if (proxy === false) return new Agent(options);
  return proxy === 'env' ? new EnvHttpProxyAgent(options) : new ProxyAgent({ ...options, uri: proxy });
};

type Connecting = Pick<Pool.Options, 'connect'>;

/** The same connector, whose sockets hold no program, from their first moment on, and are given to `use` once connected. */
const eachSocket = (connector: Connecting['connect'], use?: (socket: Socket) => void): buildConnector.connector => {
  if (typeof connector !== 'function') throw new TypeError('undici gave a pool no connector');
  return (options, done) => {
    const connecting: unknown = connector(options, (...result) => {
      if (result[0] === null) {
        neverHold(result[1]);
        use?.(result[1]);
      }
      done(...result);
    });
    neverHold(connecting);
  };
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
