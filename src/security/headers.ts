/** Why a header is not sent as it was given. */
type Unfit =
  | 'name-invalid'
  | 'name-reserved'
  | 'name-duplicate'
  | 'value-type'
  | 'value-control'
  | 'value-encoded'
  | 'value-too-long'
  | 'unreadable';

type Tell = (reason: Unfit) => void;

/**
 * Makes computed headers fit to be sent, whatever a tenant's name or a user's function put into them. A bad header costs itself at most.
 * `onMended` hears of each that was changed (`value-control`, `value-encoded`) or dropped (the other reasons). `undefined` and `null` mean
 * that there is no such header. Of names that differ in case alone, the last wins.
 */
export const createSafeHeaders =
  (onMended: (reason: string) => void) =>
  (headers: Readonly<Record<string, unknown>>): Record<string, string> => {
    const safe = new Map<string, readonly [name: string, value: string]>();
    for (const name of namesOf(headers, onMended)) {
      const value = readValue(headers, name, onMended);
      if (value === undefined) continue;
      const identity = name.toLowerCase();
      if (safe.has(identity)) onMended('name-duplicate' satisfies Unfit);
      safe.set(identity, [name, value]);
    }
    return Object.fromEntries(safe.values());
  };

/**
 * One header fit to be sent: its name as it is, its value as visible ASCII, trimmed, at most 8 KiB; `undefined` where that cannot be, or where
 * there is no such header.
 */
export const safeHeader = (name: string, value: unknown): readonly [name: string, value: string] | undefined => {
  const text = isSendable(name, ignore) ? safeValue(value, ignore) : undefined;
  return text === undefined ? undefined : [name, text];
};

const ignore: Tell = () => undefined;

const namesOf = (headers: Readonly<Record<string, unknown>>, tell: Tell): readonly string[] => {
  try {
    return Object.keys(headers).filter((name) => isSendable(name, tell));
  } catch {
    tell('unreadable');
    return [];
  }
};

const isSendable = (name: string, tell: Tell): boolean => {
  if (!TOKEN.test(name) || name === '__proto__') tell('name-invalid');
  else if (RESERVED.has(name.toLowerCase())) tell('name-reserved');
  else return true;
  return false;
};

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}$/;

/** These frame the message or steer the connection: the HTTP client's alone. A second opinion is how requests are smuggled. */
const RESERVED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const readValue = (headers: Readonly<Record<string, unknown>>, name: string, tell: Tell): string | undefined => {
  try {
    return safeValue(headers[name], tell);
  } catch {
    tell('unreadable');
    return undefined;
  }
};

const safeValue = (value: unknown, tell: Tell): string | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' && typeof value !== 'boolean' && !Number.isFinite(value)) {
    tell('value-type');
    return undefined;
  }
  return shortEnough(printable(String(value), tell), tell);
};

const LONGEST_VALUE = 8 * 1024;

const shortEnough = (value: string, tell: Tell): string | undefined => {
  if (value.length <= LONGEST_VALUE) return value;
  tell('value-too-long');
  return undefined;
};

/** Visible ASCII and spaces only. What could end the header becomes a space; other alphabets are percent-encoded, so `Zürich` stays apart from `Zyrich`. */
const printable = (value: string, tell: Tell): string => {
  if (PRINTABLE.test(value)) return value.trim();
  const clean = value.replace(CONTROLS, ' ');
  if (clean !== value) tell('value-control');
  const trimmed = clean.trim();
  if (PRINTABLE.test(trimmed)) return trimmed;
  tell('value-encoded');
  return trimmed.slice(0, LONGEST_VALUE + 1).replace(UNPRINTABLE_OR_PERCENT, percentEncoded);
};

const PRINTABLE = /^[\x20-\x7e]*$/;
const CONTROLS = /[\x00-\x1f\x7f]+/g;

/** With the percent sign, so that `decodeURIComponent` gives the text back. */
const UNPRINTABLE_OR_PERCENT = /%|[^\x20-\x7e]+/g;

const percentEncoded = (text: string): string => encodeURIComponent(text.replace(LONE_SURROGATES, '\u{fffd}'));
const LONE_SURROGATES = /\p{Surrogate}/gu;
