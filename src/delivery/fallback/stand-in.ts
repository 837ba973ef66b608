import { bytesOf, type Chunk, countOf, halve } from '../../core/chunk.js';
import type { Clock } from '../../core/clock.js';
import type { Observe } from '../../core/events.js';
import type { Lease } from '../../core/lease.js';
import type { Outcome } from '../../core/outcome.js';
import type { RetrySettings } from '../backoff.js';
import { createEndpoint, type Failure } from '../endpoint.js';
import { dropLines, pickLines } from '../pick-lines.js';
import type { Send } from '../send.js';
import { createTroubledLanes } from '../troubled-lanes.js';

/**
 * Delivers to the fallback, in order, with rests and probes of its own. What the fallback does not take stays where it is, whatever
 * the reason: nothing is given up here, for the collector may want it.
 */
export type StandIn = {
  /** When one more lease may begin, in monotonic milliseconds; undefined: not before one of them ends. */
  roomAt(now: number): number | undefined;
  /** The same for a lease of this group. */
  roomFor(group: string, now: number): number;
  /** Never rejects. */
  deliver(lease: Lease, send: Send): Promise<void>;
};

export type StandInDeps = {
  readonly clock: Clock;
  readonly observe: Observe;
  readonly retry: RetrySettings;
  readonly concurrency: number;
  readonly stopping: AbortSignal;
  /** When the collector may be asked for this group, in monotonic milliseconds. */
  collectorAt(group: string, now: number): number;
};

export const createStandIn = ({ clock, observe, retry, concurrency, stopping, collectorAt }: StandInDeps): StandIn => {
  const endpoint = createEndpoint({ observe: () => {}, retry, concurrency });
  const lanes = createTroubledLanes(retry);
  let inFlight = 0;

  const deliver = async (lease: Lease, send: Send): Promise<void> => {
    const isProbe = endpoint.begin();
    inFlight += 1;
    try {
      await deliverAll(lease, send, isProbe);
    } catch {
      lease.settle([lease.chunk], clock.monotonic() + AFTER_A_BUG_MS);
    }
    inFlight -= 1;
    if (isProbe) endpoint.endProbe(clock.monotonic(), clock.random());
  };

  const deliverAll = async (lease: Lease, send: Send, isProbe: boolean): Promise<void> => {
    let work: readonly Chunk[] = [lease.chunk];
    for (;;) {
      const [slice, ...others] = work;
      if (slice === undefined) return lease.settle([]);
      const startedAt = clock.monotonic();
      lease.sending(slice);
      const outcome = await send(slice, stopping).catch(() => SEND_FAILED);
      const { taken, left, failure } = judge(slice, outcome);
      if (taken !== undefined) delivered(lease, taken, startedAt);
      work = [...left, ...others];
      if (stopping.aborted) return lease.settle(work);
      if (failure !== undefined) return rest(lease, work, { outcome: failure, group: slice.group.name, isProbe });
    }
  };

  const delivered = (lease: Lease, taken: Chunk, startedAt: number): void => {
    const now = clock.monotonic();
    endpoint.delivered(now);
    lanes.forget(taken.group.name);
    lease.done(taken);
    observe({ type: 'delivered', order: taken.order, count: countOf(taken), bytes: bytesOf(taken), ms: now - startedAt, by: 'fallback' });
  };

  const rest = (lease: Lease, left: readonly Chunk[], failure: Failure): void => {
    const [now, random] = [clock.monotonic(), clock.random()];
    const { outcome, group } = failure;
    endpoint.failed(failure, now, random);
    const lane = lanes.fail(group, { outcome, now, random });
    const until = Math.min(Math.max(lane.until, endpoint.probeAt() ?? now), collectorAt(group, now));
    lease.settle(left, until);
    const count = left.reduce((sum, chunk) => sum + countOf(chunk), 0);
    observe({ type: 'retrying', count, inMs: Math.max(0, until - now), reason: `fallback-${outcome.reason}`, group });
  };

  const roomAt = (now: number): number | undefined => endpoint.roomAt(now, inFlight);

  const roomFor = (group: string, now: number): number => Math.max(roomAt(now) ?? Number.POSITIVE_INFINITY, lanes.get(group)?.until ?? now);

  return { roomAt, roomFor, deliver };
};

/** A listener of ours that throws must neither stop deliveries nor have them repeated without a pause. */
const AFTER_A_BUG_MS = 30_000;
const SEND_FAILED: Outcome = { type: 'busy', scope: 'endpoint', reason: 'send-failed' };

type Judgement = { readonly taken?: Chunk; readonly left: readonly Chunk[]; readonly failure?: Failure['outcome'] };

/** What went, what is left, and whether it has to wait. What the fallback refuses waits for the collector. */
const judge = (slice: Chunk, outcome: Outcome): Judgement => {
  switch (outcome.type) {
    case 'delivered':
      return { taken: slice, left: [] };
    case 'busy':
    case 'held':
      return { left: [slice], failure: outcome };
    case 'too-large':
      return countOf(slice) > 1 ? { left: halve(slice) } : { left: [slice], failure: kept(outcome.reason) };
    case 'refused':
      return { left: [slice], failure: kept(outcome.reason) };
    case 'partial': {
      const indexes = [...outcome.retry, ...outcome.rejected].sort((a, b) => a - b);
      return { taken: dropLines(slice, indexes), left: [pickLines(slice, indexes)], failure: kept(outcome.reason) };
    }
  }
};

const kept = (reason: string): Failure['outcome'] => ({ type: 'held', scope: 'group', reason });
