import type { Key } from './group.js';

/** What one request would have carried. */
export type Sent = {
  /** Canonical text of the group's key. */
  readonly group: string;
  readonly key: Key;
  readonly headers: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
};

/** Hands what would be sent to `receive` instead, until the result is called. */
export type Divert = (receive: (sent: Sent) => void) => () => void;

/** Where a handler has its `Divert`: a symbol shared by all copies of the package, for `logferry/testing` and nobody else. */
export const DIVERT = Symbol.for('logferry.divert');
