/** One record out of its place. */
export type Misplaced = { readonly seq: number; readonly line: number };

/** Watches in which order the records of one stream stand. */
export type Arrival = {
  /** The next record; answers which one is out of place, if that is seen now. */
  next(seq: number, line: number): Misplaced | undefined;
  /** The line before which a record is missing; undefined where nothing comes after it. */
  lineAfter(seq: number): number | undefined;
};

export const createArrival = (): Arrival => {
  /** Where numbers were left out: `from` to `to` (exclusive), before `line`. */
  const gaps: { from: number; to: number; line: number }[] = [];
  let expected = 0;
  let last: Misplaced = { seq: -1, line: 0 };
  let hasJustJumped = false;

  const next = (seq: number, line: number): Misplaced | undefined => {
    const misplaced = seq < expected ? blame(seq, line) : undefined;
    const isEarlier = misplaced?.line === line;
    if (!isEarlier) step(seq, line);
    return misplaced;
  };

  /** The one before came too early, if with it numbers were left out of which this is one; otherwise this one comes too late. */
  const blame = (seq: number, line: number): Misplaced => {
    const gap = gaps.at(-1);
    if (!hasJustJumped || gap === undefined || seq < gap.from) return { seq, line };
    gaps.pop();
    expected = gap.from;
    return last;
  };

  const step = (seq: number, line: number): void => {
    hasJustJumped = seq > expected;
    if (hasJustJumped) gaps.push({ from: expected, to: seq, line });
    expected = seq + 1;
    last = { seq, line };
  };

  return { next, lineAfter: (seq) => gaps.find(({ from, to }) => from <= seq && seq < to)?.line };
};
