import { ALPHANUMERIC, classOf, DIGIT, LOWER, UPPER } from '../scan/alphabet.js';
import { isDigit } from '../scan/ascii.js';
import { unicodePattern } from '../unicode-pattern.js';

/**
 * The words of a name, in lower case: `userPassword`, `USER_PASSWORD`, `user-password` and `User Password` are `user`, `password`. Numbers at the
 * end of words go: `password2` is a password.
 */
export const splitWords = (name: string): readonly string[] => rawWords(name).map(withoutNumber).filter(isWord);

/** The name as one word, whatever its writing: two names that differ in case and signs alone are one. Numbers count. */
export const joinWords = (name: string): string => rawWords(name).join('').toLowerCase();

/** Most names are ASCII: for these no tables of Unicode are loaded. */
const rawWords = (name: string): readonly string[] => {
  if (isAscii(name)) return asciiWords(name);
  const plain = plainName(name);
  return isAscii(plain) ? asciiWords(plain) : unicodeWords(plain);
};

const isAscii = (name: string): boolean => /^[\0-\x7f]*$/.test(name);

/** Accents, full width, invisible characters: another writing of the same letter, not another name. Letter case stays. */
const plainName = (name: string): string => name.normalize('NFKD').replace(MARKS(), '');
const MARKS = unicodePattern(String.raw`[\p{M}\p{Cf}]`, 'gu');

/** Between words: what is no letter and no digit; `aB`; `ABc` before its `Bc`. */
const unicodeWords = (name: string): readonly string[] => name.split(BORDER());
const BORDER = unicodePattern(String.raw`[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})`);

/** As `unicodeWords`. */
const asciiWords = (name: string): readonly string[] => {
  const words: string[] = [];
  let start = 0;
  let before = 0;
  for (let at = 0; at < name.length; at += 1) {
    const now = classOf(name.charCodeAt(at));
    const isWordStart = (now & UPPER) !== 0 && ((before & (LOWER | DIGIT)) !== 0 || (classOf(name.charCodeAt(at + 1)) & LOWER) !== 0);
    if (isWordStart || (now & ALPHANUMERIC) === 0) {
      words.push(name.slice(start, at));
      start = isWordStart ? at : at + 1;
    }
    before = now;
  }
  words.push(name.slice(start));
  return words;
};

const withoutNumber = (word: string): string => {
  let end = word.length;
  while (end > 0 && isDigit(word.charCodeAt(end - 1))) end -= 1;
  return word.slice(0, end).toLowerCase();
};

const isWord = (word: string): boolean => word !== '';
