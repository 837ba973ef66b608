import { closeAt } from './close-at.js';
import { headOf } from './cut-text.js';
import { quote } from './quote.js';

/**
 * `line` itself where it fits in `maxBytes` of UTF-8 (128 at least), else a shorter line of JSON: the whole leading members, the text in
 * which the limit falls cut with a mark, then `"truncated":true,"originalBytes":n`. A text that is not a JSON object on one line becomes a message.
 * The work is in proportion to `maxBytes`, not to the line. For the same reason `n` is exact only up to eight times `maxBytes`; beyond,
 * it is the number of UTF-16 code units, which the line's bytes may exceed.
 */
export const fitLine = (line: string, maxBytes: number): string =>
  fits(line, maxBytes) ? line : shrink(line, maxBytes, { truncated: true, originalBytes: sizeOf(line, maxBytes) });

/** Whether `text` is at most `maxBytes` of UTF-8, without counting where its length tells. */
export const fits = (text: string, maxBytes: number): boolean =>
  text.length * 3 <= maxBytes || (text.length <= maxBytes && Buffer.byteLength(text) <= maxBytes);

const sizeOf = (line: string, maxBytes: number): number => (line.length > 8 * maxBytes ? line.length : Buffer.byteLength(line));

export type CutNotes = { readonly truncated: true; readonly originalBytes?: number };

/** `line`, which is too long, cut so that it fits with `notes` at its end. */
export const shrink = (line: string, maxBytes: number, notes: CutNotes): string => {
  const room = Math.max(LEAST_ROOM, maxBytes - JSON.stringify(notes).length);
  try {
    return withNotes(closeAt(line, room), notes);
  } catch {
    return withNotes(closeAt(`{"message":${quote(headOf(line, maxBytes))}}`, room), notes);
  }
};

/** Enough for an empty object and a mark. */
const LEAST_ROOM = 32;

/** `line` with `notes` as its last members; a name that the record uses itself is left to the record. Throws where `line` is no JSON object. */
export const withNotes = (line: string, notes: Readonly<Record<string, unknown>>): string => {
  const taken = JSON.parse(line) as object;
  const added = Object.entries(notes).filter(([name]) => !Object.hasOwn(taken, name));
  return spliceEnd(line, JSON.stringify(Object.fromEntries(added)));
};

const spliceEnd = (line: string, members: string): string => {
  if (members === '{}') return line;
  const open = line.trimEnd().slice(0, -1);
  return `${open}${open.trimEnd().endsWith('{') ? '' : ','}${members.slice(1)}`;
};
