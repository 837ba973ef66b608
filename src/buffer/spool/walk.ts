import type { KeptLog, Place } from './entry.js';
import type { Frame } from './frame.js';
import type { ReadEnd } from './segment-reader.js';

/** Frames of a segment from this offset on, slab by slab, and in the end why there are no more. */
export type ReadSlabs = (
  log: KeptLog,
  segment: number,
  offset: number,
) => AsyncGenerator<{ readonly frames: readonly Frame[]; readonly end: number }, ReadEnd, void>;

/** `isBlind`: nothing of the segment can be read now, and nothing of it is known to be lost. */
export type Slab = { readonly frames: readonly Frame[]; readonly bytes: number; readonly end: Place; readonly isBlind: boolean };

/** Where to begin, and the segments that there are from there on. */
export type Way = { readonly log: KeptLog; readonly start: Place; readonly segments: readonly number[] };

/** Reads on and on through the segments of a log. */
export const walk = async function* (read: ReadSlabs, { log, start, segments }: Way): AsyncGenerator<Slab, void, void> {
  for (const segment of segments) {
    const offset = segment === start.segment ? start.offset : 0;
    let from = offset;
    const slabs = read(log, segment, offset);
    try {
      let step = await slabs.next();
      let isBlind = true;
      for (; step.done !== true; step = await slabs.next()) {
        const { frames, end } = step.value;
        yield { frames, bytes: end - from, end: { segment, offset: end }, isBlind: false };
        from = end;
        isBlind &&= frames.length === 0;
      }
      if (isBlind && BLIND.has(step.value)) yield { frames: [], bytes: 0, end: { segment, offset }, isBlind: true };
    } finally {
      await slabs.return('end');
    }
  }
};

/**
 * Such an end may be another the next time: a disk may come back, and who has no file descriptor left, or no key, may have one again.
 * Where the disk gave something, though, what it did not give is lost: a bad block must not hold up what lies behind it.
 */
const BLIND: ReadonlySet<ReadEnd> = new Set(['unreadable', 'locked', 'unsupported', 'refused'] as const);
