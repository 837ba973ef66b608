import { TAG_BYTES } from './encryption.js';
import { FRAME_HEADER_BYTES, writeFrame } from './frame.js';
import type { SegmentFile } from './segment-file.js';

/** Lines `from` to `to` of one group: line i has the seq `firstSeq + i - from` and lies in `bytes` from `ends[i - 1] ?? 0` to `ends[i]`. */
export type LineBatch = {
  readonly group: number;
  /** Canonical text of the group's key. */
  readonly name: string;
  readonly firstSeq: number;
  readonly bytes: Buffer;
  readonly ends: readonly number[];
  readonly times: readonly number[];
  readonly severities: readonly number[];
  readonly from: number;
  readonly to: number;
};

/** What its frames are: records, unless it says so. */
export type Batch = LineBatch & { readonly type?: 'dead' };

/** The most bytes that `writeBatch` needs. */
export const roomFor = ({ name, ends, from, to }: LineBatch): number =>
  (ends[to - 1] ?? 0) - (ends[from - 1] ?? 0) + (to - from + 2) * MOST_FRAME_BYTES + 2 * name.length * MOST_BYTES_PER_UNIT;

const MOST_FRAME_BYTES = FRAME_HEADER_BYTES + TAG_BYTES;
const MOST_BYTES_PER_UNIT = 3;

/**
 * Writes the lines as frames to the beginning of `target`; answers where they end. The group's own frame stands before them twice in each
 * segment: at once, or before the first line and before the next one. So damage to one costs no more than one line.
 */
export const writeBatch = (target: Buffer, batch: Batch, segment: SegmentFile): number => {
  const { type = 'record', group, firstSeq, bytes, ends, times, severities, from, to } = batch;
  const { salt, seal } = segment;
  let at = 0;
  for (let missing = groupFramesMissing(segment, batch); missing > 0; missing -= 1) at = writeGroup({ target, at }, batch, segment);
  let start = ends[from - 1] ?? 0;
  for (let line = from; line < to; line += 1) {
    const end = ends[line] ?? start;
    const seq = firstSeq + line - from;
    at = writeFrame(target, at, {
      type,
      group,
      seq,
      time: times[line] ?? 0,
      severity: severities[line] ?? 0,
      bytes,
      start,
      end,
      salt,
      seal,
    });
    start = end;
  }
  return at;
};

const groupFramesMissing = ({ names, namedTwice }: SegmentFile, { group, from, to }: LineBatch): number => {
  if (namedTwice.has(group)) return 0;
  return names.has(group) || to - from === 1 ? 1 : 2;
};

/** The lines were written: notes which of their group's frames were. */
export const noteNamed = ({ names, namedTwice }: SegmentFile, { group, name, from, to }: LineBatch): void => {
  if (namedTwice.has(group)) return;
  if (names.has(group) || to - from > 1) namedTwice.add(group);
  names.set(group, name);
};

type Spot = { readonly target: Buffer; readonly at: number };

/** It has the number of the first record behind it, so that a reader knows whether one is missing. */
const writeGroup = ({ target, at }: Spot, { group, name, firstSeq }: LineBatch, { salt, seal }: SegmentFile): number => {
  const bytes = Buffer.from(name);
  return writeFrame(target, at, {
    type: 'group',
    group,
    seq: firstSeq,
    time: 0,
    severity: 0,
    bytes,
    start: 0,
    end: bytes.length,
    salt,
    seal,
  });
};

/** One buffer for all batches but very large ones. */
export const createFrameMemory = (): ((bytes: number) => Buffer) => {
  let memory = Buffer.allocUnsafeSlow(SMALLEST_BYTES);
  return (bytes) => {
    if (bytes <= memory.length) return memory;
    const larger = Buffer.allocUnsafeSlow(bytes);
    if (bytes <= LARGEST_KEPT_BYTES) memory = larger;
    return larger;
  };
};

const SMALLEST_BYTES = 16 * 1024;
const LARGEST_KEPT_BYTES = 256 * 1024;
