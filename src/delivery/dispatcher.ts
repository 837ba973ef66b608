import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import type PQueue from 'p-queue';
import type { Chunk } from '../core/chunk.js';
import type { Clock } from '../core/clock.js';
import type { DropReason, Observe } from '../core/events.js';
import type { RetrySettings } from './backoff.js';
import { createDeliver } from './deliver.js';
import { endRests } from './end-rests.js';
import { createEndpoint } from './endpoint.js';
import type { Fallback } from './fallback/open-fallback.js';
import { createTakeover } from './fallback/takeover.js';
import type { Send } from './send.js';
import { createSizeLimit } from './size-limit.js';
import type { Source } from './source.js';
import { createTroubledLanes } from './troubled-lanes.js';
import { straightWay } from './way.js';

export type Dispatcher = {
  /** Call when something can be taken. */
  wake(): void;
  /** The same, but once this turn of the event loop is over: for the logging call that filled a chunk. */
  wakeSoon(): void;
  /** While on (a flush or close is under way), the timers of what rests keep the process alive. */
  hold(on: boolean): void;
  /**
   * What rests after a fault is tried once at once; what was asked to wait, or is held, is not. `isLastChance`: what is left in the
   * end is lost, so a fallback takes over at the first failure.
   */
  hurry(isLastChance?: boolean): void;
  /** Ends every request; leases are settled with all that is left. Resolves when nothing is in flight. */
  stop(): Promise<void>;
  state(): EndpointReport;
};

/** How the collector looks from here. */
export type EndpointReport = {
  readonly state: 'closed' | 'open' | 'half-open';
  /** Failed attempts since anything was delivered. */
  readonly consecutiveFailures: number;
  readonly lastError: string | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly lastErrorAt: number | undefined;
  /** The endpoint or some group waits for a configuration to be mended. */
  readonly held: boolean;
};

export type DispatcherDeps = {
  readonly source: Source;
  readonly send: Send;
  readonly clock: Clock;
  readonly observe: Observe;
  readonly retry: RetrySettings;
  /** Requests under way at the same time, at most. */
  readonly concurrency: number;
  /** Keeps what is given up; answers how many lines are kept for good, from the first on. The dispatcher itself tells of the loss. */
  setAside(chunk: Chunk, reason: DropReason, error: string): number;
  readonly fallback?: { readonly afterMs: number; readonly send: Fallback['send'] } | undefined;
};

/** Takes leases from the source as long as the endpoint and `concurrency` allow, and sleeps until more may be taken. */
export const createDispatcher = (deps: DispatcherDeps): Dispatcher => {
  const { source, clock, retry, concurrency, fallback } = deps;
  const endpoint = createEndpoint(deps);
  const lanes = createTroubledLanes(retry);
  const stopping = new AbortController();
  let lastError: string | undefined;
  let lastErrorAt: number | undefined;
  let queue: PQueue | undefined;
  let loading: Promise<void> | undefined;
  let holds = false;
  let isWakePlanned = false;
  let cancelTimer = (): void => {};
  setMaxListeners(0, stopping.signal);

  const noteFailure = (reason: string): void => {
    lastError = reason;
    lastErrorAt = clock.wallTime();
  };

  const known = { ...deps, endpoint, lanes, stopping: stopping.signal };
  const deliver = createDeliver({ ...known, sizeLimit: createSizeLimit(), noteFailure });
  const way =
    fallback === undefined
      ? straightWay(endpoint, deliver)
      : createTakeover({ ...known, ...fallback, deliver, lastError: () => lastError ?? 'unknown' });

  /** Deliveries belong to no request of the app: a logging call must not lend them its AsyncLocalStorage values. */
  const outsideOfRequests = AsyncLocalStorage.snapshot();

  const wake = (): void => outsideOfRequests(pump);

  const wakeSoon = (): void => {
    if (isWakePlanned) return;
    isWakePlanned = true;
    setImmediate(() => {
      isWakePlanned = false;
      wake();
    });
  };

  const pump = (): void => {
    cancelTimer();
    if (stopping.signal.aborted) return;
    if (queue === undefined) {
      if (source.nextReadyAt() !== undefined) loading ??= load().catch(() => noteFailure('p-queue-not-found'));
      return;
    }
    way.look(clock.monotonic());
    while (hasRoom(queue.pending)) {
      const lease = source.take(clock.monotonic());
      if (lease === undefined) break;
      void queue.add(() => way.deliver(lease)).then(pump);
    }
    sleep(queue.pending);
  };

  const hasRoom = (inFlight: number): boolean => {
    const now = clock.monotonic();
    return inFlight < concurrency && (way.roomAt(now, inFlight) ?? NEVER) <= now;
  };

  /** p-queue takes 15 ms to import, which the start of an app need not pay. */
  const load = async (): Promise<void> => {
    const { default: Queue } = await import('p-queue');
    queue = new Queue({ concurrency });
    pump();
  };

  /** Where only an end of something in flight makes room, that end wakes the pump; the timer is for what rests, and for a fallback's turn. */
  const sleep = (inFlight: number): void => {
    const now = clock.monotonic();
    const readyAt = source.nextReadyAt();
    if (readyAt === undefined || inFlight >= concurrency) return;
    const wakeAt = Math.min(Math.max(readyAt, way.roomAt(now, inFlight) ?? NEVER), way.turnAt() ?? NEVER);
    if (wakeAt < NEVER) cancelTimer = clock.setTimer(Math.max(1, Math.ceil(wakeAt - now)), pump, holds);
  };

  const hold = (on: boolean): void => {
    holds = on;
    wake();
  };

  const hurry = (isLastChance = false): void => {
    const now = clock.monotonic();
    endpoint.hurry(now);
    if (isLastChance) way.hurry();
    endRests(source, (group) => {
      const lane = lanes.get(group);
      return way.isElsewhere || lane === undefined || lane.cause === 'fault' ? now : lane.until;
    });
    wake();
  };

  const stop = async (): Promise<void> => {
    stopping.abort();
    cancelTimer();
    await loading;
    await queue?.onIdle();
  };

  const state = (): EndpointReport => ({
    state: endpoint.state,
    consecutiveFailures: endpoint.consecutiveFailures,
    lastError,
    lastErrorAt,
    held: endpoint.held || lanes.anyHeld(clock.monotonic()),
  });

  return { wake, wakeSoon, hold, hurry, stop, state };
};

const NEVER = Number.POSITIVE_INFINITY;
