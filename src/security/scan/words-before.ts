import { isDigit, isLetter, isUpper } from './ascii.js';

/** What a word in front of a number says of it: that it is what is sought, nothing yet (look further), or something else. */
export type Verdict = 'yes' | 'go on' | 'no';

/**
 * Whether the words in front of `at` say what the number there is. They are read backwards, in lower case, over punctuation, until `judge` has
 * decided. `phoneNumber`, `phone_number` and `phone number` are two words each; a number is a word too, with its dots.
 */
export const areWordsBefore = (text: string, at: number, judge: (word: string) => Verdict): boolean => {
  const least = Math.max(0, at - REACH_UNITS);
  let end = at;
  for (let count = 0; count < MOST_WORDS; count++) {
    while (end > least && !isSpoken(text.charCodeAt(end - 1))) end--;
    const start = wordStart(text, end, least);
    if (start === end) return false;
    const verdict = judge(text.slice(start, end).toLowerCase());
    if (verdict !== 'go on') return verdict === 'yes';
    end = start;
  }
  return false;
};

const REACH_UNITS = 48;
const MOST_WORDS = 6;

/** Letters of all languages: `téléphone`. */
const isSpoken = (code: number): boolean => isLetter(code) || isDigit(code) || (code >= 0xc0 && code < 0x2000);

const wordStart = (text: string, end: number, least: number): number => {
  let start = end;
  while (start > least && (isSpoken(text.charCodeAt(start - 1)) || isInnerDot(text, start - 1)) && !isHump(text, start, end)) start--;
  return start;
};

/** Whether a word of a camel case name begins at `start`. */
const isHump = (text: string, start: number, end: number): boolean =>
  start < end && isUpper(text.charCodeAt(start)) && !isUpper(text.charCodeAt(start - 1));

const DOT = 46;

const isInnerDot = (text: string, index: number): boolean =>
  text.charCodeAt(index) === DOT && isDigit(text.charCodeAt(index + 1)) && isDigit(text.charCodeAt(index - 1));
