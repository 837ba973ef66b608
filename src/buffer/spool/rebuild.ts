import type { Chunk } from '../../core/chunk.js';
import { idOf, type Stored } from './stored.js';

/** One record as it was read from disk. */
export type ReadRecord = { readonly seq: number; readonly time: number; readonly severity: number; readonly bytes: Buffer };

/**
 * Makes a stored chunk of the records that were read for it: the same lines under the same id as before. A part of a chunk keeps its
 * place in the whole: the lines before it are there without bytes, so that parts of the part have the ids they would have had.
 */
export const rebuild = (stored: Stored, records: readonly ReadRecord[]): Chunk => {
  const { entry, group, base, from, order, reason } = stored;
  const before = from - base;
  const ends: number[] = new Array<number>(before).fill(0);
  const times: number[] = new Array<number>(before).fill(0);
  const severities: number[] = new Array<number>(before).fill(0);
  const seqs = Array.from({ length: before }, (_, index) => base + index);
  let end = 0;
  for (const { seq, time, severity, bytes } of records) {
    end += bytes.length;
    ends.push(end);
    times.push(time);
    severities.push(severity);
    seqs.push(seq);
  }
  const kept = { log: entry.log.name, group: entry.number, seqs };
  const bytes = Buffer.concat(
    records.map(({ bytes }) => bytes),
    end,
  );
  const lines = { bytes, ends, times, severities, kept };
  return { id: idOf(kept.log, kept.group, stored), order, group, lines, from: before, to: ends.length, reason };
};
