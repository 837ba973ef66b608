import type { DropReason } from './events.js';
import type { Admission, RecordInput } from './record.js';

/** Where records are. `received + recovered = delivered + sum(dropped) + deadLettered + spooled + waiting + inFlight`, at every moment. */
export type Stats = {
  /** Records handed to the handler, refused ones included. */
  readonly received: number;
  /** Records taken into the buffer. */
  readonly accepted: number;
  /** Records of an earlier run, or of a process that died, that were read from the spool. What is not read yet is not counted anywhere. */
  readonly recovered: number;
  readonly delivered: number;
  /** Records given up, by reason; a reason that never happened is absent. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Given up, but kept in the dead-letter store. */
  readonly deadLettered: number;
  /** On disk only. What is on disk and in memory counts as waiting or in flight. */
  readonly spooled: number;
  /** In open groups, cut, or resting after a failure. */
  readonly waiting: number;
  /** In a request whose outcome is not known yet. */
  readonly inFlight: number;
  /** Bytes held, waiting and in flight, with overhead: what `maxBufferBytes` bounds. */
  readonly bytes: number;
  /** Groups that hold records. */
  readonly groups: number;
  /** HTTP requests made. */
  readonly attempts: number;
  /** Of these, requests that repeated an earlier one. */
  readonly retries: number;
};

/** What became of the records that were waiting when `flush` or `close` was called. */
export type FlushResult = {
  readonly delivered: number;
  /** On disk for the next start. Only `close` has such. */
  readonly spooled: number;
  /** Given up, those among them that are kept as dead letters. */
  readonly dropped: number;
  /** Still waiting when the time was over. After `close` these are lost, and counted as `abandoned`. */
  readonly left: number;
};

/** How long a flush or a close may take. */
export type FlushOptions = {
  /** How long to wait, in milliseconds. Default 30,000 for `flush`, the option `closeTimeoutMs` for `close`. */
  readonly timeoutMs?: number | undefined;
};

/** How long `accepted` may wait. */
export type AcceptedOptions = {
  /** In milliseconds. Default: as long as it takes. */
  readonly timeoutMs?: number | undefined;
};

/** A record that was given up, washed, as `getFailedLogs` keeps it. */
export type FailedLog = {
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  readonly level: string;
  readonly message: string;
  /** Why: a drop reason, with the collector's answer where there was one, such as `refused: http-400`. */
  readonly error: string;
  readonly reason: DropReason;
  /** Canonical text of the record's aggregator key. */
  readonly group?: string | undefined;
  /** The record as it would have been sent. */
  readonly line: string;
};

/** Something the library wants its owner to know. Never holds a record, a header value, a token or a URL's userinfo. */
export type Diagnostic = {
  /** Stable word: `delivery-held`, `endpoint-open`, `records-dropped`, `header-mended`, ... */
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  /** How many times this happened since it was last told (diagnostics of one code are told at most once in ten seconds). */
  readonly count: number;
  /** The handler's name. */
  readonly handler: string;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
};

/** Records were given up. */
export type DropNotice = { readonly count: number; readonly reason: DropReason; readonly group?: string | undefined };

/** Sizes and times of the requests that were delivered. */
export type BatchSizes = {
  readonly count: number;
  readonly averageRecords: number;
  readonly minRecords: number;
  readonly maxRecords: number;
  /** Bytes of lines in delivered requests, before compression. */
  readonly bytes: number;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
};

/** How the cache of aggregator keys does. */
export type CacheStats = { readonly hits: number; readonly misses: number; readonly size: number; readonly evictions: number };

/** What the security wash did so far. Holds nothing of what it washed. */
export type SecurityStats = {
  /** Pieces masked, by kind (`email`, `card`, `secret`, ...); a rule of the user's counts as `rule:name`. */
  readonly hits: Readonly<Record<string, number>>;
  /** Texts in which something was made visible, replaced or stripped. */
  readonly sanitized: number;
  /** Records of which something was cut off. */
  readonly truncated: number;
  /** Records that could not be washed, and went out as a placeholder. */
  readonly withheld: number;
  /** Records that a rule rejected. */
  readonly rejected: number;
  /** Masks that could not be made, for a function of the user's failed: the full mask stands. */
  readonly maskFailures: number;
  /** The cache of what was decided about keys. */
  readonly keyCache: CacheStats;
};

/** How the spool's disk does. */
export type SpoolHealth = {
  /** `away`: the disk takes nothing; records are kept in memory only. */
  readonly state: 'ok' | 'away';
  /** Bytes on disk, of this handler's own log and of those that it adopted. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Of these, bytes that earlier runs left and that were not looked at yet. */
  readonly unreadBytes: number;
};

/** How a handler does, as `getHealthStatus` and the HTTP health handler tell it. */
export type HealthStatus = {
  /** `degraded`: something is retried, held or was dropped of late; `unhealthy`: the collector takes nothing, or the buffer is nearly full. */
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  readonly name: string;
  readonly totalMessages: number;
  readonly errorCount: number;
  /** Milliseconds since the Unix epoch. */
  readonly lastErrorTime: number | undefined;
  /** What the last error was, as a short word. */
  readonly lastError: string | undefined;
  /** Records waiting, in records; the name is the origin's. */
  readonly batchSize: number;
  /** Milliseconds since records were last delivered, or since the handler was made. */
  readonly timeSinceFlush: number;
  readonly failedLogsCount: number;
  /** Cached aggregator keys; the name is the origin's. */
  readonly extrasCacheSize: number;
  readonly consecutiveFailures: number;
  readonly buffer: {
    readonly bytes: number;
    readonly maxBytes: number;
    readonly records: number;
    readonly groups: number;
    readonly restingGroups: number;
  };
  readonly batches: BatchSizes;
  readonly keyCache: CacheStats;
  readonly security: SecurityStats;
  /** Absent without a spool. */
  readonly spool?: SpoolHealth | undefined;
  readonly stats: Stats;
};

/** What `handler.on` can listen to, by name. */
export type HandlerEvents = {
  /** Every `metricsIntervalMs`, where that option is set. */
  readonly metrics: HealthStatus;
};

/** The buffering async handler, as a user holds it. Nothing here throws or rejects once the handler exists. */
export type BufferingAsyncHandler = {
  readonly name: string;
  /** Settles when the handler can deliver; it accepts records before that. */
  readonly ready: Promise<void>;
  handle(record: RecordInput): Admission;
  /**
   * Waits until there is room for more: for a sender that would rather wait than lose (`overflow: 'block'`). Resolves to true at once while
   * the buffer (or the spool) is not full, otherwise when records left it; to false when `timeoutMs` (default: no limit) was over
   * before, or the handler is closed. Keeps the process alive meanwhile.
   */
  accepted(options?: AcceptedOptions): Promise<boolean>;
  /**
   * Waits until nothing is left: all that was handed in, also while waiting, was delivered or given up, and nothing is on disk for later.
   * Resolves at the latest when the handler is closed. Keeps the process alive meanwhile: `flush` has a time that is over once.
   */
  drained(): Promise<void>;
  /** Resolves when all that was accepted before the call is delivered or given up, or the time is over. */
  flush(options?: FlushOptions): Promise<FlushResult>;
  /** Stops taking records, delivers what it can within the time, and says what is left. Safe to call twice. */
  close(options?: FlushOptions): Promise<FlushResult>;
  stats(): Stats;
  getHealthStatus(): HealthStatus;
  /** The last records given up (at most `maxFailedLogs`), oldest first. */
  getFailedLogs(): readonly FailedLog[];
  /** Hands the failed logs in again, as new records, but for those that a rule rejected; answers how many were accepted. */
  retryFailed(): number;
  on<Name extends keyof HandlerEvents>(event: Name, listener: (value: HandlerEvents[Name]) => void): () => void;
  [Symbol.asyncDispose](): Promise<void>;
};
