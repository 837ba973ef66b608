import type { Dispatcher } from 'undici';
import type { Clock } from '../core/clock.js';
import { untilAborted } from './deadline.js';
import type { DeliverySettings } from './settings.js';
import { createStaleSockets } from './stale-sockets.js';

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

/** Keeps connections open and reuses them. undici and what it needs are loaded at the first exchange: it takes 75 ms, which the start of an app need not pay. */
export const createHttpClient = (settings: DeliverySettings, clock: Clock): HttpClient => {
  const stale = createStaleSockets();
  let opening: Promise<Dispatcher> | undefined;

  const exchange = async (request: HttpRequest): Promise<HttpAnswer> => {
    opening ??= open();
    const dispatcher = await opening;
    for (let again = 0; ; again += 1) {
      try {
        return await exchangeOnce(dispatcher, request);
      } catch (error) {
        if (again === MOST_STALE_SOCKETS || !stale.made(error)) throw error;
      }
    }
  };

  const open = async (): Promise<Dispatcher> => {
    const { openDispatcher } = await import('./open-dispatcher.js');
    return openDispatcher(settings, stale);
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

/** Reads what is left of an answer so that its connection can serve again; one that is long or slow is not worth it. */
const drain = async (body: Dispatcher.ResponseData['body'], clock: Clock): Promise<void> => {
  const slow = new AbortController();
  const cancel = clock.setTimer(DRAIN_MS, () => slow.abort());
  await body.dump({ limit: DRAIN_BYTES, signal: slow.signal }).catch(() => {});
  cancel();
};

const DRAIN_MS = 2000;
const DRAIN_BYTES = 64 * 1024;
