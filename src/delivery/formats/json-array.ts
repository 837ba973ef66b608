import { type Chunk, lineEnds, packedLines } from '../../core/chunk.js';
import type { Format } from './format.js';

/** One JSON array of all records. Copied once: each newline becomes a comma, the last one the closing bracket. */
const body = (chunk: Chunk): Buffer => {
  const packed = packedLines(chunk);
  const array = Buffer.allocUnsafe(packed.length + 1);
  array[0] = OPEN;
  packed.copy(array, 1);
  for (const end of lineEnds(chunk)) array[end] = COMMA;
  array[packed.length] = CLOSE;
  return array;
};

const [OPEN, COMMA, CLOSE] = [0x5b, 0x2c, 0x5d];

export const jsonArray: Format = { contentType: 'application/json; charset=utf-8', takesText: false, body };
