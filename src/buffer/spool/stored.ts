import { bytesOf, type Chunk, type CutReason, countOf, nameOf, part } from '../../core/chunk.js';
import type { Group } from '../../core/group.js';
import type { Entry, Mark, Place } from './entry.js';

/**
 * A chunk that is on disk only: records `from` to `to` of its group, the first of them at or behind `place`. `base` is the number that
 * the id is made of; in `Chunk`'s words, of the line with index 0.
 */
export type Stored = Mark & {
  readonly entry: Entry;
  /** Of `entry`, or of an adopted one. */
  readonly group: Group;
  readonly order: number;
  readonly reason: CutReason;
  readonly bytes: number;
  readonly wasSent: boolean;
  readonly place: Place;
};

/** What the store may still do with a chunk in memory. */
type InMemory = { readonly entry: Entry; readonly chunk: Chunk; readonly wasSent: boolean; readonly place: Place };

/** The chunk as runs of records without gaps: one, but for lines that were picked out, or that lost a neighbour on disk. */
export const storedOf = ({ entry, chunk, wasSent, place }: InMemory): readonly Stored[] => {
  const { order, reason, group } = chunk;
  return runsOf(chunk).map((run) => {
    const [first, last] = rangeOf(run);
    const mark = markOf(run) ?? { base: first, from: first, to: last, isPart: false };
    return {
      ...mark,
      entry,
      group,
      order,
      reason,
      bytes: bytesOf(run),
      wasSent: wasSent && run === chunk && markOf(run) !== undefined,
      place,
    };
  });
};

/** Numbers of the first record and past the last. */
export const rangeOf = ({ lines, from, to }: Chunk): readonly [number, number] => {
  const seqs = lines.kept?.seqs ?? [];
  return [seqs[from] ?? 0, (seqs[to - 1] ?? -1) + 1];
};

const hasNoGap = (chunk: Chunk): boolean => {
  const [first, last] = rangeOf(chunk);
  return last - first === countOf(chunk);
};

export const runsOf = (chunk: Chunk): readonly Chunk[] => {
  if (hasNoGap(chunk)) return [chunk];
  const seqs = chunk.lines.kept?.seqs ?? [];
  const runs: Chunk[] = [];
  for (let from = chunk.from; from < chunk.to; ) {
    let to = from + 1;
    while (to < chunk.to && seqs[to] === (seqs[to - 1] ?? 0) + 1) to += 1;
    runs.push(part(chunk, from - chunk.from, to - chunk.from));
    from = to;
  }
  return runs;
};

/** What tells this chunk's id; undefined where the id is made of other things, for its lines were picked out of several places. */
export const markOf = (chunk: Chunk): Mark | undefined => {
  const base = chunk.lines.kept?.seqs[0] ?? 0;
  const [from, to] = rangeOf(chunk);
  const mark = { base, from, to, isPart: chunk.id.includes('.') };
  return hasNoGap(chunk) && idOf(chunk.lines.kept?.log ?? '', chunk.lines.kept?.group ?? 0, mark) === chunk.id ? mark : undefined;
};

export const idOf = (log: string, group: number, { base, from, to, isPart }: Mark): string =>
  isPart ? `${nameOf(log, group, base)}.${from - base}-${to - base}` : nameOf(log, group, base);

/** Two neighbours that never went out, under names that nothing ever had, may as well go out as one. */
export const merged = (a: Stored, b: Stored, most: { readonly records: number; readonly bytes: number }): Stored | undefined => {
  const areNew = isNew(a) && isNew(b) && a.isPart === b.isPart;
  if (!areNew || a.to !== b.from || b.to - a.from > most.records || a.bytes + b.bytes > most.bytes) return undefined;
  return { ...a, to: b.to, bytes: a.bytes + b.bytes };
};

const isNew = ({ wasSent, base, from }: Stored): boolean => !wasSent && base === from;
