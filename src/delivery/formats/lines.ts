import { packedLines } from '../../core/chunk.js';
import type { Format } from './format.js';

/** Lines of any text, with newlines between them and none at the end. */
export const lines: Format = {
  contentType: 'text/plain; charset=utf-8',
  takesText: true,
  body: (chunk) => packedLines(chunk).subarray(0, -1),
};
