/** What waits, how much of it, and what gives way when it is too much. */
export type BufferOptions = {
  /** Records in open groups, all groups together, that cut every open group into a chunk. Default 1000. */
  readonly capacity?: number | undefined;
  /** Records in one request, at most. Default 1000. */
  readonly chunkSize?: number | undefined;
  /** Bytes of lines in one request, at most, before compression. A single larger record goes alone. Default 1 MiB. */
  readonly maxChunkBytes?: number | undefined;
  /** Longest time in milliseconds that a record waits for others of its group before it is sent. Default 5000. */
  readonly flushIntervalMs?: number | undefined;
  /** Bytes that the handler holds at most: waiting, resting after a failure, and in flight. Default 32 MiB. */
  readonly maxBufferBytes?: number | undefined;
  /** Records that the handler holds at most. Bytes alone bound it when absent. */
  readonly maxBufferRecords?: number | undefined;
  /** Groups that may hold records at the same time; a record of one more group is dropped as `too-many-groups`. Default 10,000. */
  readonly maxGroups?: number | undefined;
  /**
   * What gives way when the buffer, or the spool, is full. `drop-by-level` (the default) sheds trace and debug from 80 % full, info
   * from 95 %, then the oldest; `drop-oldest` gives up the oldest; `drop-newest` refuses the record that comes. `block`, for the handler
   * itself and for Pino in process: the sender awaits `handler.accepted()`, and nothing is lost; an eighth more is taken from those who do not wait.
   */
  readonly overflow?: 'drop-by-level' | 'drop-oldest' | 'drop-newest' | 'block' | undefined;
  /** What happens to a record larger than `limits.recordBytes`: cut with a mark (the default), or dropped as `too-large`. */
  readonly oversize?: 'truncate' | 'drop' | undefined;
  /**
   * `strict` (the default): one chunk of a group in flight at a time, so that a group arrives in order, at the price of
   * `chunkSize` records per round trip. `relaxed`: several at a time.
   */
  readonly ordering?: 'strict' | 'relaxed' | undefined;
};
