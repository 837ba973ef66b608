import type { AuditOptions } from './audit/audit-options.js';
import type { BufferOptions } from './buffer/buffer-options.js';
import type { DeadLettersOptions } from './buffer/dead-letters/dead-letters-options.js';
import type { EncryptionKey, SpoolOptions } from './buffer/spool/spool-options.js';
import type { Diagnostic, DropNotice } from './core/handler.js';
import type { DeliveryOptions } from './delivery/delivery-options.js';
import type { GroupingOptions } from './grouping/grouping-options.js';
import type { LimitsOptions } from './security/limits-options.js';
import type { WashOptions } from './security/security-options.js';

/** What is washed off every record before it waits, lands or leaves, and whether the trail of records can be audited. See docs/security.md. */
export type SecurityOptions = WashOptions & {
  /** A sequence number and a hash chain over the records of each group. Default: with preset `audit` only. */
  readonly audit?: AuditOptions | undefined;
};

/** Everything that a handler, and with it each transport, can be told. Only `url` is required. */
export type HandlerOptions<Context = unknown, Key = unknown> = DeliveryOptions &
  GroupingOptions<Context, Key> &
  BufferOptions &
  LimitsOptions & {
    /** What is masked and made visible in every record. Default: secrets, tokens and personal data are masked, control characters made visible. */
    readonly security?: SecurityOptions | undefined;
    /** Keeps records on disk until they are delivered. Default: they are kept in memory only. */
    readonly spool?: SpoolOptions | undefined;
    /** Keeps records that are given up. Default: they are counted, and the last ones kept in memory (`getFailedLogs`). */
    readonly deadLetters?: DeadLettersOptions | undefined;
    /** Encrypts what is kept on disk, with AES-256-GCM. In a worker: `{ module, name }`. Default: not encrypted, and readable by this user only. */
    readonly encryptionKey?: EncryptionKey | { readonly module: string; readonly name: string } | undefined;
    /** Name of this handler in health, metrics and diagnostics. Default `'logferry'`. */
    readonly name?: string | undefined;
    /** Longest time in milliseconds that closing waits for deliveries. At most 8000 in a worker. Default 5000. */
    readonly closeTimeoutMs?: number | undefined;
    /** Given-up records that `getFailedLogs` keeps: the latest ones. Default 100. */
    readonly maxFailedLogs?: number | undefined;
    /** Emits a `metrics` event this often, in milliseconds. Never when absent. */
    readonly metricsIntervalMs?: number | undefined;
    /** Told of trouble, at most once in ten seconds for each code. What it throws is ignored. */
    readonly onDiagnostic?: ((diagnostic: Diagnostic) => void) | undefined;
    /** Told of records that were given up, summed up by reason and group, at most once a second. What it throws is ignored. */
    readonly onDrop?: ((notice: DropNotice) => void) | undefined;
  };
