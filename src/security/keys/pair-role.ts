import { isDigit } from '../scan/ascii.js';
import { splitWords } from './split-words.js';

/**
 * What a member may be to those beside it where a name and its value stand apart: `{ name: 'DB_PASSWORD', value: 'x' }`, `{ field, oldValue, newValue }`,
 * headers of HAR, Kubernetes' `env`, attributes of OpenTelemetry, what validators complain of. `names`: its text may be the name; `names-password`:
 * only `password` is one (`<input type="password">`); `holds`: what was named; `may-hold`: that, or what is said of it.
 */
export type PairRole = 'names' | 'names-password' | 'holds' | 'may-hold';

/** The last word tells: `fieldName`, `stringValue`. */
export const pairRoleOf = (key: string): PairRole | undefined => ROLES.get(splitWords(key).at(-1) ?? '');

export const holdsNamed = (role: PairRole | undefined): boolean => role === 'holds' || role === 'may-hold';

/**
 * Whether a text may be a name: no path, nothing that has its value in it (`--token=x`), no sentence of five words, and no id (with six digits or more),
 * of which each would have to be judged anew.
 */
export const mayBeName = (text: string): boolean => {
  const { length } = text;
  if (length < SHORTEST_NAME || length > LONGEST_NAME) return false;
  let blanks = 0;
  let digits = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === SLASH || code === EQUALS) return false;
    if (code === BLANK) blanks += 1;
    else if (isDigit(code)) digits += 1;
  }
  return blanks < LEAST_BLANKS && digits < LEAST_DIGITS;
};

const SHORTEST_NAME = 2;
/** In UTF-16 code units. */
export const LONGEST_NAME = 64;
const LEAST_BLANKS = 4;
const LEAST_DIGITS = 6;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const BLANK = 0x20;

const NAMES = [
  ...['name', 'key', 'k', 'field', 'param', 'parameter', 'header', 'variable', 'property', 'attribute', 'option', 'setting', 'path', 'id'],
];
const HOLDERS = ['value', 'values', 'val', 'v', 'old', 'new'];
const MAYBE_HOLDERS = ['content', 'text', 'default', 'plaintext', 'current', 'previous'];

const ROLES: ReadonlyMap<string, PairRole> = new Map<string, PairRole>([
  ...NAMES.map((word) => [word, 'names'] as const),
  ['type', 'names-password'],
  ...HOLDERS.map((word) => [word, 'holds'] as const),
  ...MAYBE_HOLDERS.map((word) => [word, 'may-hold'] as const),
]);
