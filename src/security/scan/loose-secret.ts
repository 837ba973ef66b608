import { isCodeReference } from './code-reference.js';
import { isFunctionWord } from './prose.js';
import type { Span } from './quoted.js';
import { looksRandom } from './randomness.js';
import type { Value } from './read-value.js';

/**
 * Whether a value looks like a secret that has nothing but a name and a blank in front: drawn at random, or, behind a word for passwords or
 * codes, as people and services make these.
 */
export const isLooseSecret = (text: string, value: Value, name: Span): boolean => {
  const word = text.slice(value.start, value.end);
  if (isFunctionWord(word) || isCodeReference(word) || NO_SECRET.test(word)) return false;
  if (looksRandom(text, { from: value.start, to: value.end, leastRun: LEAST_RUN }) && word.length >= LEAST_RANDOM) return true;
  const said = text.slice(Math.max(0, name.end - LONGEST_STRONG), name.end);
  if (SHORT_CODE.test(said)) return CODE.test(word);
  return PASSWORD.test(said) && (value.form === 'quoted' ? !word.includes(' ') : isMixed(word) || isNetrc(text, name));
};

const LEAST_RUN = 8;
const LEAST_RANDOM = 12;
const LONGEST_STRONG = 24;
/** At the end of the name: only of these a word without any pattern may be the secret. */
const PASSWORD = /(?:pass(?:words?|wd|phrase|code|wort|e)|pwd|senha|kennwort|clave|wachtwoord|salasana|parol|mdp|by|credentials?|creds)$/i;
const SHORT_CODE = /(?:\bpin|\botp|cvv|cvc|code)$/i;
const CODE = /^\d{3,8}$/;

/** Times, versions, addresses, names of algorithms, paths and programs, and what has a name of its own (`(this=0x7f...`, `id=...`). */
const NO_SECRET =
  /^(?:v?\d+(?:\.\d+)+|\d{4}-\d\d-\d\d.*|(?:sha|md|rs|hs|es|ps|aes|utf|base|oauth|bcrypt|argon|pbkdf|scrypt|x|http|ssl|tls|ipv|k|s|v)-?\d+[a-z]{0,6}|[~.]?\/.*|[a-z]+:\/\/.*|0x0*|\(?[a-z_]\w{0,31}=[^=].*)$/i;

const LEAST_MIXED = 6;

/** As people make passwords: letters, and digits or signs within. */
export const isMixed = (word: string): boolean => {
  if (word.length >= LEAST_MIXED && /^\d+$/.test(word)) return true;
  if (word.length < LEAST_MIXED || !/[a-z]/i.test(word) || /[()<>{}=:/\\]/.test(word)) return false;
  return /\d/.test(word) || /[!@#$%^&*?+](?=.)/.test(word);
};

/** `machine x login y password z` */
const isNetrc = (text: string, { start }: Span): boolean => NETRC.test(text.slice(Math.max(0, start - LONGEST_NETRC), start));
const LONGEST_NETRC = 128;
const NETRC = /\b(?:machine \S+|default) login \S+ $/;
