import { bytesOf, type Chunk, countOf } from '../core/chunk.js';
import type { Clock } from '../core/clock.js';
import type { Observe } from '../core/events.js';
import type { Key } from '../core/group.js';
import type { Outcome } from '../core/outcome.js';
import { classifyError } from './classify-error.js';
import { classifyStatus } from './classify-status.js';
import { createCompress } from './compress.js';
import { type Deadline, startDeadline } from './deadline.js';
import { createHttpClient, type HttpAnswer } from './http-client.js';
import { createRequestHeaders, type Headers, type HeadersDeps } from './request-headers.js';
import { retryAfterMs } from './retry-after.js';
import type { DeliverySettings } from './settings.js';

/** One attempt to deliver a chunk. Never rejects. `attempt`: 1, and more while attempts of this group fail. */
export type Send = (chunk: Chunk, signal: AbortSignal, attempt?: number) => Promise<Outcome>;

/** Receives what would have been sent. */
export type Diverted = (chunk: Chunk, headers: Headers) => void;

export type Sender = {
  readonly send: Send;
  /** Hands chunks to `receive` instead of sending them, until the result is called. */
  divert(receive: Diverted): () => void;
  close(): Promise<void>;
};

export type SendDeps = HeadersDeps & {
  readonly clock: Clock;
  readonly observe: Observe;
  urlFor(key: Key): string;
};

export const createSend = (settings: DeliverySettings, deps: SendDeps): Sender => {
  const { clock, observe, urlFor, requestHeaders } = deps;
  const client = createHttpClient(settings, clock);
  const headersFor = createRequestHeaders(settings, deps);
  const compress = createCompress(settings.compression);
  const receivers: Diverted[] = [];
  let isProven = false;

  const send: Send = async (chunk, signal, attempt = 1) => {
    const deadline = startDeadline(settings.attemptTimeoutMs, clock, signal);
    try {
      return await tryOnce(chunk, attempt, deadline);
    } catch (error) {
      return deadline.hasPassed ? TIMED_OUT : classifyError(error);
    } finally {
      deadline.end();
    }
  };

  const tryOnce = async (chunk: Chunk, attempt: number, { signal }: Deadline): Promise<Outcome> => {
    const headers = await headersFor(chunk, { attempt, refresh: false, signal });
    if (headers === undefined) return HEADERS_FAILED;
    const receive = receivers.at(-1);
    if (receive !== undefined) return hand(chunk, headers, receive);
    const post = await prepare(chunk, attempt, signal);
    const answer = await post(headers);
    if (answer.status !== 401 || requestHeaders === undefined) return judge(answer);
    const fresh = await headersFor(chunk, { attempt, refresh: true, signal });
    return fresh === undefined || areEqual(fresh, headers) ? judge(answer) : judge(await post(fresh));
  };

  const hand = (chunk: Chunk, headers: Headers, receive: Diverted): Outcome => {
    receive(chunk, headers);
    return { type: 'delivered' };
  };

  const prepare = async (chunk: Chunk, attempt: number, signal: AbortSignal): Promise<(headers: Headers) => Promise<HttpAnswer>> => {
    const url = new URL(urlFor(chunk.group.key));
    const body = await compress(settings.format.body(chunk));
    let again = attempt > 1;
    const onAttempt = (): void => {
      observe({ type: 'attempt', count: countOf(chunk), bytes: bytesOf(chunk), wireBytes: body.length, again });
      again = true;
    };
    return (headers) => client.exchange({ url, headers, body, signal, onAttempt });
  };

  const judge = ({ status, headers }: HttpAnswer): Outcome => {
    const outcome = classifyStatus({
      status,
      retryAfterMs: retryAfterMs(headers['retry-after'], headers['date'], clock.wallTime()),
      proven: isProven,
    });
    isProven ||= outcome.type === 'delivered';
    return outcome;
  };

  const divert = (receive: Diverted): (() => void) => {
    receivers.push(receive);
    return () => {
      const index = receivers.indexOf(receive);
      if (index >= 0) receivers.splice(index, 1);
    };
  };

  return { send, divert, close: client.close };
};

const TIMED_OUT: Outcome = { type: 'busy', scope: 'endpoint', reason: 'timeout' };
const HEADERS_FAILED: Outcome = { type: 'held', scope: 'group', reason: 'headers-failed' };

const areEqual = (a: Headers, b: Headers): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
};
