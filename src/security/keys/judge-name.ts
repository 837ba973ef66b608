import { ABOUT, ASKS, DOUBTFUL, ENDINGS, GLUED_HEADS, GLUED_TAILS, NEUTRAL, NOT_NUMBERS, PAIRS, STEMS } from './key-words.js';

/**
 * How far a name is to be trusted. `sure`: whatever it holds is a secret; `not-numbers`: but for numbers, people count with such names
 * (`max_tokens`); `not-paths`: but for paths (`PWD=/srv`); `if-random`: only what looks random (`session`, `signature`).
 */
export type Trust = 'sure' | 'not-numbers' | 'not-paths' | 'if-random';

/** What a name says of its value, by its words; `undefined`: nothing. The last words count most: a `tokenCount` is a count. */
export const judgeName = (words: readonly string[]): Trust | undefined => {
  const last = words.at(-1);
  if (last === undefined || ASKS.has(words[0] ?? '')) return words.length === 1 ? judgeEnd(words) : undefined;
  if (isOfPublicKey(words, last)) return undefined;
  const trust = judgeEnd(words);
  if (trust !== undefined || words.length === 1 || ABOUT.has(last)) return trust;
  return NEUTRAL.has(last) ? judgeName(words.slice(0, -1)) : judgeInside(words.slice(0, -1));
};

/** `PublicKeyToken` of .NET's assemblies: all can know what is made of a public key. */
const isOfPublicKey = (words: readonly string[], last: string): boolean =>
  last.endsWith('token') && words.slice(-3).join('').endsWith('publickeytoken');

const judgeEnd = (words: readonly string[]): Trust | undefined => {
  const last = words.at(-1) ?? '';
  if (last.endsWith('pwd') || (last === 'passwd' && words.length === 1)) return 'not-paths';
  if (NOT_NUMBERS.has(last)) return 'not-numbers';
  if (ENDINGS.has(last)) return 'sure';
  if (endsInStem(last) || endsInStem(words.slice(-3).join(''))) return 'sure';
  const byPair = judgePair(words.slice(0, -1), last);
  if (byPair !== undefined) return byPair;
  const parts = partsOf(last);
  if (parts !== undefined) return judgeName(parts);
  if (isAlternating(words)) return judgeEnd([words.join('')]);
  return DOUBTFUL.has(last) && words.length <= DOUBTFUL_WORDS_MAX ? 'if-random' : undefined;
};

/** `X-Amz-Signature` is one, `the_shape_of_a_signature` is not. */
const DOUBTFUL_WORDS_MAX = 3;

/** `AZURE_STORAGE_KEY`: what a doubtful pair means, a word farther in front can tell. */
const judgePair = (words: readonly string[], last: string): Trust | undefined => {
  const before = words.at(-1) ?? '';
  for (const { ends, sure, doubtful } of PAIRS) {
    if (!ends.has(last)) continue;
    if (sure.has(before) || sure.has(words.slice(-2).join(''))) return 'sure';
    if (doubtful.has(before)) return words.some((word) => sure.has(word)) ? 'sure' : 'if-random';
  }
  return undefined;
};

/** Of `otpcode`: `otp`, `code`. */
const partsOf = (word: string): readonly string[] | undefined => {
  for (let cut = 2; cut <= word.length - 2 && cut <= LONGEST_HEAD; cut += 1) {
    const parts = [word.slice(0, cut), word.slice(cut)] as const;
    if (GLUED_HEADS.has(parts[0]) && GLUED_TAILS.has(parts[1])) return parts;
  }
  return undefined;
};

const LONGEST_HEAD = 16;

const endsInStem = (joined: string): boolean => STEMS.some((stem) => joined.endsWith(stem));

/** `PaSsWoRd` falls apart into pieces that are no words. */
const isAlternating = (words: readonly string[]): boolean => words.length > 3 && words.every(({ length }) => length <= 2);

/** A password stays one whatever follows (`password_super_secure`), where no word says that it is only about it. */
const judgeInside = (words: readonly string[]): Trust | undefined =>
  words.some((word) => INSIDE.has(word)) && !words.some((word) => ABOUT.has(word)) ? 'sure' : undefined;

const INSIDE: ReadonlySet<string> = new Set(['password', 'passwd', 'passwords', 'passphrase', 'passwort', 'apikey']);
