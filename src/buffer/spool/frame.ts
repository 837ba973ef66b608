import { crc32 } from 'node:zlib';
import type { Seal } from './encryption.js';

/**
 * A frame is one thing written to a segment: a line, the name of a group, a dead letter. Little endian, without gaps between frames:
 *
 *     offset  size
 *      0      4    magic   FF C1 4C 46
 *      4      4    crc     CRC-32 (zlib's) of bytes 8 to the frame's end, begun with the segment's salt instead of 0
 *      8      4    length  of the payload in bytes, an authentication tag of 16 included
 *     12      1    type    1 record, 2 group, 3 dead letter; + 128: the payload is encrypted (see encryption.ts)
 *     13      1    severity of the line, 1 to 24; 0 in a group frame
 *     14      6    group   number of the group in this log
 *     20      6    seq     number of the record in its group, from 0; of a dead letter: a running number; of a group: of what follows
 *     26      6    time    of the line, milliseconds since the epoch; 0 in a group frame
 *     32           payload
 *
 *     record       the line: UTF-8, its newline included
 *     group        canonical JSON text of the group's key; stands in each segment before the group's first other frame, and once more before its second
 *     dead letter  one line of JSON that says why, a newline, the line with its newline
 *
 * What follows from it:
 * - A frame counts only when its sum is right, and its length is not believed before that. On damage the search goes on one byte further,
 *   at the next magic. FF and C1 occur in no UTF-8 text, so no line can hold a magic: no whole frame is missed, none is found that was
 *   not written. (An encrypted payload may hold one by chance; the sum then differs.)
 * - The salt is the sum of the log's id and the segment's number, so what an older file left in the same disk blocks does not count.
 * - Any single flipped bit is found: it changes the magic or the sum. It costs that one frame; the frames around it are not moved.
 */
export const FRAME_HEADER_BYTES = 32;

export type FrameType = 'record' | 'group' | 'dead';

export type Frame = {
  readonly type: FrameType;
  /** Where it begins and ends in its file. */
  readonly offset: number;
  readonly end: number;
  readonly group: number;
  readonly seq: number;
  readonly time: number;
  readonly severity: number;
  /** The payload. A view of a larger buffer, in the clear. */
  readonly bytes: Buffer;
};

/** What is to be written: bytes `start` to `end` are the payload. */
export type FrameToWrite = Pick<Frame, 'type' | 'group' | 'seq' | 'time' | 'severity' | 'bytes'> & {
  readonly start: number;
  readonly end: number;
  readonly salt: number;
  readonly seal?: Seal | undefined;
};

/** Writes a frame to `target` from `at` on; answers where it ends. The target must have room for it. */
export const writeFrame = (target: Buffer, at: number, frame: FrameToWrite): number => {
  const { bytes, start, end, seal } = frame;
  const payloadAt = at + FRAME_HEADER_BYTES;
  const length = end - start + (seal === undefined ? 0 : seal.extraBytes);
  target.writeUInt32BE(MAGIC_NUMBER, at);
  target.writeUInt32LE(length, at + LENGTH_AT);
  target[at + TYPE_AT] = TYPE_CODES[frame.type] + (seal === undefined ? 0 : ENCRYPTED);
  target[at + SEVERITY_AT] = frame.severity;
  writeUInt48(target, at + GROUP_AT, frame.group);
  writeUInt48(target, at + SEQ_AT, frame.seq);
  writeUInt48(target, at + TIME_AT, withinUInt48(frame.time));
  const frameEnd = payloadAt + length;
  if (seal === undefined) bytes.copy(target, payloadAt, start, end);
  else seal.write(target.subarray(at, frameEnd), bytes.subarray(start, end));
  target.writeUInt32LE(crc32(target.subarray(at + LENGTH_AT, frameEnd), frame.salt), at + CRC_AT);
  return frameEnd;
};

export const MAGIC = Buffer.from([0xff, 0xc1, 0x4c, 0x46]);
export const MAGIC_NUMBER = MAGIC.readUInt32BE();
export const CRC_AT = 4;
export const LENGTH_AT = 8;
export const TYPE_AT = 12;
export const SEVERITY_AT = 13;
export const GROUP_AT = 14;
export const SEQ_AT = 20;
export const TIME_AT = 26;

export const ENCRYPTED = 0x80;
const TYPE_CODES = { record: 1, group: 2, dead: 3 } as const satisfies Record<FrameType, number>;
export const FRAME_TYPES: readonly (FrameType | undefined)[] = [undefined, 'record', 'group', 'dead'];

const UINT_32 = 2 ** 32;

/** As `Buffer.writeUIntLE(value, at, 6)`, which takes thrice the time; in single bytes, for three of these are written for each record. */
export const writeUInt48 = (target: Buffer, at: number, value: number): void => {
  const low = value >>> 0;
  const high = Math.floor(value / UINT_32);
  target[at] = low;
  target[at + 1] = low >>> 8;
  target[at + 2] = low >>> 16;
  target[at + 3] = low >>> 24;
  target[at + 4] = high;
  target[at + 5] = high >>> 8;
};

export const readUInt48 = (source: Buffer, at: number): number => source.readUInt32LE(at) + source.readUInt16LE(at + 4) * UINT_32;

const MOST_UINT_48 = 2 ** 48 - 1;

/** A time before 1970, or one that is no number, becomes 0. */
const withinUInt48 = (value: number): number => (value > 0 ? Math.min(MOST_UINT_48, Math.floor(value)) : 0);

/** What a dead letter's payload holds: why, as one line of JSON, and the line with its newline. */
export const partsOfDead = (bytes: Buffer): { readonly about: string; readonly line: Buffer } => {
  const aboutEnd = bytes.indexOf(NEWLINE);
  return { about: bytes.toString('utf8', 0, aboutEnd), line: bytes.subarray(aboutEnd + 1) };
};

const NEWLINE = 0x0a;

/** The sum with which those of a file of this log begin: of its name, so that it is known although the file's head is destroyed. */
export const saltOf = (log: string, fileName: string): number => crc32(`${log}/${fileName}`);
