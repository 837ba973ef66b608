/**
 * The words of a table, in the spelling that `splitWords` makes of each; a test holds them side by side. All are made at once, and without the
 * tables of Unicode: word by word this would be a third of what the wash adds to an app's start.
 */
export const plainWords = (words: string): readonly string[] => words.normalize('NFKD').replace(MARKS, '').trim().split(/\s+/);

export const plainWordSet = (words: string): ReadonlySet<string> => new Set(plainWords(words));

/** Of the scripts that the tables hold: Latin and Cyrillic, Devanagari, Thai, kana. */
const MARKS = /[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a]/g;
