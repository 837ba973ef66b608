import { isShortAscii } from '../short-ascii.js';
import { unicodePattern } from '../unicode-pattern.js';

/**
 * What is meant by a piece that was written to evade: full-width and other compatible forms become ASCII (NFKC, UAX #15), characters that
 * cannot be seen go, `%40` becomes `@`. Masks and pseudonyms work on this, so that they do not hang on how something was written.
 */
export const plainText = (text: string): string =>
  (isShortAscii(text) ? !text.includes('%') : PLAIN.test(text)) ? text : decoded(text).normalize('NFKC').replace(UNSEEN(), '');

/** ASCII that can be seen, without `%`. */
const PLAIN = /^[ -$&-~]*$/;
const UNSEEN = unicodePattern(String.raw`[\p{C}\p{Default_Ignorable_Code_Point}]`, 'gu');
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
