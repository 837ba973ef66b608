import * as v from 'valibot';

const KIB = 1024;
const MIB = 1024 * KIB;

const count = (least: number) => {
  const message = `must be a whole number, ${least} or more`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message));
};

/** What waits, how much of it, and what gives way when it is too much. */
export const bufferOptions = {
  capacity: v.pipe(
    v.optional(count(1), 1000),
    v.description('Records in open groups, all groups together, that cut every open group into a chunk.'),
  ),
  chunkSize: v.pipe(v.optional(count(1), 1000), v.description('Records in one request, at most.')),
  maxChunkBytes: v.pipe(
    v.optional(count(KIB), MIB),
    v.description('Bytes of lines in one request, at most, before compression. A single larger record goes alone.'),
  ),
  flushIntervalMs: v.pipe(
    v.optional(count(1), 5000),
    v.description('Longest time in milliseconds that a record waits for others of its group before it is sent.'),
  ),
  maxBufferBytes: v.pipe(
    v.optional(count(64 * KIB), 32 * MIB),
    v.description('Bytes that the handler holds at most: waiting, resting after a failure, and in flight.'),
  ),
  maxBufferRecords: v.pipe(
    v.optional(count(1)),
    v.description('Records that the handler holds at most. Bytes alone bound it when absent.'),
  ),
  maxGroups: v.pipe(
    v.optional(count(1), 10_000),
    v.description('Groups that may hold records at the same time. A record of one more group is dropped as `too-many-groups`.'),
  ),
  overflow: v.pipe(
    v.optional(
      v.picklist(
        ['drop-by-level', 'drop-oldest', 'drop-newest', 'block'],
        "must be 'drop-by-level', 'drop-oldest', 'drop-newest' or 'block'",
      ),
      'drop-by-level',
    ),
    v.description(
      'What gives way when the buffer, or the spool, is full. `drop-by-level` sheds trace and debug from 80 % full, info from 95 %, then the oldest; `drop-oldest`; `drop-newest`; `block` has whoever awaits `accepted()` wait.',
    ),
  ),
  oversize: v.pipe(
    v.optional(v.picklist(['truncate', 'drop'], "must be 'truncate' or 'drop'"), 'truncate'),
    v.description('What happens to a record larger than `limits.recordBytes`: cut with a mark, or dropped as `too-large`.'),
  ),
  ordering: v.pipe(
    v.optional(v.picklist(['strict', 'relaxed'], "must be 'strict' or 'relaxed'"), 'strict'),
    v.description('`strict`: one chunk of a group in flight at a time, so a group arrives in order. `relaxed`: several at a time.'),
  ),
};

export const bufferSchema = v.object(bufferOptions);
export type BufferSettings = v.InferOutput<typeof bufferSchema>;
