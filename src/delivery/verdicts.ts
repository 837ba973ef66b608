import { bytesOf, type Chunk, countOf, halve } from '../core/chunk.js';
import type { Clock } from '../core/clock.js';
import type { DropReason, Observe } from '../core/events.js';
import { lossesOf } from '../core/losses.js';
import type { Outcome } from '../core/outcome.js';
import { type Course, leftOf, skipToUntried } from './course.js';
import type { Endpoint } from './endpoint.js';
import { dropLines, pickLines } from './pick-lines.js';
import type { SizeLimit } from './size-limit.js';
import type { Refused, TroubledLanes } from './troubled-lanes.js';

export type VerdictDeps = {
  readonly clock: Clock;
  readonly observe: Observe;
  readonly endpoint: Endpoint;
  readonly lanes: TroubledLanes;
  readonly sizeLimit: SizeLimit;
  /** Keeps what is given up, where somebody can look at it; answers how many lines are kept for good, from the first on. */
  setAside(chunk: Chunk, reason: DropReason, error: string): number;
  /** Hears of each failure, as a short word. */
  noteFailure(reason: string): void;
};

/** A slice whose outcome is known. */
export type Attempted = { readonly course: Course; readonly slice: Chunk; readonly startedAt: number };

type Next = 'goes-on' | 'settled';
type Of<Type extends Outcome['type']> = Extract<Outcome, { type: Type }>;

/** What follows from each outcome of an attempt, for the slice, its lane and the endpoint. */
export const createVerdicts = (deps: VerdictDeps) => {
  const { clock, observe, endpoint, lanes, sizeLimit, setAside, noteFailure } = deps;

  const apply = (attempted: Attempted, outcome: Outcome): Next => {
    switch (outcome.type) {
      case 'delivered':
        return delivered(attempted, attempted.slice);
      case 'partial':
        return partlyDelivered(attempted, outcome);
      case 'too-large':
        return tooLarge(attempted, outcome);
      case 'refused':
        return refused(attempted, outcome);
      case 'busy':
      case 'held':
        return rest(attempted, outcome);
    }
  };

  const delivered = ({ course, slice, startedAt }: Attempted, taken: Chunk): Next => {
    const now = clock.monotonic();
    course.lease.done(taken);
    endpoint.delivered(now);
    sizeLimit.accepted();
    lanes.forget(slice.group.name);
    course.hasDelivered = true;
    course.isBegun = true;
    observe({ type: 'delivered', order: slice.order, count: countOf(taken), bytes: bytesOf(taken), ms: now - startedAt });
    giveUpSuspects(course);
    return 'goes-on';
  };

  const partlyDelivered = (attempted: Attempted, { retry, rejected, reason }: Of<'partial'>): Next => {
    const { course, slice } = attempted;
    const taken = dropLines(slice, [...retry, ...rejected]);
    if (countOf(taken) > 0) delivered(attempted, taken);
    else endpoint.answered(clock.monotonic(), reason);
    if (rejected.length > 0) giveUp(course, pickLines(slice, rejected), { reason: 'refused', error: reason });
    if (retry.length === 0) return 'goes-on';
    return rest({ ...attempted, slice: pickLines(slice, retry) }, { type: 'busy', scope: 'group', reason });
  };

  const tooLarge = ({ course, slice }: Attempted, { reason }: Of<'too-large'>): Next => {
    endpoint.answered(clock.monotonic(), reason);
    sizeLimit.refused(bytesOf(slice));
    if (countOf(slice) > 1) return halves(course, slice);
    giveUp(course, slice, { reason: 'too-large', error: reason });
    return 'goes-on';
  };

  const halves = (course: Course, slice: Chunk): Next => {
    course.work = [...halve(slice), ...course.work];
    return 'goes-on';
  };

  const refused = (attempted: Attempted, { reason }: Of<'refused'>): Next => {
    const { course, slice } = attempted;
    const now = clock.monotonic();
    endpoint.answered(now, reason);
    course.refusedAt ??= now;
    course.refusal = reason;
    if (countOf(slice) > 1) return halves(course, slice);
    const takesOthers = course.hasDelivered || endpoint.deliveredAt >= course.refusedAt;
    if (!takesOthers && endpoint.refusals.ofRecord(slice.id)) {
      if (skipToUntried(course)) return 'goes-on';
      const refusedNow = { since: course.refusedAt, id: course.lease.chunk.id, order: slice.order, upTo: slice.to };
      return rest(attempted, { type: 'held', scope: 'group', reason }, refusedNow);
    }
    course.suspects = [...course.suspects, slice];
    if (takesOthers) giveUpSuspects(course);
    return 'goes-on';
  };

  const giveUpSuspects = (course: Course): void => {
    const { suspects } = course;
    course.suspects = [];
    for (const suspect of suspects) giveUp(course, suspect, { reason: 'refused', error: course.refusal });
  };

  const giveUp = (course: Course, chunk: Chunk, { reason, error }: { readonly reason: DropReason; readonly error: string }): void => {
    course.isBegun = true;
    const kept = setAside(chunk, reason, error);
    course.lease.done(chunk);
    for (const event of lossesOf(chunk, reason, kept)) observe(event);
  };

  const rest = ({ course, slice }: Attempted, outcome: Of<'busy' | 'held'>, refused?: Refused): 'settled' => {
    const { name } = slice.group;
    const [now, random] = [clock.monotonic(), clock.random()];
    endpoint.failed({ outcome, group: name, isProbe: course.isProbe }, now, random);
    const lane = lanes.fail(name, { outcome, now, random, refused });
    const until = Math.max(lane.until, endpoint.probeAt() ?? 0);
    course.lease.settle(leftOf(course, slice, outcome.type === 'held'), until);
    noteFailure(outcome.reason);
    const type = outcome.type === 'held' ? 'held' : 'retrying';
    observe({ type, count: countOf(slice), inMs: until - now, reason: outcome.reason, group: name });
    return 'settled';
  };

  const finish = (course: Course): void => {
    giveUpSuspects(course);
    lanes.forget(course.lease.chunk.group.name);
    course.lease.settle([]);
  };

  return { apply, finish };
};
