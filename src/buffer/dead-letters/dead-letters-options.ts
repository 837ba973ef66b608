/** Keeps records that are given up, with the reason, for a person to look at and send again (`npx logferry spool`). */
export type DeadLettersOptions = {
  /**
   * Where: a directory of its own, not the spool's. It is made with the first dead letter (mode 0700). Any number of processes and
   * threads may share it.
   */
  readonly directory: string;
  /** Bytes in the directory, of all who share it, at most; the oldest file is deleted to make room. Default 64 MiB. */
  readonly maxBytes?: number | undefined;
  /**
   * `refused` (the default): what the collector refuses for good, is too large, or has no key. `all`: also what is given up for want of
   * room or time: `evicted`, `full`, `level`, `too-many-groups`, `expired`, `abandoned`.
   */
  readonly keep?: 'refused' | 'all' | undefined;
};
