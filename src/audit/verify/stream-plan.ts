import type { Range } from '../losses-book.js';
import type { Trusted } from './trail-reader.js';

/** A block of the chain: the lines `from` to `to` of a stream, inclusive. */
export type Block = {
  readonly from: number;
  readonly to: number;
  /** Digest of the block that ends before `from`; undefined where the checkpoint that has it is missing. */
  readonly before: string | undefined;
  /** Digest of the block that ends with `to`. */
  readonly digest: string;
};

/** What the trail says of one stream. */
export type StreamPlan = {
  readonly id: string;
  readonly run: string;
  /** Ascending, without overlaps; where one is missing, so is its checkpoint. */
  readonly blocks: readonly Block[];
  /** Lines that policy dropped. */
  readonly dropped: readonly Range[];
};

/** What all checkpoints say together. */
export type Plan = {
  readonly streams: ReadonlyMap<string, StreamPlan>;
  /** Runs with whether they ended in order. */
  readonly runs: ReadonlyMap<string, { readonly hasEnded: boolean; readonly lastAt: string }>;
  /** Lines that were dropped unread: they are missing somewhere. */
  readonly lost: number;
  /** Records that policy did not accept. */
  readonly refused: number;
};

/** `checkpoints`: those that can be trusted. */
export const planOf = (checkpoints: readonly Trusted[]): Plan => {
  const runs = new Map<string, { hasEnded: boolean; lastAt: string }>();
  const streams = new Map<string, { id: string; run: string; blocks: Block[]; dropped: Range[] }>();
  const genesis = new Map(checkpoints.filter(({ number }) => number === 0).map(({ run, digest }) => [run, digest]));

  const streamOf = (id: string) => {
    const run = id.slice(0, id.lastIndexOf('-'));
    const stream = streams.get(id) ?? { id, run, blocks: [], dropped: [] };
    streams.set(id, stream);
    return stream;
  };

  for (const { run, at, end, streams: moved, dropped } of [...checkpoints].sort((a, b) => a.number - b.number)) {
    runs.set(run, { hasEnded: end ?? false, lastAt: at });
    for (const { stream, from, pins } of moved) addBlocks(streamOf(stream).blocks, { from, pins, genesis: genesis.get(run) });
    for (const { stream, seqs } of dropped) streamOf(stream).dropped.push(...seqs);
  }

  for (const { dropped } of streams.values()) dropped.sort(([a], [b]) => a - b);
  return { streams, runs, lost: sumOf(checkpoints.map(({ lost }) => lost)), refused: sumOf(checkpoints.map(({ refused }) => refused)) };
};

type Pins = { readonly from: number; readonly pins: readonly (readonly [number, string])[]; readonly genesis: string | undefined };

const addBlocks = (blocks: Block[], { from, pins, genesis }: Pins): void => {
  let first = from;
  for (const [to, digest] of pins) {
    const last = blocks.at(-1);
    if (to < first || (last !== undefined && first <= last.to)) continue;
    blocks.push({ from: first, to, before: last?.to === first - 1 ? last.digest : first === 0 ? genesis : undefined, digest });
    first = to + 1;
  }
};

const sumOf = (counts: readonly Readonly<Record<string, number>>[]): number =>
  counts.flatMap((each) => Object.values(each)).reduce((sum, count) => sum + count, 0);

/** The last line that a checkpoint speaks of; -1 where none does. */
export const lastOf = ({ blocks }: StreamPlan): number => blocks.at(-1)?.to ?? -1;

/** The index of the block that has this line; -1 where none has it. */
export const blockIndexOf = ({ blocks }: StreamPlan, seq: number): number => {
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block !== undefined && seq > block.to) low = middle + 1;
    else if (block !== undefined && seq < block.from) high = middle - 1;
    else return middle;
  }
  return -1;
};

export const isDropped = ({ dropped }: StreamPlan, seq: number): boolean => dropped.some(([first, last]) => first <= seq && seq <= last);

/** Parts of a range that are not dropped. */
export const withoutDropped = ([first, last]: Range, dropped: readonly Range[]): readonly Range[] => {
  const left: Range[] = [];
  let from = first;
  for (const [low, high] of dropped) {
    if (high < from || low > last) continue;
    if (low > from) left.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  if (from <= last) left.push([from, last]);
  return left;
};
