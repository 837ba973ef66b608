import { packedLines } from '../../core/chunk.js';
import type { Format } from './format.js';

/** One JSON object a line, each closed by a newline (https://github.com/ndjson/ndjson-spec): the very memory in which the lines wait. */
export const ndjson: Format = { contentType: 'application/x-ndjson; charset=utf-8', takesText: false, body: packedLines };
