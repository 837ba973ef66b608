/**
 * Whom a refusal concerns: one tenant's 401 or 429 rests its lane; a dead connection, DNS, TLS, a timeout or a redirect
 * rests the endpoint with all its lanes.
 */
export type Scope = 'group' | 'endpoint';

/** What one attempt came to. An attempt returns exactly one of these and never throws. `reason` is a short stable word such as `http-503`. */
export type Outcome =
  | { readonly type: 'delivered' }
  /** Some lines were taken. Indexes count from the chunk's first line. */
  | { readonly type: 'partial'; readonly retry: readonly number[]; readonly rejected: readonly number[]; readonly reason: string }
  /** Send the same bytes again later. `counts`: whether the endpoint's breaker counts it as a failure, although it rests one lane only (5xx). */
  | {
      readonly type: 'busy';
      readonly scope: Scope;
      readonly reason: string;
      readonly counts?: boolean | undefined;
      readonly retryAfterMs?: number | undefined;
    }
  /** Send less at a time. */
  | { readonly type: 'too-large'; readonly reason: string }
  /** Something in these lines is refused for good: find it. */
  | { readonly type: 'refused'; readonly reason: string }
  /** Not the lines' fault: our configuration is wrong (401, 404, redirect, TLS). Keep the data and probe. */
  | { readonly type: 'held'; readonly scope: Scope; readonly reason: string };
