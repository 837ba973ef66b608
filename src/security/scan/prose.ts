import { isLetter } from './ascii.js';
import type { Span } from './quoted.js';

/**
 * Whether what follows a name and a colon goes on as a sentence (`Invalid token: unexpected end of input`): a word of letters alone, and
 * behind it a further one that is no name of a value.
 */
export const isSentence = (text: string, { start, end }: Span): boolean => {
  if (!isAllLetters(text, start, end)) return false;
  let at = end;
  if (text.charAt(at) === ',') at += 1;
  if (text.charCodeAt(at) !== BLANK || !isLetter(text.charCodeAt(at + 1))) return false;
  at += 1;
  const last = Math.min(text.length, at + LONGEST_WORD);
  while (at < last && (isLetter(text.charCodeAt(at)) || text.charCodeAt(at) === APOSTROPHE)) at += 1;
  return !NAME_SIGNS.includes(text.charAt(at)) || at >= text.length;
};

const BLANK = 32;
const APOSTROPHE = 39;
const LONGEST_WORD = 32;
const NAME_SIGNS = '=:_-.0123456789[';

const isAllLetters = (text: string, start: number, end: number): boolean => {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (!isLetter(code) && code !== APOSTROPHE) return false;
  }
  return true;
};

/** Words that make a sentence and no secret: `use --password to set one`, `token for user 7`. */
export const isFunctionWord = (word: string): boolean => word.length <= LONGEST_WORD && FUNCTION_WORDS.has(word.toLowerCase());

const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a an and any are argument arguments as at be because been before but by can cannot changed command could did does empty error expired failed
  field flag flags for format from given had has have header if in input instead into invalid is it its key length login may mismatch missing
  must name needed new no not now of ok on only option options or over parameter policy prompt required requires reset reset set should so than
  that the their then this to too type unless until updated use used using value values via was were when where which while will with without
  works would wrong you your`.split(/\s+/),
);
