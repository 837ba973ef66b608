import { encodeFlat } from './encode-flat.js';
import { type CutNotes, fitLine, fits, shrink, withNotes } from './fit-line.js';
import type { Limits } from './options.js';
import { startWalk, type Walk } from './walk.js';
import { writeValue } from './write-value.js';

export type Encoder = {
  /** One record as one line: the text of a JSON object, without a newline. Never throws, never touches what it is given. */
  encode(fields: unknown): string;
};

/**
 * Writes records down within `limits`, whatever they hold: cycles, BigInts, throwing getters, a million keys.
 * `onMended` hears, once for each record and reason, of what could not be written as it was: `truncated`, `unreadable`,
 * `unsafe-key`, `encode-failed`.
 */
export const createEncoder = (limits: Limits, onMended: (reason: string) => void): Encoder => ({
  encode: (fields) => {
    try {
      return encodeFlat(fields, limits) ?? encodeDeep(fields, limits, onMended);
    } catch {
      onMended('encode-failed');
      return WITHHELD;
    }
  },
});

/** A fixed text: that of the exception could hold a secret. */
const WITHHELD = '{"message":"[record withheld: encoding failed]"}';

const encodeDeep = (fields: unknown, limits: Limits, onMended: (reason: string) => void): string => {
  const walk = startWalk(limits);
  const text = writeValue(walk, fields, 0) ?? 'null';
  const whole = text.startsWith('{') ? text : `{"message":${text}}`;
  const line = walk.mended.has('truncated') ? noteTruncated(whole, walk) : fitLine(whole, limits.recordBytes);
  if (line !== whole) walk.mended.add('truncated');
  for (const reason of walk.mended) onMended(reason);
  return line;
};

const noteTruncated = (whole: string, { limits, cutLength }: Walk): string => {
  const notes: CutNotes = cutLength === 0 ? { truncated: true } : { truncated: true, originalBytes: Buffer.byteLength(whole) + cutLength };
  const line = withNotes(whole, notes);
  return fits(line, limits.recordBytes) ? line : shrink(whole, limits.recordBytes, notes);
};
