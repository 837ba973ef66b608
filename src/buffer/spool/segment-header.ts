import { crc32 } from 'node:zlib';
import { CHECK_BYTES, RANDOM_BYTES, type SealFacts } from './encryption.js';
import { segmentName } from './file-names.js';
import { saltOf, writeUInt48 } from './frame.js';

/**
 * The head of a segment, 64 bytes and a key's name; the first frame follows. Little endian:
 *
 *     offset  size
 *      0      8    'logferry'
 *      8      2    version of the format: 1
 *     10      2    length of the key's name in bytes, at most 255; 0: not encrypted
 *     12      4    CRC-32 of all of the head but itself, begun with the segment's salt
 *     16     16    id of the log
 *     32      6    number of the segment
 *     38      6    when it was begun, milliseconds since the epoch
 *     44     16    random bytes for the segment's keys
 *     60      4    what tells a wrong key
 *     64           the key's name
 *
 * The first 16 bytes keep their meaning in every version, so that an older program knows a newer file and leaves it alone.
 * A head that is damaged is not needed: what it says stands in the file's name and its directory's, or is 1. Only the frames of an
 * encrypted segment are lost with it.
 */
export const SEGMENT_HEADER_BYTES = 64;

export type SegmentHeader = {
  readonly log: string;
  readonly segment: number;
  readonly createdMs: number;
  readonly seal?: SealFacts | undefined;
};

export const encodeSegmentHeader = ({ log, segment, createdMs, seal }: SegmentHeader): Buffer => {
  const keyId = Buffer.from(seal?.keyId ?? '').subarray(0, LONGEST_KEY_ID);
  const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES + keyId.length);
  bytes.write(MAGIC);
  bytes.writeUInt16LE(VERSION, VERSION_AT);
  bytes.writeUInt16LE(keyId.length, KEY_LENGTH_AT);
  bytes.write(log, LOG_AT, LOG_BYTES, 'latin1');
  writeUInt48(bytes, SEGMENT_AT, segment);
  writeUInt48(bytes, CREATED_AT, Math.max(0, Math.floor(createdMs)));
  seal?.random.copy(bytes, RANDOM_AT);
  seal?.check.copy(bytes, CHECK_AT);
  keyId.copy(bytes, SEGMENT_HEADER_BYTES);
  bytes.writeUInt32LE(sumOf(bytes, saltOf(log, segmentName(segment))), CRC_AT);
  return bytes;
};

/** `end`: where the first frame begins. */
export type HeaderRead =
  | { readonly type: 'head'; readonly end: number; readonly seal?: SealFacts | undefined }
  | { readonly type: 'damaged' }
  | { readonly type: 'unsupported' };

/** Reads the head at the beginning of `bytes`, `LONGEST_HEADER_BYTES` of the file or all there are, for a segment of that salt. */
export const decodeSegmentHeader = (bytes: Buffer, salt: number): HeaderRead => {
  if (bytes.length < SEGMENT_HEADER_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return { type: 'damaged' };
  const end = SEGMENT_HEADER_BYTES + bytes.readUInt16LE(KEY_LENGTH_AT);
  const head = bytes.subarray(0, end);
  if (end > bytes.length || sumOf(head, salt) !== head.readUInt32LE(CRC_AT)) return { type: 'damaged' };
  if (head.readUInt16LE(VERSION_AT) !== VERSION) return { type: 'unsupported' };
  return { type: 'head', end, seal: end === SEGMENT_HEADER_BYTES ? undefined : sealOf(head) };
};

const MAGIC = 'logferry';
const VERSION = 1;
const VERSION_AT = 8;
const KEY_LENGTH_AT = 10;
const CRC_AT = 12;
const LOG_AT = 16;
const LOG_BYTES = 16;
const SEGMENT_AT = 32;
const CREATED_AT = 38;
const RANDOM_AT = 44;
const CHECK_AT = RANDOM_AT + RANDOM_BYTES;
const LONGEST_KEY_ID = 255;
export const LONGEST_HEADER_BYTES = SEGMENT_HEADER_BYTES + LONGEST_KEY_ID;

const sumOf = (head: Buffer, salt: number): number => crc32(head.subarray(LOG_AT), crc32(head.subarray(0, CRC_AT), salt));

const sealOf = (head: Buffer): SealFacts => ({
  keyId: head.toString('utf8', SEGMENT_HEADER_BYTES),
  random: head.subarray(RANDOM_AT, CHECK_AT),
  check: head.subarray(CHECK_AT, CHECK_AT + CHECK_BYTES),
});
