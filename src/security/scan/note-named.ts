import type { KeyVerdict } from '../keys/classify-key.js';
import { endOfCredentials, endOfScheme, isScheme, noteCredentials } from './authorization.js';
import { readBlock } from './block-value.js';
import { isCodeReference } from './code-reference.js';
import { noteCookies } from './cookies.js';
import { isDeclared, isSchema, isTypeName } from './declarations.js';
import type { Sight } from './finding.js';
import { isMixed } from './loose-secret.js';
import type { Binding } from './named-values.js';
import { isSecretValue } from './placeholder.js';
import { isFunctionWord, isSentence } from './prose.js';
import type { Span } from './quoted.js';
import { readValue, skipBlanks, type Value } from './read-value.js';
import { endOfSeedPhrase } from './seed-phrase.js';

/** Notes the value behind a name that means a secret, if it is one. Answers where to go on. */
export const noteNamed = (sight: Sight, verdict: KeyVerdict, binding: Binding): number => {
  const { text } = sight;
  const value = readValue(text, binding.end) ?? (binding.sign === ':' ? readBlock(text, binding.end) : undefined);
  if (value === undefined) return binding.end;
  if (binding.role.isCookie) {
    const end = noteCookies(sight, value.form === 'quoted' ? value : { start: value.start, end: text.length });
    if (end > value.start) return end;
  }
  const found = { verdict, value, binding };
  return verdict.kind === 'authorization' && mayBeCredentials(text, found) ? noteAuthorization(sight, found) : notePlain(sight, found);
};

type Found = { readonly verdict: KeyVerdict; readonly value: Value; readonly binding: Binding };

const mayBeCredentials = (text: string, { value: { form, start, end }, binding: { sign } }: Found): boolean =>
  form !== 'container' && (!isLooseSign(sign) || endOfScheme(text, start, end) !== undefined);

const noteAuthorization = (sight: Sight, found: Found): number => {
  const { text } = sight;
  const { value, binding } = found;
  if (value.form === 'quoted') return noteCredentials(sight, value) ? value.end : binding.end;
  const after = endOfScheme(text, value.start, text.length);
  if (after === undefined) return isScheme(text.slice(value.start, value.end)) ? value.end : notePlain(sight, found);
  const from = skipBlanks(text, after);
  const end = endOfCredentials(text, from, text.slice(value.start, after));
  if (isSentence(text, { start: from, end }) || isFunctionWord(text.slice(from, end))) return binding.end;
  return end > from && noteCredentials(sight, { start: value.start, end }) ? end : binding.end;
};

const notePlain = (sight: Sight, found: Found): number => {
  const { text, note } = sight;
  const { verdict, value, binding } = found;
  const end = value.form === 'bare' && binding.role.isSeed ? (endOfSeedPhrase(text, value.start) ?? value.end) : value.end;
  const isSecret = end > value.end || isSecretHere(text, found);
  if (isSecret) note(verdict.kind, value.start, end);
  return isSecret || value.end - value.start > READ_AGAIN_MAX ? end : binding.end;
};

/** A value that is no secret may hold further pairs; a long one is not read for each of them. */
const READ_AGAIN_MAX = 256;

const isSecretHere = (text: string, found: Found): boolean => {
  const { start, end, form } = found.value;
  const { sign } = found.binding;
  const asked = isLooseSign(sign) || (form !== 'quoted' && isCodeSign(sign)) ? 'if-random' : found.verdict.trust;
  if (form === 'container') return asked !== 'if-random' && isSecretContainer(text, found);
  const said = text.slice(start, end);
  if (!isSecretValue(said, asked) && !(form === 'bare' && isArrow(sign) && isSecretValue(said) && isMixed(said))) return false;
  return form === 'quoted' || !meansNoSecret(text, found.value, sign);
};

const isSecretContainer = (text: string, { verdict: { trust }, value: { start, end }, binding: { name } }: Found): boolean => {
  const inside = text.slice(start, end);
  if (!isSecretValue(inside, trust) || !isSecretValue(text.slice(start - 1, end + 1))) return false;
  return !isSchema(inside) && !isDeclared(text, name);
};

/** Comparisons, arrows and maps of code bind a name to another name more often than to a value. */
const isCodeSign = (sign: string): boolean => sign === '==' || sign === '===' || sign === '=>' || isArrow(sign);

/** `->` `→` */
const isArrow = (sign: string): boolean => sign === '>' || sign === '→';

/** What stands in a list or a call behind a name may be anything. */
const isLooseSign = (sign: string): boolean => sign === ',';

const meansNoSecret = (text: string, value: Span, sign: string): boolean => {
  const word = text.slice(value.start, Math.min(value.end, value.start + LONGEST_WORD));
  if (isCodeReference(word) || (sign === ':' && isTypeName(word))) return true;
  if (sign !== ':' || text.charCodeAt(value.start - 1) !== BLANK) return false;
  return isSentence(text, value) || (text.charCodeAt(value.end) === BLANK && isFunctionWord(word));
};

const LONGEST_WORD = 128;
const BLANK = 32;
