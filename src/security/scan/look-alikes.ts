/**
 * Cyrillic and Greek letters within a word that has Latin ones (`p\u0430ssword`) as the Latin letters that they look like: such a word is a
 * disguise. A word of one alphabet is a word of its language, and stays. Each letter stays one unit long.
 * After https://www.unicode.org/reports/tr39/#Confusable_Detection.
 */
export const unmaskLookAlikes = (text: string): string =>
  FOREIGN.test(text) && MIXED.test(text) ? text.replace(WORD, (word) => (/[A-Za-z]/.test(word) ? unmask(word) : word)) : text;

const FOREIGN = /[\u0370-\u052f]/;
const MIXED = /[A-Za-z0-9_][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z0-9_]/;
const WORD = /[A-Za-z0-9_\u0370-\u03ff\u0400-\u052f]+/g;

const unmask = (word: string): string => word.replace(/[\u0370-\u052f]/g, (letter) => LATIN.get(letter) ?? letter);

const PAIRS = [
  [
    '\u0430\u0441\u0435\u04bb\u0456\u0458\u0501\u043e\u0440\u051b\u0455\u0443\u0445\u051d\u043a\u043c\u0442\u0432\u04cf',
    'acehijdopqsyxwkmtbl',
  ],
  ['\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u04ae\u051c\u051a\u04c0', 'ABCEHIJKMOPSTXYWQI'],
  ['\u03b1\u03b5\u03b9\u03ba\u03bf\u03bd\u03c1\u03c4\u03c5\u03c7\u03f2\u03f3', 'aeikovptuxcj'],
  ['\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f9\u037f', 'ABEZHIKMNOPTYXCJ'],
] as const;

const LATIN: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap(([alike, latin]) => Array.from(alike, (letter, index) => [letter, latin.charAt(index)] as const)),
);
