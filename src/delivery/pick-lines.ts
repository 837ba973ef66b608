import { type Chunk, packedLines } from '../core/chunk.js';

/** The lines of these indexes (counted from the chunk's first line), copied into a chunk of their own. */
export const pickLines = (chunk: Chunk, indexes: readonly number[]): Chunk => {
  const parts = indexes.map((index) => lineBytes(chunk, index));
  let end = 0;
  const ends = parts.map(({ length }) => {
    end += length;
    return end;
  });
  const { times, severities } = chunk.lines;
  const pick = (values: readonly number[]): readonly number[] => indexes.map((index) => values[chunk.from + index] ?? 0);
  const lines = { bytes: Buffer.concat(parts), ends, times: pick(times), severities: pick(severities) };
  return { ...chunk, id: pickedId(chunk.id), lines, from: 0, to: indexes.length };
};

const lineBytes = (chunk: Chunk, index: number): Buffer => packedLines({ ...chunk, from: chunk.from + index, to: chunk.from + index + 1 });

/** A dot would be read as the mark of a part, and the numbers behind it as lines of another memory. */
const pickedId = (id: string): string => `${id.replaceAll('.', '_')}+`;
