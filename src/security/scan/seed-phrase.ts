const LEAST_WORDS = 12;
const MOST_WORDS = 24;
const LONGEST_WORD = 8;

/**
 * Where a list of words that begins at `start` and may be a wallet's seed ends (BIP 39: 12 to 24 words of three to eight lower-case letters);
 * `undefined` where there are fewer.
 */
export const endOfSeedPhrase = (text: string, start: number): number | undefined => {
  let words = 0;
  let end = start;
  for (let at = start; words < MOST_WORDS; at = end + 1) {
    const wordEnd = endOfWord(text, at);
    if (wordEnd === undefined) break;
    words += 1;
    end = wordEnd;
    if (text.charAt(end) !== ' ') break;
  }
  return words >= LEAST_WORDS ? end : undefined;
};

const endOfWord = (text: string, start: number): number | undefined => {
  let at = start;
  while (at - start <= LONGEST_WORD && isLowerCase(text.charCodeAt(at))) at += 1;
  return at - start >= 3 && at - start <= LONGEST_WORD ? at : undefined;
};

const isLowerCase = (code: number): boolean => code >= 97 && code <= 122;
