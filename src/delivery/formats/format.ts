import type { Chunk } from '../../core/chunk.js';
import { jsonArray } from './json-array.js';
import { lines } from './lines.js';
import { ndjson } from './ndjson.js';

/** How a collector wants the lines of a chunk as the body of one request. */
export type Format = {
  readonly contentType: string;
  /** Lines need not be JSON. */
  readonly takesText: boolean;
  body(chunk: Chunk): Buffer;
};

export type FormatName = 'ndjson' | 'lines' | 'json-array';

export const formats: Readonly<Record<FormatName, Format>> = { ndjson, lines, 'json-array': jsonArray };
