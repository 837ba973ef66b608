import type { ClassifyKey, KeyVerdict } from '../keys/classify-key.js';
import { isLetter } from './ascii.js';
import { endOfCredentials, looksLikeCredentials } from './authorization.js';
import type { Detector, Sight } from './finding.js';
import { isLooseSecret } from './loose-secret.js';
import { startOfName, widerStart } from './name-before.js';
import { isSecretValue } from './placeholder.js';
import type { Span } from './quoted.js';
import { readScalar, skipBlanks } from './read-value.js';

/**
 * Finds secrets that nothing but a blank binds to their name: `password hunter2`, `signing secret 9DQX... loaded`, `IDENTIFIED BY 'x'`,
 * `Bearer eyJ...`. Sentences speak of secrets in the same way (`password reset requested`, `token expired`), so that here the value itself
 * must look like one. Each word is looked up by a hash taken while the text is passed over.
 */
export const createLooseValues =
  (classify: ClassifyKey): Detector =>
  (sight) => {
    const { text } = sight;
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (isLetter(code)) {
        hash = nextHash(hash, code);
        continue;
      }
      if (hash !== 0 && (code === BLANK || code === TAB) && WORDS.has(hash)) at = lookBehind(sight, at, classify) - 1;
      hash = 0;
    }
  };

const BLANK = 32;
const TAB = 9;

/** Of letters, whatever their case. */
const nextHash = (hash: number, code: number): number => (Math.imul(hash, 31) + (code | 32)) | 0;

/** Schemes of authentication, which say it of what follows. */
const SCHEMES = ['bearer', 'basic', 'digest', 'token', 'negotiate', 'ntlm', 'apikey', 'hawk', 'dpop', 'jwt', 'oauth'];
/** How the names end that are looked for. */
const NAMES = [
  ...['password', 'passwords', 'passwd', 'pwd', 'passphrase', 'passcode', 'secret', 'secrets', 'key', 'keys', 'credential', 'credentials'],
  ...['creds', 'pin', 'otp', 'cvv', 'cvc', 'code', 'codes', 'csrf', 'cookie', 'id', 'mnemonic', 'senha', 'passwort'],
  ...['kennwort', 'clave', 'wachtwoord', 'salasana', 'parol', 'mdp', 'passe', 'by'],
];

const hashOf = (word: string): number => [...word].reduce((hash, letter) => nextHash(hash, letter.charCodeAt(0)), 0);
const WORDS: ReadonlySet<number> = new Set([...SCHEMES, ...NAMES].map(hashOf));
const SCHEME_NAMES: ReadonlySet<string> = new Set(SCHEMES);

/** Looks at what follows the word that ends at `end`. Answers where to go on. */
const lookBehind = (sight: Sight, end: number, classify: ClassifyKey): number => {
  const { text } = sight;
  const name = { start: startOfName(text, end), end };
  const word = text.slice(name.start, name.end).toLowerCase();
  if (SCHEME_NAMES.has(word)) {
    const credentialsEnd = noteBareCredentials(sight, end, word);
    if (credentialsEnd > end) return credentialsEnd;
  }
  const verdict = word === 'by' ? identifiedBy(text, name) : verdictOn(text, name, classify);
  return verdict === undefined ? end : noteLoose(sight, { verdict, name });
};

const noteBareCredentials = ({ text, note }: Sight, at: number, scheme: string): number => {
  const start = skipBlanks(text, at);
  const end = endOfCredentials(text, start, scheme);
  if (end <= start || !looksLikeCredentials(text, { start, end }, scheme) || !isSecretValue(text.slice(start, end))) return at;
  note('authorization', start, end);
  return end;
};

/** With the one or two words in front, where the last does not say it (`api key`, `one time code`). */
const verdictOn = (text: string, name: Span, classify: ClassifyKey): KeyVerdict | undefined => {
  let start = name.start;
  for (let words = 1; words <= MOST_WORDS; words += 1) {
    const verdict = classify(text.slice(start, name.end));
    if (verdict !== undefined) return verdict.trust === 'if-random' ? undefined : verdict;
    const wider = widerStart(text, start);
    if (wider === start) return undefined;
    start = wider;
  }
  return undefined;
};

const MOST_WORDS = 3;

/** SQL: `CREATE USER u IDENTIFIED BY 'x'`, `IDENTIFIED WITH plugin BY 'x'`. */
const identifiedBy = (text: string, { start, end }: Span): KeyVerdict | undefined =>
  !text.startsWith('`', end + 1) && IDENTIFIED.test(text.slice(Math.max(0, start - LONGEST_PLUGIN), start))
    ? { kind: 'secret', mask: undefined, trust: 'sure' }
    : undefined;

const LONGEST_PLUGIN = 64;
const IDENTIFIED = /\bidentified(?: with \S{1,48})? ?$/i;

type Loose = { readonly verdict: KeyVerdict; readonly name: Span };

const noteLoose = (sight: Sight, { verdict, name }: Loose): number => {
  const { text } = sight;
  const start = skipFillers(text, skipOwner(text, name.end));
  const value = readScalar(text, start);
  if (value === undefined || !isSecretValue(text.slice(value.start, value.end), verdict.trust)) return name.end;
  if (!isLooseSecret(text, value, name)) return name.end;
  sight.note(verdict.kind, value.start, value.end);
  return value.end;
};

/** `password for bob is hunter2`, `password of user bob: hunter2`. */
const skipOwner = (text: string, from: number): number => {
  const owner = OWNER.exec(text.slice(from, from + LONGEST_OWNER));
  return owner === null ? from : from + owner[0].length;
};

const LONGEST_OWNER = 96;
const OWNER = /^ (?:for|of) (?:user |the )?[^\s:]{1,64}(?: is| was|:) /i;

/** `password is now hunter2`, `password changed to hunter2`, `password - hunter2`. */
const skipFillers = (text: string, from: number): number => {
  let at = skipBlanks(text, from);
  for (let fillers = 0; fillers < MOST_FILLERS; fillers += 1) {
    let end = at;
    while (end - at < LONGEST_FILLER && isFillerUnit(text.charCodeAt(end))) end += 1;
    if (text.charCodeAt(end) !== BLANK || !FILLERS.has(text.slice(at, end).toLowerCase())) break;
    at = skipBlanks(text, end);
  }
  return at;
};

const MOST_FILLERS = 4;
const LONGEST_FILLER = 8;
const FILLERS: ReadonlySet<string> = new Set(
  'is was now set to changed as value equals be will reset used of text plain - – — ~'.split(' '),
);

/** A letter, or one of the dashes. */
const isFillerUnit = (code: number): boolean => isLetter(code) || code === 0x2d || code === 0x7e || code === 0x2013 || code === 0x2014;
