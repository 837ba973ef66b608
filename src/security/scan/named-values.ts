import type { ClassifyKey, KeyVerdict } from '../keys/classify-key.js';
import { unicodePattern } from '../unicode-pattern.js';
import { isAlphanumeric } from './ascii.js';
import { endOfSign, mayStartSign, signsBefore } from './binding-sign.js';
import type { Detector, Sight } from './finding.js';
import { endOfName, startOfName, widerStart } from './name-before.js';
import { createNameRoles, type NameRole, PLAIN } from './name-roles.js';
import { noteNamed } from './note-named.js';
import type { Span } from './quoted.js';
import { readValue } from './read-value.js';

/**
 * Finds values that are named as secrets in a text: `password=x`, `"apiKey": "x"` at any depth of escaping, `?access_token=x`, `token => 'x'`,
 * `Password=x;Encrypt=true`, headers, cookies, .env, YAML, form bodies, printed objects. From each sign that binds (`=`, `:`) backwards to a
 * name, which is judged as a key of an object is, then forwards to the end of the value. Where a value was found the look goes on behind it, so
 * that no piece is read twice.
 *
 *     ... "api_key"  :  "x", ...
 *          <------   ^  -->
 *           name   sign value
 */
export const createNamedValues = (classify: ClassifyKey): Detector => {
  const roleOf = createNameRoles(classify);
  return (sight) => {
    const { text } = sight;
    const announcing: Announcing[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const end = mayStartSign(text.charCodeAt(at)) ? endOfSign(text, at) : at;
      if (end === at) continue;
      const nameEnd = endOfName(text, signsBefore(text, at));
      const name = { start: startOfName(text, nameEnd), end: nameEnd };
      const role = roleOf(text, name);
      const sign = role === PLAIN ? '' : signAt(text, at, end);
      at = end - 1;
      if (SIGNS.has(sign)) at = lookAt(sight, { binding: { role, name, sign, end }, classify, announcing }) - 1;
    }
  };
};

type Question = { readonly binding: Binding; readonly classify: ClassifyKey; readonly announcing: Announcing[] };

/** Answers where to go on. */
const lookAt = (sight: Sight, question: Question): number => {
  const { binding, announcing } = question;
  if (binding.sign === ':' && isInAddress(sight.text, binding.name)) return binding.end;
  const verdict = verdictOn(sight.text, question) ?? verdictAnnounced(sight.text, question);
  if (verdict !== undefined) return Math.max(binding.end, noteNamed(sight, verdict, binding));
  if (binding.role.announces !== undefined && announcing.push({ role: binding.role, at: binding.end }) > MOST_ANNOUNCING)
    announcing.shift();
  return binding.end;
};

/**
 * The user of a URL (`https://x-access-token:x@host`, see `userinfo.ts`), or a part of a resource's name (`arn:aws:secretsmanager:...:secret:db`):
 * the colon behind it binds nothing to it.
 */
const isInAddress = (text: string, { start }: Span): boolean => {
  let at = start;
  while (text.charAt(at - 1) === '_') at -= 1;
  const before = text.charAt(at - 1);
  if (before === '/') return text.startsWith('://', at - 3);
  return before === ':' && isInResource(text.slice(Math.max(0, at - LONGEST_RESOURCE), at));
};

const LONGEST_RESOURCE = 80;

/** RFC 8141, and Amazon's own; not what is behind `warn:`. */
const isInResource = (before: string): boolean => {
  const start = Math.max(before.lastIndexOf('arn:'), before.lastIndexOf('urn:'));
  return start >= 0 && !isAlphanumeric(before.charCodeAt(start - 1)) && !/\s/.test(before.slice(start));
};

const signAt = (text: string, at: number, end: number): string => (text.charAt(at - 1) === '!' ? '==' : text.slice(at, end));

/** `::` parts names of a program. */
const SIGNS: ReadonlySet<string> = new Set(['=', ':', ':=', '::=', '==', '===', '=>', '>', '→']);

/** A name, and behind it a sign, which ends at `end`. */
export type Binding = { readonly role: NameRole; readonly name: Span; readonly sign: string; readonly end: number };

const verdictOn = (text: string, { binding: { role, name, sign }, classify }: Question): KeyVerdict | undefined => {
  if (role.verdict !== undefined) return role.verdict;
  if (role.inQuery !== undefined && sign === '=' && name.start > 0 && QUERY_SIGNS.includes(text.charAt(name.start - 1)))
    return role.inQuery;
  if (role.wider === undefined) return undefined;
  return verdictOnWords(text, role.wider === 'filler' ? { start: name.start, end: name.start - 1 } : name, classify);
};

const QUERY_SIGNS = '?&#;';

/** Together with the word in front, or the two. */
const verdictOnWords = (text: string, name: Span, classify: ClassifyKey): KeyVerdict | undefined => {
  const second = widerStart(text, name.start);
  if (second === name.start) return undefined;
  const verdict = classify(text.slice(second, name.end));
  const third = verdict === undefined ? widerStart(text, second) : second;
  return third === second ? verdict : classify(text.slice(third, name.end));
};

/** `{"name": "password", "value": "x"}`, `<input type="password" id="a" value="x">`: a name that stands in the value of a pair shortly before. */
type Announcing = { readonly role: NameRole; readonly at: number };

const MOST_ANNOUNCING = 3;
const FARTHEST_VALUE = 160;

const verdictAnnounced = (text: string, { binding: { role, name }, classify, announcing }: Question): KeyVerdict | undefined => {
  if (!role.isAnnounced) return undefined;
  for (const { role: announcer, at } of announcing) {
    const announced = name.start - at <= FARTHEST_VALUE ? nameIn(text, at) : undefined;
    if (announced === undefined || (announcer.announces === 'password-only' && announced !== 'password')) continue;
    const verdict = classify(announced);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
};

const nameIn = (text: string, at: number): string | undefined => {
  const ahead = text.slice(at, at + LONGEST_ANNOUNCED);
  const value = readValue(ahead, 0);
  const name = value === undefined ? '' : ahead.slice(value.start, value.end);
  return NAME().test(name) ? name : undefined;
};

const LONGEST_ANNOUNCED = 64;
const NAME = unicodePattern(String.raw`^[\p{L}_][\p{L}\p{N}_ .$:[\]-]{1,47}$`);
