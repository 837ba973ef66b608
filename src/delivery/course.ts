import { bytesOf, type Chunk, countOf, part, splitAtBytes } from '../core/chunk.js';
import type { Lease } from '../core/lease.js';

/**
 * One lease on its way: which slices of its chunk are still to be sent, in order, and what was found on the way.
 * Searching for a record that is refused (bisection) is nothing but putting halves in front.
 */
export type Course = {
  readonly lease: Lease;
  /** The endpoint was open: a small slice goes first. */
  readonly isProbe: boolean;
  /** The last record goes first, out of turn: the group was refused altogether. */
  readonly isLastFirst: boolean;
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
  { isProbe, refusedAt }: { readonly isProbe: boolean; readonly refusedAt: number | undefined },
): Course => {
  const last = countOf(lease.chunk) - 1;
  const isLastFirst = refusedAt !== undefined && last > 0;
  const work = isLastFirst ? [part(lease.chunk, last, last + 1), part(lease.chunk, 0, last)] : [lease.chunk];
  return { lease, isProbe, isLastFirst, work, suspects: [], requests: 0, isBegun: false, hasDelivered: false, refusedAt, refusal: '' };
};

/** Takes the next slice out of the work that is left, no larger than `maxBytes` unless one record alone is. */
export const nextSlice = (course: Course, maxBytes: number): Chunk => {
  const [head = course.lease.chunk, ...others] = course.work;
  const most = course.isProbe && course.requests === 0 ? Math.min(maxBytes, PROBE_BYTES) : maxBytes;
  const [slice, rest] = bytesOf(head) <= most ? [head] : splitAtBytes(head, most);
  course.work = rest === undefined ? others : [rest, ...others];
  course.requests += 1;
  return slice;
};

const PROBE_BYTES = 64 * 1024;

/** A lease makes at most this many requests, then other groups get their turn. */
export const isLongEnough = ({ requests }: Course): boolean => requests >= MOST_REQUESTS;

const MOST_REQUESTS = 64;

/** What is left of the lease, in the order of its records. `asWhole`: as one piece, where nothing of it is gone yet. */
export const leftOf = (course: Course, slice?: Chunk, asWhole = false): readonly Chunk[] => {
  if (!course.isBegun && (asWhole || course.isLastFirst)) return [course.lease.chunk];
  return [...course.suspects, ...(slice === undefined ? [] : [slice]), ...course.work];
};
