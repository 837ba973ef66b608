import { unicodePattern } from '../unicode-pattern.js';

/** What a character outside ASCII reads as: one of ASCII, nothing where it cannot be seen, itself where it is what it is. */
export const foldOf = (character: string): string => {
  const known = FOLDED.get(character);
  if (known !== undefined) return known;
  const folded = fold(character);
  FOLDED.set(character, folded);
  return folded;
};

/** Bounded by the characters there are to fold, some nine thousand. */
const FOLDED = new Map<string, string>([
  ...['\u2018', '\u2019', '\u201a', '\u201b', '\u2039', '\u203a'].map((quote) => [quote, "'"] as const),
  ...['\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb'].map((quote) => [quote, '"'] as const),
  ...['\v', '\f', '\x85', '\u2028', '\u2029'].map((lineBreak) => [lineBreak, '\n'] as const),
  ...['\u2024', '\u3002', '\uff61'].map((dot) => [dot, '.'] as const),
  ...['\u2236', '\ua789'].map((colon) => [colon, ':'] as const),
  ...['\u2044', '\u2215'].map((slash) => [slash, '/'] as const),
  ['\ua78a', '='],
  ['\u2212', '-'],
]);

const fold = (character: string): string => {
  if (BLANK().test(character)) return ' ';
  if (DASH().test(character)) return '-';
  if (DIGIT().test(character)) return `${digitOf(character)}`;
  if (UNSEEN().test(character)) return '';
  const plain = character.normalize('NFKC');
  return /^[\x21-\x7e]$/.test(plain) ? plain : (NEGATIVE_LETTERS.get(character) ?? character);
};

const BLANK = unicodePattern(String.raw`\p{Zs}`);
const DASH = unicodePattern(String.raw`\p{Pd}`);
const DIGIT = unicodePattern(String.raw`\p{Nd}`);
const UNSEEN = unicodePattern(String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Script=Inherited}]`);

/** Decimal digits stand in tens without a gap, zero first, and no ten begins right after another but for the mathematical ones, which begin alike. */
const digitOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (DIGIT().test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
};

/** White on black, which Unicode gives no plain form: `\u{1f150}` round, `\u{1f170}` square. */
const NEGATIVE_LETTERS: ReadonlyMap<string, string> = new Map(
  [0x1f150, 0x1f170].flatMap((first) =>
    Array.from({ length: 26 }, (_, letter) => [String.fromCodePoint(first + letter), String.fromCharCode(0x41 + letter)] as const),
  ),
);
