/** Where a scan of a JSON object's text stands. */
export type JsonScan = {
  readonly json: string;
  /** In UTF-16 code units. */
  at: number;
  /** Bytes of UTF-8 that may still be kept; a mark and a quote are set aside. */
  room: number;
  /** Where the last whole member, item or bracket ends. No bracket stands between it and `at`. */
  whole: number;
  /** What closes the open brackets, the root's first. */
  readonly closers: string[];
  /** Whether the next text is a member's name. */
  isName: boolean;
};
