import type { DropReason } from './events.js';
import type { Admission, RecordInput } from './record.js';

/** Where records are. `received = delivered + sum(dropped) + deadLettered + spooled + waiting + inFlight`, at every moment. */
export type Stats = {
  /** Records handed to the handler, refused ones included. */
  readonly received: number;
  /** Records taken into the buffer. */
  readonly accepted: number;
  readonly delivered: number;
  /** Records given up, by reason; a reason that never happened is absent. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  readonly deadLettered: number;
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
  readonly spooled: number;
  readonly dropped: number;
  /** Still waiting when the time was over. After `close` these are lost, and counted as `abandoned`. */
  readonly left: number;
};

/** How long a flush or a close may take. */
export type FlushOptions = {
  /** How long to wait, in milliseconds. Default 30,000 for `flush`, the option `closeTimeoutMs` for `close`. */
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
  /** Resolves when all that was accepted before the call is delivered or given up, or the time is over. */
  flush(options?: FlushOptions): Promise<FlushResult>;
  /** Stops taking records, delivers what it can within the time, and says what is left. Safe to call twice. */
  close(options?: FlushOptions): Promise<FlushResult>;
  stats(): Stats;
  getHealthStatus(): HealthStatus;
  /** The last records given up (at most `maxFailedLogs`), oldest first. */
  getFailedLogs(): readonly FailedLog[];
  /** Hands the failed logs in again, as new records; answers how many were accepted. */
  retryFailed(): number;
  on<Name extends keyof HandlerEvents>(event: Name, listener: (value: HandlerEvents[Name]) => void): () => void;
  [Symbol.asyncDispose](): Promise<void>;
};
