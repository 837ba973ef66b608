/** What a piece of text is, that must not stand in a log. The names are those of the option `security.kinds`. */
export type BuiltInKind =
  /** A value that is named as one: `password=...`, `"apiKey":"..."`, `?access_token=...`, a cookie, a connection string's password. */
  | 'secret'
  /** A token that its vendor's prefix gives away: `ghp_...`, `AKIA...`, `sk_live_...`. */
  | 'token'
  | 'jwt'
  | 'privateKey'
  /** Credentials after `Bearer`, `Basic`, `Digest`, ... */
  | 'authorization'
  /** User and password in a URL. */
  | 'userinfo'
  | 'email'
  | 'card'
  | 'iban'
  | 'ssn'
  | 'phone'
  | 'ip'
  /** National insurance, tax and identity numbers with a checksum. Only where asked for. */
  | 'nationalId'
  /** Only where asked for. */
  | 'mac'
  /** A long text of high entropy without any context. Only where asked for. */
  | 'entropy';

/** A user's rule goes by its own name. */
export type Kind = BuiltInKind | `rule:${string}`;

/** A piece of text that must be masked, in UTF-16 code units of the text looked at; `end` is the first unit behind it. */
export type Finding = {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  /** How many leading units say what it is and may stay: the vendor's prefix of a token (`ghp_`). */
  readonly shown: number;
};

/** What a detector sees, and where it says what it found. */
export type Sight = {
  readonly text: string;
  /** The text goes on behind its end, unseen: what runs up to the end counts as whole. */
  readonly isCut: boolean;
  /** Whether anybody wants to know of this kind. */
  wants(kind: BuiltInKind): boolean;
  /** Preset `strict`: ambiguous forms count too (lower-case IBAN, local phone numbers, e-mail with an international domain). */
  readonly isStrict: boolean;
  note(kind: Kind, start: number, end: number, shown?: number): void;
};

/**
 * Finds one thing. It only starts from an anchor (a character, a prefix, a run), looks a bounded way from there in each direction, and
 * passes over the text a bounded number of times: its time is linear, whatever the text. It never throws and never notes an empty piece.
 */
export type Detector = (sight: Sight) => void;
