import { type Chunk, countOf, lineAt } from '../core/chunk.js';

/** What a sealed line says of its place. */
export type Mark = {
  readonly stream: string;
  readonly seq: number;
  /** A tombstone: the record was erased, and its place kept. */
  readonly isErased: boolean;
};

/** A line, closed by its newline, with its place as its last member. Any line but an object becomes one. */
export const markLine = (line: string, beginning: string, seq: number): string => {
  const end = line.length - '}\n'.length;
  const isPlain = line.charCodeAt(0) === OPEN && line.charCodeAt(end) === CLOSE && isValueEnd(line.charCodeAt(end - 1));
  return `${isPlain ? line.slice(0, end) : unusual(line)}${beginning}${seq}}}\n`;
};

const OPEN = 0x7b;
const CLOSE = 0x7d;
const SPACE = 0x20;

const isValueEnd = (code: number): boolean => code > SPACE && code !== OPEN;

/** An empty object, one with spaces around, or a text: as an object that lacks its closing brace. A place begins with a comma, so it needs a member before it. */
const unusual = (line: string): string => {
  const text = line.trim();
  const members = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1).trim() : `"message":${JSON.stringify(text)}`;
  return members === '' ? '{"message":""' : `{${members}`;
};

/** The part of a mark that all of a stream's have in common. */
export const beginningOf = (stream: string): string => `,"${NAME}":{"stream":"${stream}","seq":`;

/**
 * No app has a field of this name: two members of one name are an error for some collectors (Elasticsearch), and the last one wins for
 * others.
 */
const NAME = 'logferryAudit';

/** The mark of a line without its newline. Only the last member counts: whatever else a record says of itself is the app's own. */
export const readMark = (line: string): Mark | undefined => {
  const [, stream, seq, erased] = MARK.exec(line.slice(-LONGEST)) ?? [];
  if (stream === undefined || !Number.isSafeInteger(Number(seq))) return undefined;
  return { stream, seq: Number(seq), isErased: erased !== undefined && line.startsWith(`{"${NAME}"`) };
};

const MARK = /[{,]"logferryAudit":\{"stream":"([\w-]{1,40})","seq":(0|[1-9]\d{0,15})(,"erased":true)?\}\}$/;
const LONGEST = 128;

/** A line as it was before it was sealed, for one that is accepted a second time: it gets a number of its own then. */
export const withoutMark = (line: string): string => {
  const text = line.trimEnd();
  const [mark] = MARK.exec(text.slice(-LONGEST)) ?? [];
  return mark === undefined ? line : `${text.slice(0, -mark.length)}}\n`;
};

/** Of those lines of a chunk that have one. */
export const marksOf = (chunk: Chunk): readonly Mark[] =>
  Array.from({ length: countOf(chunk) }, (_, index) => readMark(lineAt(chunk, index))).filter((mark) => mark !== undefined);
