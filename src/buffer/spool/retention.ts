import type { AdoptedLog } from './adopted-log.js';
import type { Entry } from './entry.js';
import type { OwnLog } from './own-log.js';
import type { Segment } from './segment-book.js';

export type RetentionDeps = {
  readonly own: OwnLog;
  readonly adopted: ReadonlySet<AdoptedLog>;
  /** Gives up a group's records below this number, but for those that are in flight. */
  readonly giveUp: (entry: Entry, below: number, reason: 'evicted' | 'expired') => void;
};

/** What is given up when there is too much on disk, or when it is too old: a whole segment, the oldest, with the records in it that still wait. */
export type Retention = {
  /** False when everything on disk is in flight. */
  giveUpOldest(): boolean;
  evict(log: AdoptedLog, segment: number): void;
  expire(wallTime: number): void;
};

export const createRetention = ({ maxAgeMs }: { readonly maxAgeMs: number }, { own, adopted, giveUp }: RetentionDeps): Retention => {
  /** Old to new: what was adopted is older than what is written. */
  const segments = (): readonly Segment[] => [...adopted, own].flatMap(({ book }) => [...book.segments.values()]);

  const giveUpSegment = (segment: Segment, reason: 'evicted' | 'expired'): boolean => {
    const { live } = segment;
    if (own.book.segments.get(segment.number) === segment) own.rollFrom(segment.number);
    for (const entry of [...segment.entries]) {
      const span = entry.spans.find((one) => one.segment === segment.number);
      if (span !== undefined) giveUp(entry, span.to, reason);
    }
    return segment.live < live || live === 0;
  };

  return {
    giveUpOldest: () => segments().some((segment) => segment.live > 0 && giveUpSegment(segment, 'evicted')),
    evict: ({ book }, number) => {
      const segment = book.segments.get(number);
      if (segment !== undefined) giveUpSegment(segment, 'evicted');
    },
    expire: (wallTime) => {
      for (const segment of segments()) {
        if (segment.writtenAt > 0 && segment.writtenAt + maxAgeMs < wallTime && segment.live > 0) giveUpSegment(segment, 'expired');
      }
    },
  };
};
