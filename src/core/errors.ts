/** Where in logferry an error was born. */
export type ErrorLayer = 'CONFIGURATION' | 'FACTORY' | 'DISPATCH' | 'HANDLER' | 'PROCESSOR' | 'UNKNOWN';
/** What kind of thing went wrong. */
export type ErrorCategory = 'CONFIGURATION' | 'FORMATTING' | 'ROUTING' | 'VALIDATION' | 'IO' | 'UNEXPECTED' | 'UNKNOWN';
/** How bad it is. */
export type ErrorSeverity = 'WARNING' | 'ERROR' | 'CRITICAL';

/** What an error is made of, besides its message. */
export type ErrorInit = {
  readonly layer: ErrorLayer;
  /** The part that failed: `BufferingAsyncHandler`, `HttpSender`, ... */
  readonly service: string;
  readonly category: ErrorCategory;
  readonly severity?: ErrorSeverity;
  /** Whether trying again may help (HTTP 503: yes; HTTP 400: no). Default false. */
  readonly recoverable?: boolean;
  /** A short stable word for programs: `option-invalid`, `http-503`, ... */
  readonly msgCode: string;
  /** A text that may be shown to an end user. Default: the message. */
  readonly userMsg?: string;
  /** Facts about the failure; never a record, a header value, a token or a URL's userinfo. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
};

const brand = Symbol.for('logferry.error');

/**
 * The base of all errors that logferry makes. `code` has the form `LAYER::Service::CATEGORY::SEVERITY[::RECOVERABLE]`.
 * `instanceof` works over two copies of the package in one process.
 */
export class LogferryError extends Error {
  readonly code: string;
  readonly msgCode: string;
  readonly userMsg: string;
  readonly recoverable: boolean;
  readonly context: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
  declare readonly [brand]: readonly string[];

  constructor(message: string, init: ErrorInit) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    const { layer, service, category, severity = 'ERROR', recoverable = false } = init;
    this.code = [layer, service, category, severity, ...(recoverable ? ['RECOVERABLE'] : [])].join('::');
    this.msgCode = init.msgCode;
    this.userMsg = init.userMsg ?? message;
    this.recoverable = recoverable;
    this.context = Object.freeze({ ...init.context });
    this.timestamp = new Date().toISOString();
    Object.defineProperty(this, 'name', { value: new.target.name, enumerable: false, configurable: true });
    Object.defineProperty(this, brand, { value: lineage(new.target), enumerable: false });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    const names = typeof value === 'object' && value !== null ? (value as { [brand]?: readonly string[] })[brand] : undefined;
    return names?.includes(this.name) ?? false;
  }

  toJSON(): Readonly<Record<string, unknown>> {
    const { name, message, msgCode, code, userMsg, recoverable, context, timestamp, cause } = this;
    return {
      name,
      message,
      msgCode,
      code,
      userMsg,
      recoverable,
      context,
      timestamp,
      ...(cause instanceof Error && { cause: cause.message }),
    };
  }
}

const lineage = (type: { name: string } | null): readonly string[] =>
  type === null || type.name === 'Error' ? [] : [type.name, ...lineage(Object.getPrototypeOf(type) as { name: string } | null)];

/** An option is wrong. Thrown where the handler or transport is made, before anything is accepted. */
export class ConfigurationError extends LogferryError {
  constructor(message: string, init: Partial<ErrorInit> = {}) {
    super(message, { layer: 'CONFIGURATION', service: 'Options', category: 'VALIDATION', msgCode: 'option-invalid', ...init });
  }
}
