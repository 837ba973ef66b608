/**
 * A character that stands for all that the pattern cannot tell from it. `takes`: whether each of the pattern's letters takes it,
 * by the letter's number.
 */
export type Letter = {
  readonly character: string;
  readonly isWord: boolean;
  readonly isNewline: boolean;
  readonly takes: readonly boolean[];
};

/**
 * Characters enough to tell the pattern's letters apart: all of ASCII, those that the pattern names with their neighbours, and some of
 * each alphabet. What a letter takes, the engine itself is asked, so that classes, escapes and flags mean here what they mean there.
 */
export const lettersOf = (sources: readonly string[], flags: string): readonly Letter[] => {
  const tests = sources.map((source) => new RegExp(`^${source}$`, flags.replace(/[^isu]/g, '')));
  const different = new Map<string, Letter>();
  for (const character of candidates(sources)) {
    const takes = tests.map((test) => test.test(character));
    const isWord = /^\w$/.test(character);
    const isNewline = /^[\n\r\u2028\u2029]$/.test(character);
    const name = `${isWord}${isNewline}${takes.join()}`;
    if (!different.has(name)) different.set(name, { character, isWord, isNewline, takes });
  }
  return [...different.values()];
};

const candidates = (sources: readonly string[]): ReadonlySet<string> => {
  const named = sources.flatMap((source) => [...unescaped(source)].flatMap((character) => around(character.codePointAt(0) ?? 0)));
  return new Set([...READABLE_FIRST, ...ASCII, ...named, ...SAMPLES]);
};

/** The first character of its sort stands in the message about an unsafe pattern. */
const READABLE_FIRST = 'a0A-';
const ASCII: readonly string[] = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
/** Of the scripts, digits, blanks, cases and planes; \u017f and \u212a fold to ASCII letters. */
const SAMPLES =
  '\u0085\u00a0\u00aa\u00ad\u00df\u00e9\u00c9\u0130\u0131\u017f\u0301\u03b1\u0416\u05d0\u0627\u0660\u0905\u0e01\u1e9e\u2003\u200d\u2028\u2029\u20ac\u212a\u3042\u4e00\uac00\ud800\ue000\ufe0f\uff10\uff21\u{1f600}\u{10fffd}';

const unescaped = (source: string): string =>
  source.replace(/\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2}))/gi, (written, ...codes: readonly (string | undefined)[]) => {
    const code = Number.parseInt(codes.slice(0, 3).find((each) => each !== undefined) ?? '', 16);
    return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : written;
  });

const LAST_CODE_POINT = 0x10ffff;

const around = (code: number): readonly string[] =>
  [code - 1, code, code + 1].filter((each) => each >= 0 && each <= LAST_CODE_POINT).map((each) => String.fromCodePoint(each));
