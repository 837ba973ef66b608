import type { Trust } from '../keys/judge-name.js';
import { isMasked } from '../masks/is-masked.js';
import { unicodePattern } from '../unicode-pattern.js';
import { looksRandom } from './randomness.js';

/**
 * Whether a value under a name that is trusted so far is a secret. What stands for a secret is none (`***`, `<password>`, `${PASSWORD}`, `null`,
 * `[REDACTED]`, `%s`), nor what a mask of ours has left, nor a yes, a no, or a state (`required`, `expired`).
 */
export const isSecretValue = (value: string | number, trust: Trust = 'sure'): boolean => {
  const text = typeof value === 'number' ? String(value) : value.trim();
  if (isPlaceholder(text)) return false;
  switch (trust) {
    case 'sure':
      return true;
    case 'not-numbers':
      return !NUMBER.test(text);
    case 'not-paths':
      return !PATH.test(text);
    case 'if-random':
      return text.length >= LEAST_RANDOM && looksRandom(text, { from: 0, to: text.length, leastRun: LEAST_RANDOM }) && !NUMBER.test(text);
  }
};

const LEAST_RANDOM = 8;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const PATH = /^(?:~|\.{0,2})\/|^[A-Za-z]:[\\/]/;

const isPlaceholder = (text: string): boolean =>
  text.length < LEAST_SECRET ||
  isState(text) ||
  isCut(text) ||
  isSameSign(text) ||
  isBracketed(text) ||
  isMasked(text) ||
  isPseudonym(text) ||
  isComplaint(text);

/** A number of one or two digits counts something, a text of one or two characters hides nothing. */
const LEAST_SECRET = 3;
const LONGEST_STATE = 16;

const isState = (text: string): boolean =>
  text.length <= LONGEST_STATE &&
  (((LENGTHS[text.charCodeAt(0) & LETTER_BITS] ?? 0) >> text.length) & 1) === 1 &&
  STATES.has(text.toLowerCase());

const STATES: ReadonlySet<string> = new Set(
  `null undefined none nil nan true false yes not n/a n.a n.a. tbd empty required optional missing invalid expired valid new await okay unknown redacted filtered masked
  hidden removed sanitized omitted placeholder string number boolean bool object array any void str int integer bytes text varchar mismatch
  incorrect wrong failed failure revoked refreshed updated changed set unset reset success present absent provided accepted rejected denied enabled
  disabled granted used unused created deleted found unexpected read write manage delete create list refresh verify verified unverified bearer
  basic digest stored configured inherited prompt stdin blank forgotten locked unlocked pending auto default masked protected encrypted hashed
  include same-origin omit sent loaded rotated generated cached saved resolved matched matches ready active inactive started stopped malformed skipped ignored
  unchanged unavailable anonymous cleared reused renewed issued supplied supported unsupported allowed disallowed enforced checked passed lax strict all amd64 arm64 i386`.split(
    /\s+/,
  ),
);

/** For each first letter, whatever its case, a bit for each length of a state: most texts are none by this. */
const LETTER_BITS = 31;
const LENGTHS = new Int32Array(LETTER_BITS + 1);
for (const state of STATES) {
  const letter = state.charCodeAt(0) & LETTER_BITS;
  LENGTHS[letter] = (LENGTHS[letter] ?? 0) | (1 << state.length);
}

/** `sk-…`, `ABCD...`: somebody has cut it before. */
const isCut = (text: string): boolean => text.length <= LONGEST_CUT && (text.endsWith('…') || text.endsWith('...'));
const LONGEST_CUT = 11;

/** `xxxx`, `••••`, `----`, `...`: whatever their number. */
const isSameSign = (text: string): boolean => text.charCodeAt(0) === text.charCodeAt(text.length - 1) && SAME_SIGN.test(text);
const SAME_SIGN = /^(?:[xX]+|\*+|\u2022+|\u25cf+|\.+|\u2026+|-+|_+|#+|\?+|=+)$/;

/** `<password>`, `[REDACTED]`, `{token}`, `{{token}}`, `${TOKEN}`, `#{token}`, `%{token}`, `%TOKEN%`, `$TOKEN`, `:token`, `@p1`, `%s`, `$(cat x)`, `<%= token %>`, `!Ref Token`. */
const isBracketed = (text: string): boolean => {
  const first = text.charAt(0);
  if (text.length > LONGEST_PLACEHOLDER) return false;
  return '<[({'.includes(first) ? NAME_IN_BRACKETS().test(text) : '$#%:@!'.includes(first) && VARIABLE.test(text);
};
const LONGEST_PLACEHOLDER = 80;
const NAME_IN_BRACKETS = unicodePattern(
  String.raw`^(?:<[\p{L}_ :.*-]*>|<%[^%]*%>|\[[\p{L}_ :.*-]*\]|\(\(?[\p{L}_ :.*-]*\)\)?|\{\{?[\p{L}_ :.*|-]*\}\}?)$`,
);
const VARIABLE =
  /^(?:[$#%]\{\{?[^{}]*\}\}?|\$\([^()]*\)|%[A-Z_][A-Z0-9_]*%|\$[A-Z_][A-Z0-9_]*|\$\d+|%\w|%\(\w+\)s|:[a-z_]+|@p?\d+|@[a-z_]+(?:\/[a-z_]+)?|!(?:vault|Ref|Sub|GetAtt|ImportValue|Join|secret|env|ENV|env_var|reference|include)|\$[a-z_]{0,16}(?:pass|pwd|token|secret|key|auth|cred)[A-Za-z_]{0,24})$/;

/** `email:k1:3q2-...`: a mask of ours, RFC 2104 in 22 characters of base64url; behind `secret:` only the rest of it is seen. */
const isPseudonym = (text: string): boolean =>
  text.length > HASH_UNITS &&
  text.length <= LONGEST_PLACEHOLDER &&
  text.charAt(text.length - HASH_UNITS - 1) === ':' &&
  PSEUDONYM.test(text);
const HASH_UNITS = 22;
const PSEUDONYM = /^(?:[\w:-]{1,48}:)?[\w-]{1,16}:[\w-]{22}$/;

/** What a form says of its field: `is required`, `Password must have 8 characters`. */
const isComplaint = (text: string): boolean => text.includes(' ') && COMPLAINT.test(text);
const COMPLAINT =
  /^(?:(?:the |your )?[a-z]{2,16} )?(?:is|are|must|should|cannot|can't|can not|has|have|does|doesn't|was|were|may|will|too|not|please|at least) [a-z]/i;
