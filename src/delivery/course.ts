import { bytesOf, type Chunk, countOf, part, splitAtBytes } from '../core/chunk.js';
import type { Lease } from '../core/lease.js';
import type { Refused } from './troubled-lanes.js';

/**
 * One lease on its way: which slices of its chunk are still to be sent, in order, and what was found on the way.
 * Searching for a record that is refused (bisection) is nothing but putting halves in front.
 */
export type Course = {
  readonly lease: Lease;
  /** The endpoint was open: a small slice goes first. */
  readonly isProbe: boolean;
  /** The group was refused altogether before: its first record goes first, alone. */
  readonly isSecondLook: boolean;
  /** Of a second look: the first record that was never sent alone, counted from the chunk's first; absent when there is none, or it has had its turn. */
  untried: number | undefined;
  work: readonly Chunk[];
  /** Records that were refused each by itself, not judged yet. */
  suspects: readonly Chunk[];
  requests: number;
  /** Something left the lease for good. */
  isBegun: boolean;
  hasDelivered: boolean;
  /** When something was first refused, in monotonic milliseconds, and what was last said about it. */
  refusedAt: number | undefined;
  refusal: string;
};

export const beginCourse = (
  lease: Lease,
  { isProbe, refused }: { readonly isProbe: boolean; readonly refused: Refused | undefined },
): Course => {
  const { chunk, wasSent } = lease;
  // What was sent and not answered may have arrived: it is repeated as it was. A refusal is an answer.
  const mayBeCut = !wasSent || refused?.id === chunk.id;
  const isSecondLook = refused !== undefined && mayBeCut && countOf(chunk) > 1;
  return {
    lease,
    isProbe,
    isSecondLook,
    untried: isSecondLook ? untriedOf(chunk, refused) : undefined,
    work: isSecondLook ? firstAlone(chunk) : [chunk],
    suspects: [],
    requests: 0,
    isBegun: false,
    hasDelivered: false,
    refusedAt: refused?.since,
    refusal: '',
  };
};

const firstAlone = (chunk: Chunk): readonly Chunk[] =>
  countOf(chunk) === 1 ? [chunk] : [part(chunk, 0, 1), part(chunk, 1, countOf(chunk))];

const untriedOf = (chunk: Chunk, { order, upTo }: Refused): number | undefined => {
  const untried = order === chunk.order ? Math.max(1, upTo - chunk.from) : 1;
  return untried < countOf(chunk) ? untried : undefined;
};

/**
 * The first record was refused again. Whether it is to blame, or the collector refuses everything, the first record shows that
 * was not tried yet: it goes next, and all before it are suspects. False when there is none.
 */
export const skipToUntried = (course: Course): boolean => {
  const { lease, untried } = course;
  if (untried === undefined) return false;
  const { chunk } = lease;
  course.untried = undefined;
  course.suspects = [part(chunk, 0, untried)];
  course.work = firstAlone(part(chunk, untried, countOf(chunk)));
  return true;
};

/** Takes the next slice out of the work that is left, no larger than `maxBytes` unless one record alone is, or it repeats what was sent before. */
export const nextSlice = (course: Course, maxBytes: number): Chunk => {
  const [head = course.lease.chunk, ...others] = course.work;
  const most = mostBytes(course, head, maxBytes);
  const [slice, rest] = bytesOf(head) <= most ? [head] : splitAtBytes(head, most);
  course.work = rest === undefined ? others : [rest, ...others];
  course.requests += 1;
  return slice;
};

const mostBytes = ({ lease, isProbe, requests }: Course, head: Chunk, maxBytes: number): number => {
  if (lease.wasSent && head === lease.chunk) return Number.POSITIVE_INFINITY;
  return isProbe && requests === 0 ? Math.min(maxBytes, PROBE_BYTES) : maxBytes;
};

const PROBE_BYTES = 64 * 1024;

/** A lease makes at most this many requests, then other groups get their turn. */
export const isLongEnough = ({ requests }: Course): boolean => requests >= MOST_REQUESTS;

const MOST_REQUESTS = 64;

/** What is left of the lease, in the order of its records. `asWhole`: as one piece, where nothing of it is gone yet. */
export const leftOf = (course: Course, slice?: Chunk, asWhole = false): readonly Chunk[] => {
  if (!course.isBegun && (asWhole || course.isSecondLook)) return [course.lease.chunk];
  return [...course.suspects, ...(slice === undefined ? [] : [slice]), ...course.work];
};
