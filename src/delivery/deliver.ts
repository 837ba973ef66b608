import type { Chunk } from '../core/chunk.js';
import type { Lease } from '../core/lease.js';
import type { Outcome } from '../core/outcome.js';
import { beginCourse, type Course, isLongEnough, leftOf, nextSlice } from './course.js';
import type { Send } from './send.js';
import { createVerdicts, type VerdictDeps } from './verdicts.js';

export type DeliverDeps = VerdictDeps & { readonly send: Send; readonly stopping: AbortSignal };

/**
 * Delivers one lease, slice after slice in order, and settles it: with nothing when all is done, with the rest when something
 * must wait. Never rejects.
 */
export const createDeliver = (deps: DeliverDeps): ((lease: Lease) => Promise<void>) => {
  const { send, stopping, clock, endpoint, lanes, sizeLimit } = deps;
  const verdicts = createVerdicts(deps);

  const deliver = async (lease: Lease, isProbe: boolean): Promise<void> => {
    const course = beginCourse(lease, { isProbe, refused: lanes.get(lease.chunk.group.name)?.refused });
    while (course.work.length > 0 && mayGoOn(course)) {
      const slice = nextSlice(course, sizeLimit.maxBytes);
      const startedAt = clock.monotonic();
      const outcome = await attempt(lease, slice);
      if (stopping.aborted && outcome.type !== 'delivered') return lease.settle(leftOf(course, slice));
      if (verdicts.apply({ course, slice, startedAt }, outcome) === 'settled') return;
    }
    if (course.work.length === 0) verdicts.finish(course);
    else lease.settle(leftOf(course), endpoint.probeAt());
  };

  /** Another lease may have found the endpoint away meanwhile. */
  const mayGoOn = (course: Course): boolean =>
    !stopping.aborted && !isLongEnough(course) && (endpoint.state === 'closed' || (course.isProbe && endpoint.state === 'half-open'));

  const attempt = async (lease: Lease, slice: Chunk): Promise<Outcome> => {
    try {
      lease.sending(slice);
      return await send(slice, stopping, (lanes.get(slice.group.name)?.failures ?? 0) + 1);
    } catch {
      return { type: 'busy', scope: 'endpoint', reason: 'send-failed' };
    }
  };

  return async (lease) => {
    const isProbe = endpoint.begin();
    try {
      await deliver(lease, isProbe);
    } catch {
      lease.settle([lease.chunk], clock.monotonic() + AFTER_A_BUG_MS);
    }
    if (isProbe) endpoint.endProbe(clock.monotonic(), clock.random());
  };
};

/** A listener of ours that throws must neither stop deliveries nor have them repeated without a pause. */
const AFTER_A_BUG_MS = 30_000;
