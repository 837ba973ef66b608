import type { KeyObject } from 'node:crypto';
import type { BuiltInKind } from './scan/finding.js';

/** A function by its address, for options that cross into a worker. */
export type FunctionRef = { readonly module: string; readonly name: string };

/** Makes what stands in place of `value`. What it returns is cut to the length of the limits and made fit for one line. */
export type MaskFunction = (value: string, at: { readonly kind: string; readonly key?: string | undefined }) => string;

/**
 * How something is masked. `full`: a fixed text that does not tell the length. `partial`: what a person needs to recognise it
 * (`u***@company.com`, `****1111`), at most a quarter of it. `hash`: a keyed pseudonym, `email:k1:3q2-...`, the same for the same value
 * (needs `pseudonym`). `drop`: the member is left out, or the piece cut out of its text. A function makes the text itself.
 */
export type Mask =
  | 'full'
  | 'partial'
  | 'hash'
  | 'drop'
  | { readonly mask: 'full'; readonly text: string }
  | { readonly mask: 'partial'; readonly first?: number | undefined; readonly last?: number | undefined }
  | MaskFunction
  | FunctionRef;

/** A key by its name (any letter case; `apiKey` is also `api_key`, `api-key` and `API Key`), or by a pattern over its whole name. */
export type KeyRule = string | RegExp | { readonly key: string | RegExp; readonly mask: Mask };

/** A path in Pino's syntax: `user.email`, `req.headers["x-id"]`, `orders[*].note`, `*.password`. */
export type PathRule = string | { readonly path: string; readonly mask: Mask };

/** Something of your own that must not be logged, or a record that must not go out at all. */
export type SecurityRule = {
  /** Names it in masks (`[name]`), metrics and failed logs. */
  readonly name: string;
  /** The pattern is only tried on a text that holds one of these, so that a rule costs nothing elsewhere. Letter case counts. */
  readonly literals?: readonly string[] | undefined;
  /** Instead of `literals`: try the pattern on every text. */
  readonly always?: true | undefined;
  /**
   * Linear patterns only: one that can take super-linear time is refused. It sees windows of 4 KiB, so that a match of up to 1,024 UTF-16 code
   * units is found wherever it stands, and a longer one in pieces, or not at all.
   */
  readonly pattern: RegExp;
  /** Has the last word on what the pattern found. */
  readonly validate?: ((match: string) => boolean) | FunctionRef | undefined;
  /** `mask` (the default) what was found; `tag` the record with the rule's name, in `securityTags`; `reject` the record: it goes to the failed logs. */
  readonly action?: 'mask' | 'tag' | 'reject' | undefined;
  /** Default `full`. */
  readonly mask?: Mask | undefined;
};

/** The key that makes pseudonyms: HMAC-SHA-256, RFC 2104. */
export type PseudonymKey = {
  /** At least 32 bytes, or a `KeyObject` of as many; or a function that answers one, in a worker by its address. */
  readonly key: Uint8Array | KeyObject | (() => Uint8Array | KeyObject) | FunctionRef;
  /** Stands in each pseudonym, so that keys can be changed. 1 to 16 of `A-Za-z0-9_-`. */
  readonly keyId: string;
};

/** What stands in place of characters that could forge, hide or break a line. */
export type SanitizeOptions = {
  /** `escape` (the default): visibly, as `\u{202e}`, so that the evidence stays; `replace`: by `\u{fffd}`; `strip`: by nothing. Line breaks and tabs become a space in both. */
  readonly mode?: 'escape' | 'replace' | 'strip' | undefined;
  /** Keys whose texts keep line feeds and tabs, such as `stack` (within the JSON text they are escaped anyway). Default: none. */
  readonly multilineKeys?: readonly string[] | undefined;
  /** `<` and `>` too. Default false. */
  readonly html?: boolean | undefined;
  /** A `'` in front of what a spreadsheet would take for a formula. Default false. */
  readonly csv?: boolean | undefined;
  /** `${` too. Default false. */
  readonly jndi?: boolean | undefined;
};

/** What is washed off every record before it waits, lands or leaves. Plain data, so that it crosses to a worker; functions by module there. */
export type WashOptions = {
  /**
   * `default`: masks secrets and personal data, makes control characters visible. `strict`: ambiguous forms, national ids, MAC addresses and
   * bare high entropy too. `gdpr`: personal data becomes pseudonyms (needs `pseudonym`), names and addresses are masked. `audit`: as
   * `default`, with a sequence number and a hash chain over the records. `off`: only the limits hold, and of lines that
   * a logger has written `recordBytes` alone.
   */
  readonly preset?: 'default' | 'strict' | 'gdpr' | 'audit' | 'off' | undefined;
  readonly paths?: readonly PathRule[] | undefined;
  readonly keys?: { readonly add?: readonly KeyRule[] | undefined; readonly allow?: readonly (string | RegExp)[] | undefined } | undefined;
  /** For each kind: whether it is looked for, or how it is masked. */
  readonly kinds?: { readonly [kind in BuiltInKind]?: boolean | Mask | undefined } | undefined;
  readonly rules?: readonly SecurityRule[] | undefined;
  /** Texts that stay as they are, whatever they look like: `support@company.com`. */
  readonly allowValues?: readonly string[] | undefined;
  /** A masked number becomes `null`, which fits into a typed index; otherwise it becomes a text. Default false. */
  readonly typeSafe?: boolean | undefined;
  readonly pseudonym?: (PseudonymKey & { readonly previous?: readonly PseudonymKey[] | undefined }) | undefined;
  readonly sanitize?: SanitizeOptions | undefined;
  /** Names of keys remembered with what was decided about them. Default 1000. */
  readonly cacheSize?: number | undefined;
};
