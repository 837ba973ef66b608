/**
 * One log event as the user's functions see it: washed, frozen, the same from Winston and from Pino.
 * `fields` holds bindings, meta and the request's context, flat; it is parsed when first touched.
 */
export type LogRecord = {
  /** When it happened, in milliseconds since the Unix epoch. */
  readonly time: number;
  /** The logger's own name of the level: `'info'`, `'warn'`, `'crit'`, ... */
  readonly level: string;
  /** OpenTelemetry severity number, 1 to 24. */
  readonly severity: number;
  readonly message: string;
  /** The logger's name, where it has one (Pino's `name`, Winston's `label`). */
  readonly logger?: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
};

/** A record as a caller of `handler.handle` may write it. */
export type RecordInput = {
  /** Default `'info'`. */
  readonly level?: string | number | undefined;
  readonly message?: unknown;
  /** Milliseconds since the Unix epoch, a Date, or an ISO 8601 text. Default: now. */
  readonly time?: number | Date | string | undefined;
  readonly logger?: string | undefined;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
};

/** What became of a record at the door. The last two are counted as dropped. */
export type Admission = 'accepted' | 'full' | 'closed';
