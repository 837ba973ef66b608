import { type Chunk, countOf, packedLines } from '../core/chunk.js';

/** The lines of these indexes (counted from the chunk's first line), copied into a chunk of their own. */
export const pickLines = (chunk: Chunk, indexes: readonly number[]): Chunk => {
  const parts = indexes.map((index) => lineBytes(chunk, index));
  let end = 0;
  const ends = parts.map(({ length }) => {
    end += length;
    return end;
  });
  const { times, severities, kept } = chunk.lines;
  const pick = (values: readonly number[]): readonly number[] => indexes.map((index) => values[chunk.from + index] ?? 0);
  const lines = {
    bytes: Buffer.concat(parts),
    ends,
    times: pick(times),
    severities: pick(severities),
    kept: kept && { ...kept, seqs: pick(kept.seqs) },
  };
  return { ...chunk, id: pickedId(chunk.id), lines, from: 0, to: indexes.length };
};

/** The same for all lines but these. */
export const dropLines = (chunk: Chunk, indexes: readonly number[]): Chunk => {
  const dropped = new Set(indexes);
  return pickLines(
    chunk,
    Array.from({ length: countOf(chunk) }, (_, index) => index).filter((index) => !dropped.has(index)),
  );
};

const lineBytes = (chunk: Chunk, index: number): Buffer => packedLines({ ...chunk, from: chunk.from + index, to: chunk.from + index + 1 });

/** A dot would be read as the mark of a part, and the numbers behind it as lines of another memory. */
const pickedId = (id: string): string => `${id.replaceAll('.', '_')}+`;
