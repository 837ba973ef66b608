/**
 * A pattern as a tree. It only reads what `RegExp` has accepted, and of it only the structure: what takes one character (`a`, `\d`,
 * `[^"]`, `.`) is kept as it is written, and the engine itself is asked what it takes (letters.ts). `foreign` is what the tree has no form
 * for.
 */
export type Pattern =
  | { readonly type: 'letter'; readonly source: string }
  | { readonly type: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly type: 'choice'; readonly parts: readonly Pattern[] }
  | {
      readonly type: 'repeat';
      readonly body: Pattern;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
      readonly source: string;
    }
  | { readonly type: 'edge'; readonly edge: 'start' | 'end' | 'boundary' | 'inside' }
  | { readonly type: 'look'; readonly body: Pattern; readonly isBehind: boolean; readonly isNegative: boolean; readonly source: string }
  | { readonly type: 'foreign'; readonly source: string; readonly why: string };

export const parsePattern = (source: string, isUnicode: boolean): Pattern => readChoice({ source, isUnicode, at: 0 });

/** Where reading has come to. */
type Reader = { readonly source: string; readonly isUnicode: boolean; at: number };

const readChoice = (reader: Reader): Pattern => {
  const parts = [readSequence(reader)];
  while (take(reader, '|')) parts.push(readSequence(reader));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { type: 'choice', parts };
};

const readSequence = (reader: Reader): Pattern => {
  const parts: Pattern[] = [];
  while (reader.at < reader.source.length && !'|)'.includes(reader.source.charAt(reader.at))) parts.push(readTerm(reader));
  return { type: 'sequence', parts };
};

const readTerm = (reader: Reader): Pattern => {
  const start = reader.at;
  const body = readAtom(reader);
  const counts = match(reader, COUNTS);
  if (counts === undefined) return body;
  const [least, most] = countsOf(counts);
  const isLazy = take(reader, '?');
  return { type: 'repeat', body, least, most, isLazy, source: reader.source.slice(start, reader.at) };
};

const COUNTS = /[*+?]|\{\d+(?:,\d*)?\}/y;

const countsOf = (counts: string): readonly [least: number, most: number] => {
  if (counts === '*') return [0, Number.POSITIVE_INFINITY];
  if (counts === '+') return [1, Number.POSITIVE_INFINITY];
  if (counts === '?') return [0, 1];
  const [least = '', most = least] = counts.slice(1, -1).split(',');
  return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)];
};

const readAtom = (reader: Reader): Pattern => {
  const edge = EDGES.get(match(reader, EDGE) ?? '');
  if (edge !== undefined) return { type: 'edge', edge };
  const start = reader.at;
  const open = match(reader, OPEN);
  if (open === undefined) return readLetter(reader);
  const body = readChoice(reader);
  take(reader, ')');
  if (FLAGS.test(open)) return { type: 'foreign', source: open, why: 'sets flags for a part only' };
  if (!LOOK.test(open)) return body;
  return {
    type: 'look',
    body,
    isBehind: open.includes('<'),
    isNegative: open.includes('!'),
    source: reader.source.slice(start, reader.at),
  };
};

const EDGE = /[$^]|\\[bB]/y;
const EDGES: ReadonlyMap<string, 'start' | 'end' | 'boundary' | 'inside'> = new Map([
  ['^', 'start'],
  ['$', 'end'],
  ['\\b', 'boundary'],
  ['\\B', 'inside'],
]);
const OPEN = /\((?:\?(?:[:=!]|<[=!]|<[^>]+>|[a-z-]*:))?/y;
const FLAGS = /^\(\?[a-z-]/;
const LOOK = /^\(\?<?[=!]/;

const readLetter = (reader: Reader): Pattern => {
  const back = match(reader, BACK_REFERENCE);
  if (back !== undefined) return { type: 'foreign', source: back, why: 'refers back: write out each way instead, as in `"x"|\'x\'`' };
  return { type: 'letter', source: match(reader, reader.isUnicode ? UNICODE_LETTER : LETTER) ?? '' };
};

const BACK_REFERENCE = /\\(?:[1-9]\d*|k<[^>]*>)/y;
/** A class, an escape, a character. */
const LETTER = /\[(?:[^\]\\]|\\.)*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|.)|./sy;
const UNICODE_LETTER = /\[(?:[^\]\\]|\\.)*\]|\\(?:u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|[pP]\{[^}]+\}|.)|./suy;

const match = (reader: Reader, pattern: RegExp): string | undefined => {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.source)?.[0];
  reader.at += found?.length ?? 0;
  return found;
};

const take = (reader: Reader, character: string): boolean => {
  const isThere = reader.source.startsWith(character, reader.at);
  if (isThere) reader.at += character.length;
  return isThere;
};
