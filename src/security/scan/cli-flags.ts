import type { ClassifyKey } from '../keys/classify-key.js';
import { isAlphanumeric, isUpper } from './ascii.js';
import { isSpace } from './bare-value.js';
import { isCodeReference } from './code-reference.js';
import type { Detector, Sight } from './finding.js';
import { isSecretValue } from './placeholder.js';
import { isFunctionWord } from './prose.js';
import { isQuote, type Span } from './quoted.js';
import { readScalar, skipBlanks } from './read-value.js';

/** Finds what follows a flag of a command that is named as a secret: `--password x`, `-token x`, `["--api-key", "x"]`. With a sign between (`--password=x`) it is a pair like any other. */
export const createCliFlags =
  (classify: ClassifyKey): Detector =>
  (sight) => {
    const { text } = sight;
    for (let at = text.indexOf('-'); at !== -1; at = text.indexOf('-', at + 1)) {
      const name = flagAt(text, at);
      if (name === undefined) continue;
      const verdict = classify(text.slice(name.start, name.end));
      at = name.end - 1;
      if (verdict !== undefined) noteArgument(sight, name.end, verdict);
    }
  };

const DASH = 45;
const LONGEST_FLAG = 48;
const LEAST_FLAG = 2;

/** The name of a flag that begins with the dash at `at`. Behind one dash, capitals mean that letters and a value stand together (`-pX`). */
const flagAt = (text: string, at: number): Span | undefined => {
  if (at > 0 && !isSpace(text.charCodeAt(at - 1)) && !isQuote(text.charCodeAt(at - 1))) return undefined;
  const isLong = text.charCodeAt(at + 1) === DASH;
  const start = isLong ? at + 2 : at + 1;
  let end = start;
  while (end - start < LONGEST_FLAG && isFlagUnit(text.charCodeAt(end)) && (isLong || !isUpper(text.charCodeAt(end)))) end += 1;
  return end - start >= LEAST_FLAG ? { start, end } : undefined;
};

const isFlagUnit = (code: number): boolean => isAlphanumeric(code) || code === DASH || code === 0x5f || code === 0x2e;

type Verdict = NonNullable<ReturnType<ClassifyKey>>;

const noteArgument = ({ text, note }: Sight, nameEnd: number, { kind, trust }: Verdict): void => {
  const from = startOfArgument(text, nameEnd);
  if (from === nameEnd || text.charCodeAt(from) === DASH) return;
  const value = readScalar(text, from);
  if (value === undefined) return;
  const word = text.slice(value.start, value.end);
  if (isFunctionWord(word) || (value.form === 'bare' && isCodeReference(word)) || !isSecretValue(word, trust)) return;
  note(kind, value.start, value.end);
};

/** Where the argument of a flag that ends at `from` starts: behind blanks, or the quotes and the comma of a list; `from` where neither stands there. */
export const startOfArgument = (text: string, from: number): number => {
  let at = from;
  while (text.charAt(at) === '\\') at += 1;
  if (!isQuote(text.charCodeAt(at))) return skipBlanks(text, from);
  const comma = skipBlanks(text, at + 1);
  if (text.charAt(comma) === ',') return skipBlanks(text, comma + 1);
  return comma > at + 1 ? comma : from;
};
