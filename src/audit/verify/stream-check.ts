import type { Range } from '../losses-book.js';
import type { Mark } from '../mark.js';
import { createArrival } from './arrival.js';
import { type BlockCheckDeps, createBlockCheck, insertedAt } from './block-check.js';
import type { Entry } from './judge-block.js';
import { createSeen } from './seen.js';
import { blockIndexOf, isDropped, lastOf, type StreamPlan } from './stream-plan.js';

/** Proves the lines of one stream: that each is what was sealed, that none is missing, and that they stand in order. */
export type StreamCheck = {
  take(mark: Mark, entry: Entry): void;
  /** Everything was read; answers what is missing without a reason. */
  end(): readonly Range[];
  /** The line before which a missing record is missed. */
  lineAfter(seq: number): number | undefined;
};

export type StreamCheckDeps = BlockCheckDeps & { readonly hasEnded: boolean; readonly isAnyOrder: boolean };

export const createStreamCheck = (plan: StreamPlan, { hasEnded, isAnyOrder, ...deps }: StreamCheckDeps): StreamCheck => {
  const { tally, report } = deps;
  const last = lastOf(plan);
  const seen = createSeen();
  const arrival = createArrival();
  const blocks = createBlockCheck(plan, deps);

  const take = ({ seq }: Mark, entry: Entry): void => {
    const index = blockIndexOf(plan, seq);
    if (index >= 0) takeKnown(index, seq, entry);
    else if (hasEnded && seq > last) report(insertedAt(plan.id, seq, entry.line));
    else tally.unvouched += 1;
  };

  const takeKnown = (index: number, seq: number, entry: Entry): void => {
    const news = seen(seq, entry.text);
    if (news === 'same') tally.repeated += 1;
    else blocks.take(index, seq, entry);
    // What was given up may have been sent again by hand, much later.
    if (news === 'new' && !isAnyOrder && !isDropped(plan, seq)) watchOrder(seq, entry.line);
  };

  const watchOrder = (seq: number, line: number): void => {
    const misplaced = arrival.next(seq, line);
    if (misplaced === undefined) return;
    const text = `record ${misplaced.seq} of stream ${plan.id}, in line ${misplaced.line}, stands out of order`;
    report({ flaw: 'swapped', stream: plan.id, ...misplaced, text });
  };

  return { take, end: blocks.end, lineAfter: arrival.lineAfter };
};
