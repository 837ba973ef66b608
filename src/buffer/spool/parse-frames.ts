import { crc32 } from 'node:zlib';
import type { Unseal } from './encryption.js';
import {
  CRC_AT,
  ENCRYPTED,
  FRAME_HEADER_BYTES,
  FRAME_TYPES,
  type Frame,
  GROUP_AT,
  LENGTH_AT,
  MAGIC,
  MAGIC_NUMBER,
  readUInt48,
  SEQ_AT,
  SEVERITY_AT,
  TIME_AT,
  TYPE_AT,
} from './frame.js';

/** A stretch of a segment in memory. */
export type Stretch = {
  /** The file's bytes from `position` on. */
  readonly bytes: Buffer;
  readonly position: number;
  /** Where the file (or what is asked of it) ends. */
  readonly limit: number;
  readonly salt: number;
  /** Of an encrypted segment. */
  readonly unseal?: Unseal | undefined;
};

export type Parsed = {
  readonly frames: readonly Frame[];
  /** From here on (an offset in the file) more bytes must be known. */
  readonly rest: number;
  /** How many bytes from `rest` on would do. */
  readonly wanted: number;
};

/** All whole frames that lie in the stretch, in order. Pure. */
export const parseFrames = (stretch: Stretch): Parsed => {
  const { bytes, position, limit } = stretch;
  const frames: Frame[] = [];
  let at = 0;
  while (at + FRAME_HEADER_BYTES <= bytes.length) {
    const end = at + FRAME_HEADER_BYTES + bytes.readUInt32LE(at + LENGTH_AT);
    const mayBeFrame = bytes.readUInt32BE(at) === MAGIC_NUMBER && position + end <= limit;
    if (mayBeFrame && end > bytes.length) return { frames, rest: position + at, wanted: end - at };
    if (mayBeFrame && hasRightSum(stretch, at, end)) {
      const frame = frameAt(stretch, at, end);
      if (frame !== undefined) frames.push(frame);
      at = end;
    } else {
      at = nextMagic(bytes, at + 1);
    }
  }
  return { frames, rest: position + at, wanted: FRAME_HEADER_BYTES };
};

const hasRightSum = ({ bytes, salt }: Stretch, at: number, end: number): boolean =>
  crc32(bytes.subarray(at + LENGTH_AT, end), salt) === bytes.readUInt32LE(at + CRC_AT);

/** `undefined` for one that is whole but cannot be read: of an unknown type, or without the right seal. */
const frameAt = ({ bytes, position, unseal }: Stretch, at: number, end: number): Frame | undefined => {
  const code = bytes[at + TYPE_AT] ?? 0;
  const type = FRAME_TYPES[code & ~ENCRYPTED];
  const isSealed = code >= ENCRYPTED;
  if (type === undefined || isSealed !== (unseal !== undefined)) return undefined;
  const payload = unseal === undefined ? bytes.subarray(at + FRAME_HEADER_BYTES, end) : unseal(bytes.subarray(at, end));
  return payload === undefined
    ? undefined
    : {
        type,
        offset: position + at,
        end: position + end,
        group: readUInt48(bytes, at + GROUP_AT),
        seq: readUInt48(bytes, at + SEQ_AT),
        time: readUInt48(bytes, at + TIME_AT),
        severity: bytes[at + SEVERITY_AT] ?? 0,
        bytes: payload,
      };
};

/** Where the next magic begins; without one, just before the last bytes, with which one may begin. */
const nextMagic = (bytes: Buffer, from: number): number => {
  const found = bytes.indexOf(MAGIC, from);
  return found >= 0 ? found : Math.max(from, bytes.length - MAGIC.length + 1);
};
