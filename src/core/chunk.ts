import type { Group } from './group.js';

/**
 * Lines of one group, written once as UTF-8 and packed end to end, each closed by a newline:
 *
 *     bytes   {"level":30,...}\n{"level":40,...}\n{"level":30,...}\n........
 *     ends                     ^ends[0]         ^ends[1]          ^ends[2]
 *
 * A line becomes bytes in the call that accepts it. Its string dies young, the body of an NDJSON request is this very
 * memory, and a half of a chunk is a view: nothing is joined, measured or copied again.
 * `times` and `severities` belong to the line of the same index.
 */
export type Lines = {
  readonly bytes: Buffer;
  readonly ends: readonly number[];
  readonly times: readonly number[];
  readonly severities: readonly number[];
  /** Where a spool keeps these lines; absent where there is none. */
  readonly kept?: Kept | undefined;
};

/**
 * The name of each line in a spool: the log that it was written to, its group's number there, and its own number in its group.
 * A line is never renamed, whoever sends it in the end.
 */
export type Kept = { readonly log: string; readonly group: number; readonly seqs: readonly number[] };

/** Why a chunk was cut. */
export type CutReason = 'count' | 'bytes' | 'age' | 'capacity' | 'flush' | 'close';

/** What one HTTP request carries: the lines `from` (inclusive) `to` (exclusive), all of one group. */
export type Chunk = {
  /** Stays the same over retries; a part of a split chunk gets `id.from-to`. */
  readonly id: string;
  /** Chunks are numbered in the order in which their first record came. A part keeps the number of its whole. */
  readonly order: number;
  readonly group: Group;
  readonly lines: Lines;
  readonly from: number;
  readonly to: number;
  readonly reason: CutReason;
};

export const countOf = ({ from, to }: Chunk): number => to - from;

const startOf = (lines: Lines, index: number): number => (index === 0 ? 0 : (lines.ends[index - 1] ?? 0));

/** Bytes of a chunk's lines, newlines included. */
export const bytesOf = ({ lines, from, to }: Chunk): number => startOf(lines, to) - startOf(lines, from);

/** The chunk's lines as they lie in memory, each closed by a newline. A view, not a copy. */
export const packedLines = ({ lines, from, to }: Chunk): Buffer => lines.bytes.subarray(startOf(lines, from), startOf(lines, to));

/** One line as text, without its newline; `index` counts from the chunk's first line. */
export const lineAt = ({ lines, from }: Chunk, index: number): string =>
  lines.bytes.toString('utf8', startOf(lines, from + index), startOf(lines, from + index + 1) - 1);

/** Offsets, within `packedLines`, just past each line's newline. */
export const lineEnds = ({ lines, from, to }: Chunk): readonly number[] => {
  const start = startOf(lines, from);
  return lines.ends.slice(from, to).map((end) => end - start);
};

/** A name for one line that no other line ever has, the same each time it is sent; `index` counts from the chunk's first line. */
export const recordIdAt = (chunk: Chunk, index: number): string => {
  const { kept } = chunk.lines;
  const at = chunk.from + index;
  return kept === undefined ? `${wholeId(chunk)}-${at}` : nameOf(kept.log, kept.group, kept.seqs[at] ?? 0);
};

/** Of a line in a spool; and of a chunk there, which has its first line's name. */
export const nameOf = (log: string, group: number, seq: number): string => `${log}-${group.toString(36)}-${seq.toString(36)}`;

/** Lines `from` to `to` (exclusive), counted from the chunk's first line, as a chunk of their own over the same memory. */
export const part = (chunk: Chunk, from: number, to: number): Chunk =>
  from === 0 && to === countOf(chunk)
    ? chunk
    : { ...chunk, id: `${wholeId(chunk)}.${chunk.from + from}-${chunk.from + to}`, from: chunk.from + from, to: chunk.from + to };

const wholeId = ({ id }: Chunk): string => id.split('.', 1)[0] ?? id;

/** Two halves, in order. */
export const halve = (chunk: Chunk): readonly [Chunk, Chunk] => {
  const middle = Math.ceil(countOf(chunk) / 2);
  return [part(chunk, 0, middle), part(chunk, middle, countOf(chunk))];
};

/** Splits before the first line that would pass `maxBytes`; the first part has at least one line, the second may be absent. */
export const splitAtBytes = (chunk: Chunk, maxBytes: number): readonly [Chunk, Chunk?] => {
  const start = startOf(chunk.lines, chunk.from);
  let to = chunk.from + 1;
  while (to < chunk.to && startOf(chunk.lines, to + 1) - start <= maxBytes) to += 1;
  return to >= chunk.to ? [chunk] : [part(chunk, 0, to - chunk.from), part(chunk, to - chunk.from, countOf(chunk))];
};
