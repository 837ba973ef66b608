import { crc32 } from 'node:zlib';
import { readUInt48, writeUInt48 } from './frame.js';
import type { Range } from './ranges.js';

/**
 * An entry of a side log: 32 bytes, little endian, without a head before them or gaps between them:
 *
 *     offset  size
 *      0      4    CRC-32 of bytes 4 to 31, begun with the sum of '<log id>/<file name>'
 *      4      1    type    1 sending: these lines go out as one request; 2 done: they left for good
 *      5      1    flags   1: a part of a chunk (sending)
 *      6      2    0
 *      8      6    group
 *     14      6    base    seq of the first line of the chunk of which they are a part, which gives the id (sending; else 0)
 *     20      6    from    seq of the first line
 *     26      6    to      seq behind the last one
 *
 * All are as long, so damage costs the one entry. A lost `done` sends its lines once more, a lost `sending` perhaps under another id:
 * never a line is lost with it.
 */
export const SIDE_ENTRY_BYTES = 32;

export type Sending = DoneRange & { readonly base: number; readonly isPart: boolean };

export type SideEntry = ({ readonly type: 'sending' } & Sending) | ({ readonly type: 'done' } & DoneRange);

/** Lines of a group, by their seqs. */
export type DoneRange = Range & { readonly group: number };

export const encodeSideEntry = (entry: SideEntry, salt: number): Buffer => {
  const bytes = Buffer.alloc(SIDE_ENTRY_BYTES);
  const isSending = entry.type === 'sending';
  bytes[TYPE_AT] = isSending ? SENDING : DONE;
  bytes[FLAGS_AT] = isSending && entry.isPart ? IS_PART : 0;
  writeUInt48(bytes, GROUP_AT, entry.group);
  writeUInt48(bytes, BASE_AT, isSending ? entry.base : 0);
  writeUInt48(bytes, FROM_AT, entry.from);
  writeUInt48(bytes, TO_AT, entry.to);
  bytes.writeUInt32LE(crc32(bytes.subarray(TYPE_AT), salt), 0);
  return bytes;
};

/** The entry that these 32 bytes are; `undefined` when they are none. */
export const decodeSideEntry = (bytes: Buffer, salt: number): SideEntry | undefined => {
  if (bytes.readUInt32LE(0) !== crc32(bytes.subarray(TYPE_AT), salt)) return undefined;
  const range = { group: readUInt48(bytes, GROUP_AT), from: readUInt48(bytes, FROM_AT), to: readUInt48(bytes, TO_AT) };
  switch (bytes[TYPE_AT]) {
    case SENDING:
      return { type: 'sending', ...range, base: readUInt48(bytes, BASE_AT), isPart: bytes[FLAGS_AT] === IS_PART };
    case DONE:
      return { type: 'done', ...range };
    default:
      return undefined;
  }
};

const TYPE_AT = 4;
const FLAGS_AT = 5;
const GROUP_AT = 8;
const BASE_AT = 14;
const FROM_AT = 20;
const TO_AT = 26;
const SENDING = 1;
const DONE = 2;
const IS_PART = 1;
