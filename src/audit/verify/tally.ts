/** How many records came to what. */
export type Tally = {
  /** They are what was sealed, where it was sealed. */
  proven: number;
  /** Copies of one that is there: a collector may get a record twice. */
  repeated: number;
  /** Another record of their block was dropped or erased, so nobody can say. */
  unproven: number;
  /** Sealed after the last checkpoint that is at hand, or before the first. */
  unvouched: number;
  /** Not there, and a checkpoint says why. */
  dropped: number;
  /** Tombstones. */
  erased: number;
};

export const emptyTally = (): Tally => ({ proven: 0, repeated: 0, unproven: 0, unvouched: 0, dropped: 0, erased: 0 });
