/** Remembers answers to what was asked lately. Two generations, of at most `size` each: what neither asks for any more goes with the older. */
export type Recent = (question: string) => string;

export const createRecent = (answer: (question: string) => string, size: number): Recent => {
  let young = new Map<string, string>();
  let old = new Map<string, string>();
  return (question) => {
    const known = young.get(question);
    if (known !== undefined) return known;
    const found = old.get(question) ?? answer(question);
    if (question.length > LONGEST_KEPT) return found;
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(question, found);
    return found;
  };
};

/** UTF-16 code units: an e-mail address has at most 254 (RFC 5321 4.5.3.1.3). */
const LONGEST_KEPT = 256;
