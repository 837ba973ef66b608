import type { Observe } from '../core/events.js';
import type { Outcome } from '../core/outcome.js';
import { paceMs, type RetrySettings, restMs } from './backoff.js';
import { createFaultWindow } from './fault-window.js';
import { createRefusals, type Refusals } from './refusals.js';
import { type RestCause, restCauseOf } from './rest-cause.js';

/**
 * What is known of the collector as a whole: a circuit breaker with a slow start.
 *
 *     closed --the endpoint is away, or faults are too many, or three groups are refused alike--> open
 *     open --its rest is over: one probe begins--> half-open --the probe fails likewise--> open
 *     half-open | open --anything arrives--> closed, with 1, 2, 4 ... requests at a time
 *
 * While it is not closed, only a probe's failure is news: eight requests that die together are one fault.
 */
export type Endpoint = {
  /** When one more request may begin beside the `inFlight` ones, in monotonic milliseconds; undefined: not before one of them ends. */
  roomAt(now: number, inFlight: number): number | undefined;
  /** While it is open: when the next probe is due. */
  probeAt(): number | undefined;
  /** Call when a lease begins; true: it is the probe. */
  begin(): boolean;
  /** Call when a probe's lease ends: one that learned nothing does not leave the endpoint half-open. */
  endProbe(now: number, random: number): void;
  delivered(now: number): void;
  /** It answered about the lines (413, 400, ...), so it is there; unless that answer is what opened it. */
  answered(now: number, reason: string): void;
  failed(failure: Failure, now: number, random: number): void;
  /** A rest after a fault ends now; one that was asked for, or waits for a configuration, does not. */
  hurry(now: number): void;
  readonly refusals: Refusals;
  readonly state: 'closed' | 'open' | 'half-open';
  readonly held: boolean;
  readonly consecutiveFailures: number;
  /** Monotonic milliseconds of the first attempt that failed since the last delivery. */
  readonly failingSince: number | undefined;
  /** Monotonic milliseconds of the last delivery. */
  readonly deliveredAt: number;
};

export type Failure = {
  readonly outcome: Extract<Outcome, { type: 'busy' | 'held' }>;
  readonly group: string;
  readonly isProbe: boolean;
};

export type EndpointDeps = { readonly observe: Observe; readonly retry: RetrySettings; readonly concurrency: number };

export const createEndpoint = ({ observe, retry, concurrency }: EndpointDeps): Endpoint => {
  type Trouble = { readonly reason: string; readonly cause: RestCause };
  type State =
    | { readonly at: 'closed' }
    | ({ readonly at: 'open'; readonly until: number } & Trouble)
    | ({ readonly at: 'half-open' } & Trouble);

  const faults = createFaultWindow();
  const refusals = createRefusals();
  let state: State = { at: 'closed' };
  let limit = concurrency;
  let deliveredAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let failingSince: number | undefined;
  let rests = 0;

  const close = (): void => {
    if (state.at === 'closed') return;
    observe({ type: 'endpoint', state: 'closed', reason: state.reason });
    state = { at: 'closed' };
    limit = 1;
    rests = 0;
    faults.clear();
  };

  const open = (trouble: Trouble, until: number): void => {
    if (state.at === 'closed') observe({ type: 'endpoint', state: 'open', reason: trouble.reason });
    state = { ...trouble, at: 'open', until };
    rests += 1;
  };

  const answered = (now: number, reason: string): void => {
    faults.add(now, false);
    if (state.at !== 'closed' && state.reason !== reason) close();
  };

  const delivered = (now: number): void => {
    deliveredAt = now;
    failures = 0;
    failingSince = undefined;
    refusals.clear();
    limit = Math.min(concurrency, limit + 1);
    answered(now, '');
  };

  const failed = ({ outcome, group, isProbe }: Failure, now: number, random: number): void => {
    failures += 1;
    failingSince ??= now;
    const isFault = outcome.scope === 'endpoint' || (outcome.type === 'busy' && outcome.counts === true);
    const isTooMuch = faults.add(now, isFault);
    const isCommon = !isFault && refusals.ofGroup(group, outcome.reason);
    if (state.at === 'open' || (state.at === 'half-open' && !isProbe)) return;
    const isLikewise = state.at === 'half-open' && (isFault || outcome.reason === state.reason);
    if (outcome.scope === 'endpoint' || isTooMuch || isLikewise) {
      open({ reason: outcome.reason, cause: restCauseOf(outcome) }, now + ownRestMs(outcome, random));
      return;
    }
    close();
    if (isCommon) open({ reason: outcome.reason, cause: 'fault' }, now + restMs(0, random, { retry }));
  };

  const ownRestMs = (outcome: Failure['outcome'], random: number): number =>
    outcome.type === 'held' ? paceMs(random, retry.capMs) : restMs(rests, random, { retry, retryAfterMs: outcome.retryAfterMs });

  const probeAt = (): number | undefined => (state.at === 'open' ? state.until : undefined);

  return {
    roomAt: (now, inFlight) => (state.at === 'closed' && inFlight < limit ? now : probeAt()),
    probeAt,
    begin: () => {
      if (state.at === 'open') state = { at: 'half-open', reason: state.reason, cause: state.cause };
      return state.at === 'half-open';
    },
    endProbe: (now, random) => {
      if (state.at === 'half-open') open(state, now + paceMs(random, retry.capMs));
    },
    delivered,
    answered,
    failed,
    hurry: (now) => {
      if (state.at === 'open' && state.cause === 'fault') state = { ...state, until: Math.min(state.until, now) };
    },
    refusals,
    get state() {
      return state.at;
    },
    get held() {
      return state.at !== 'closed' && state.cause === 'held';
    },
    get consecutiveFailures() {
      return failures;
    },
    get failingSince() {
      return failingSince;
    },
    get deliveredAt() {
      return deliveredAt;
    },
  };
};
