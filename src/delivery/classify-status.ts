import type { Outcome } from '../core/outcome.js';

export type Answer = {
  readonly status: number;
  readonly retryAfterMs?: number | undefined;
  /** Whether this endpoint has taken records before. */
  readonly proven: boolean;
};

/**
 * What an HTTP status means for the lines that were sent.
 * Sources: RFC 9110 section 15, RFC 6585, and for 5xx of 509 and above the codes of CDNs and proxies.
 */
export const classifyStatus = ({ status, retryAfterMs, proven }: Answer): Outcome => {
  const reason = `http-${status}`;
  if (status >= 200 && status < 300) return { type: 'delivered' };
  if (status === 413) return { type: 'too-large', reason };
  if (BUSY.has(status)) return { type: 'busy', scope: 'group', reason, retryAfterMs };
  if (HELD.has(status)) return { type: 'held', scope: 'group', reason };
  if (status >= 500) return { type: 'busy', scope: 'group', reason, counts: true, retryAfterMs };
  if (status >= 400) return refusal(status, reason, proven);
  return { type: 'held', scope: 'endpoint', reason };
};

/** Request timeout, too early, too many requests. */
const BUSY: ReadonlySet<number> = new Set([408, 425, 429]);

/** Credentials, address, method, media type or protocol are wrong: the same for every record. */
const HELD: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 410, 415, 501, 505]);

/** The server read the records and does not want them. */
const ABOUT_RECORDS: ReadonlySet<number> = new Set([400, 422]);

/** Others (402, 406, 409, 431, 451, ...) may be about the records or about everything: an endpoint that never took anything refuses everything. */
const refusal = (status: number, reason: string, proven: boolean): Outcome =>
  ABOUT_RECORDS.has(status) || proven ? { type: 'refused', reason } : { type: 'held', scope: 'group', reason };
