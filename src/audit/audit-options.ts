import type { KeyObject } from 'node:crypto';

/**
 * Signs checkpoints, or proves them. Bytes: a secret for HMAC-SHA-256 (RFC 2104), at least 32. A text: an Ed25519 key (RFC 8032) as PEM. A
 * `KeyObject` of `node:crypto`: either.
 */
export type AuditKey = Uint8Array | string | KeyObject;

/** A sequence number and a hash chain over the records of each group, and signed checkpoints of them: see docs/audit.md. */
export type AuditOptions = {
  /**
   * What a link of the chain is. `chunk`: blocks of up to 16 records, so that an edit is narrowed down to its block; `record`: each record,
   * so that it is named, and one that is erased leaves the proof of its neighbours whole. Default `chunk`.
   */
  readonly chain?: 'chunk' | 'record' | undefined;
  /** Records, all groups together, after which a checkpoint is written. Default 1000. */
  readonly everyRecords?: number | undefined;
  /** Longest time in milliseconds that a record waits for its checkpoint. Default 10,000. */
  readonly everyMs?: number | undefined;
  /** Where checkpoints are written: NDJSON, appended to, readable by this user only. Processes may share it. Default `logferry-audit.ndjson`. */
  readonly file?: string | undefined;
  /** Is given each checkpoint too, one line of JSON without its newline, to keep it elsewhere. What it throws is ignored. In a worker: `{ module, name }`. */
  readonly onCheckpoint?: ((line: string) => void) | { readonly module: string; readonly name: string } | undefined;
  /** Signs the checkpoints. In a worker a function may be `{ module, name }`; it is called once. Default: none is signed. */
  readonly key?: AuditKey | (() => AuditKey) | { readonly module: string; readonly name: string } | undefined;
  /** Stands in each checkpoint, so that keys can be changed. 1 to 16 of `A-Za-z0-9_-`. */
  readonly keyId?: string | undefined;
};
