import { encodeFlat } from './encode-flat.js';
import { type CutNotes, fitLine, fits, shrink, withNotes } from './fit-line.js';
import type { Limits } from './options.js';
import { oneLine, wellFormedJson } from './quote.js';
import { type Copied, type Copy, createCopy } from './wash/copy-record.js';
import { createUnwashed } from './wash/unwashed.js';
import { withheld } from './wash/withheld.js';

export type Encoder = {
  /** One record as one line: the text of a JSON object, without a newline. Never throws, never touches what it is given. */
  encode(fields: unknown): string;
  /** The same, walked value by value in any case. */
  encodeDeep(fields: unknown): string;
};

/** How a record is washed on its way into a line. */
export type EncoderWash = {
  /** The washed copy of what must be walked. */
  readonly copy: Copy;
  /** The washed line of what is written down as it stands. */
  readonly line: (json: string) => string;
};

/**
 * Writes records down within `limits`, whatever they hold: cycles, BigInts, throwing getters, a million keys.
 * `onMended` hears, once for each record and reason, of what could not be written as it was: `truncated`, `unreadable`,
 * `unsafe-key`, `withheld`.
 */
export const createEncoder = (limits: Limits, onMended: (reason: string) => void, wash = unwashed(limits)): Encoder => {
  const encodeDeep = (fields: unknown): string => {
    const copied = wash.copy(fields);
    const whole = oneLine(wellFormedJson(JSON.stringify(asRecord(copied.copy))));
    const line = copied.mended.has('truncated') ? noteTruncated(whole, limits, copied) : fitLine(whole, limits.recordBytes);
    if (line !== whole && !copied.mended.has('truncated')) onMended('truncated');
    for (const reason of copied.mended) onMended(reason);
    return line;
  };

  const guarded = (fields: unknown, write: (fields: unknown) => string): string => {
    try {
      return write(fields);
    } catch {
      onMended('withheld');
      return JSON.stringify(withheld(fields));
    }
  };

  const encodeAny = (fields: unknown): string => {
    const flat = encodeFlat(fields, limits);
    return flat === undefined ? encodeDeep(fields) : wash.line(flat);
  };

  return { encode: (fields) => guarded(fields, encodeAny), encodeDeep: (fields) => guarded(fields, encodeDeep) };
};

const unwashed = (limits: Limits): EncoderWash => ({ copy: createCopy({ limits, wash: createUnwashed(limits) }), line: (json) => json });

const asRecord = (copy: unknown): object => (typeof copy === 'object' && copy !== null && !Array.isArray(copy) ? copy : { message: copy });

const noteTruncated = (whole: string, { recordBytes }: Limits, { cutLength }: Copied): string => {
  const notes: CutNotes = cutLength === 0 ? { truncated: true } : { truncated: true, originalBytes: Buffer.byteLength(whole) + cutLength };
  const line = withNotes(whole, notes);
  return fits(line, recordBytes) ? line : shrink(whole, recordBytes, notes);
};
