import { randomBytes } from 'node:crypto';
import type { Chunk } from '../core/chunk.js';
import type { Clock } from '../core/clock.js';
import type { DropReason } from '../core/events.js';
import type { Group } from '../core/group.js';
import { safely } from '../core/safely.js';
import { createAlarm } from './alarm.js';
import type { AuditKey } from './audit-options.js';
import { createLossesBook } from './losses-book.js';
import { marksOf, readMark } from './mark.js';
import type { AuditSettings } from './options.js';
import { createSign } from './signing-key.js';
import { createStream, type Stream } from './stream.js';
import { createTrail } from './trail.js';
import { createTrailFile, systemDisk, type TrailDisk } from './trail-file.js';

/**
 * The audit trail: whoever edits, drops, adds or swaps records between this process and a reader is found out.
 *
 *     a run      one engine, from its first record to its close; its name is random
 *     a stream   the lines of one group in one run, <run>-<n>, numbered 0, 1, 2, ... as they are accepted
 *     a block    up to 16 lines of a stream (`chunk`), or each line (`record`)
 *     digest     SHA-256 of UTF-8 text, in base64url: 43 characters; of a block: of the digest of the block before it, followed by its
 *                lines, each with its newline, as they are shipped; before a stream's first block the digest of the run's opening stands
 *
 * A line is shipped with its place as its last member:
 *
 *     {"level":"info",...,"logferryAudit":{"stream":"Zk3v...-0","seq":16}}
 *
 * Checkpoints are lines of a file of their own, and go to whoever else is given them: an opening, then one each `everyRecords` and `everyMs`.
 *
 *     {"logferryCheckpoint":1,"run":"Zk3v...","number":0,"at":"2026-...","after":"<digest>","keyId":"k1","signature":"..."}
 *     {"logferryCheckpoint":1,"run":"Zk3v...","number":1,"at":"2026-...","prev":"<digest>",
 *        "streams":[{"stream":"Zk3v...-0","from":0,"pins":[[15,"<digest>"],[31,"<digest>"],[40,"<digest>"]]}],
 *        "refused":{"level":12},                                                 never numbered
 *        "dropped":[{"stream":"Zk3v...-0","reason":"evicted","seqs":[[3,9]]}],   numbered, given up later
 *        "lost":{"expired":40},                                                  numbered, nobody knows which
 *        "end":true,"keyId":"k1","signature":"..."}
 *
 *     after      digest of the line that was the file's last, where it was another run's: no run but the last can vanish unseen; null in
 *                the opening where there was none
 *     prev       digest of the run's checkpoint before, its signature included
 *     pins       a block ends with that line and has that digest; each line up to the checkpoint is in a pinned block
 *     signature  HMAC-SHA-256 or Ed25519 over the line without this member, which is the last
 *
 * A record that is refused gives its number back, so a stream has no holes but those that checkpoints tell. Since each digest but the
 * last stands in the trail, a block that cannot be proven (a record was dropped, or erased) takes nothing of the others' proof with it.
 */
export type Audit = {
  /** Gives a line, closed by its newline, its place in its group's stream; what it answers is what must be shipped, spooled and given up. */
  seal(group: Group, line: string): string;
  /** A record was not accepted; `sealed` where it was sealed before that was known. */
  refused(reason: DropReason, sealed?: string): void;
  /** Records that were accepted are given up. Lines without a mark are none of ours. */
  givenUp(chunk: Chunk, reason: DropReason): void;
  /** The same for records that lie on disk only. */
  lost(count: number, reason: DropReason): void;
  /** The last checkpoint. */
  stop(): void;
};

export type AuditDeps = {
  readonly clock: Clock;
  /** What is done to each line when it is written, so that the chain is over the bytes that leave. */
  readonly oneLine: (text: string) => string;
  /** The file of checkpoints takes nothing; what was to be written is kept and tried again with the next. */
  readonly onTrouble: (reason: string) => void;
  readonly disk?: TrailDisk | undefined;
};

/** @throws ConfigurationError for a key that cannot sign. */
export const createAudit = (settings: AuditSettings, { clock, oneLine, onTrouble, disk = systemDisk }: AuditDeps): Audit => {
  const { everyRecords, everyMs, key, keyId } = settings;
  const run = randomBytes(RUN_BYTES).toString('base64url');
  const file = createTrailFile(settings.file, onTrouble, disk);
  const pass = safely(settings.onCheckpoint as ((line: string) => void) | undefined);
  const trail = createTrail({
    run,
    keyId,
    sign: key === undefined ? undefined : createSign(key as AuditKey | (() => AuditKey)),
    lastLine: file.lastLine,
    write: (line) => {
      file.append(line);
      pass(line);
    },
    wallTime: clock.wallTime,
  });
  const losses = createLossesBook();
  const streams = new Map<string, Stream>();
  const moved = new Set<Stream>();
  const blockRecords = settings.chain === 'record' ? 1 : CHUNK_RECORDS;
  let madeStreams = 0;
  let sealedRecords = 0;
  let openUnits = 0;
  let lastName = '';
  let lastStream: Stream | undefined;
  let lastSealed = '';
  let isStopped = false;
  /** No caller waits for digests, or for the disk: a checkpoint is made in a turn of its own. */
  const alarm = createAlarm(clock, everyMs, () => checkpoint());

  const seal = (group: Group, line: string): string => {
    if (sealedRecords >= MOST_LATE * everyRecords) checkpoint();
    if (openUnits >= MOST_OPEN_UNITS) digestBlocks();
    const stream = lastStream !== undefined && group.name === lastName ? lastStream : streamOf(group.name);
    lastSealed = stream.seal(oneLine(line));
    sealedRecords += 1;
    openUnits += lastSealed.length;
    if (sealedRecords === everyRecords && !isStopped) alarm.setNow();
    else watch();
    return lastSealed;
  };

  const streamOf = (name: string): Stream => {
    const stream = streams.get(name) ?? begin(name);
    moved.add(stream);
    lastStream = stream;
    lastName = name;
    return stream;
  };

  const begin = (name: string): Stream => {
    const stream = createStream(`${run}-${(madeStreams++).toString(36)}`, trail.open(), blockRecords);
    streams.set(name, stream);
    return stream;
  };

  const refused = (reason: DropReason, sealed?: string): void => {
    const mark = sealed === undefined || isTakenBack(sealed) ? undefined : readMark(sealed.trimEnd());
    if (mark === undefined) losses.refused(reason);
    else losses.dropped(mark, reason);
    watch();
  };

  const isTakenBack = (sealed: string): boolean => {
    if (sealed !== lastSealed || !lastStream?.takeBack()) return false;
    sealedRecords -= 1;
    return true;
  };

  const checkpoint = (end?: true): void => {
    alarm.cancel();
    const pinned = [...moved].map((stream) => stream.pinned()).filter((since) => since !== undefined);
    const told = losses.take();
    if (streams.size > MOST_STREAMS) forgetIdle();
    moved.clear();
    lastStream = undefined;
    sealedRecords = 0;
    openUnits = 0;
    const hasNews = pinned.length > 0 || told !== undefined;
    if (hasNews || (end && trail.isOpen())) trail.add({ ...(pinned.length > 0 && { streams: pinned }), ...told, ...(end && { end }) });
  };

  const digestBlocks = (): void => {
    for (const stream of moved) stream.digestAll();
    openUnits = 0;
  };

  /** A group that comes back later gets a stream of a new name. */
  const forgetIdle = (): void => {
    for (const [name, stream] of streams) if (!moved.has(stream)) streams.delete(name);
  };

  const watch = (): void => {
    if (!isStopped) alarm.set();
  };

  return {
    seal,
    refused,
    givenUp: (chunk, reason) => {
      for (const mark of marksOf(chunk)) losses.dropped(mark, reason);
      watch();
    },
    lost: (count, reason) => {
      losses.lost(count, reason);
      watch();
    },
    stop: () => {
      if (!isStopped) checkpoint(true);
      isStopped = true;
    },
  };
};

const RUN_BYTES = 9;
/** A caller that never lets the event loop turn waits for a checkpoint when it is overdue by as much again. */
const MOST_LATE = 2;
/** An edit is narrowed down to so many, at a third of the price of a digest for each. */
const CHUNK_RECORDS = 16;
/** Groups whose stream is known while they rest. */
const MOST_STREAMS = 10_000;
/** Of lines in blocks that did not end yet, all groups together. */
const MOST_OPEN_UNITS = 1024 * 1024;
