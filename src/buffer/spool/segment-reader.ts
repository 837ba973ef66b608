import { createUnseal, type Encryption, type Unseal } from './encryption.js';
import { segmentName } from './file-names.js';
import type { Files } from './files.js';
import { FRAME_HEADER_BYTES, type Frame, saltOf } from './frame.js';
import { closeQuietly, openToRead } from './open-to-read.js';
import { parseFrames } from './parse-frames.js';
import { MOST_BAD_BLOCKS, readThrough } from './read-through.js';
import { decodeSegmentHeader, LONGEST_HEADER_BYTES } from './segment-header.js';

export type ReadSettings = {
  readonly files: Files;
  /** The segment's file, wherever its log lies now. */
  readonly path: string;
  /** The id of the log that wrote it, and its number there. */
  readonly log: string;
  readonly segment: number;
  /** An offset at which a frame begins; default: the first one. */
  readonly from?: number | undefined;
  /** An offset at which a frame ends; default: the end of the file as it is now. */
  readonly to?: number | undefined;
  /** How much is read at a time; default 256 KiB. */
  readonly slabBytes?: number | undefined;
  readonly encryption?: Encryption | undefined;
};

/** Frames in order. Their bytes are views of one slab, which is not used again: who keeps one frame keeps its slab. */
export type Slab = {
  readonly frames: readonly Frame[];
  /** The end of the last whole frame so far. */
  readonly end: number;
  /** Bytes that were no whole frame and lie before one. */
  readonly damaged: number;
  /** Bytes behind the last whole frame; only in a last slab, and usual where a process died while it wrote. */
  readonly torn: number;
};

/**
 * Why there is no more. `end`: all was read. `missing`: no such file. `refused`: no plain file. `unsupported`: a newer version of the format.
 * `locked`: encrypted with a key that was not given.
 * `unreadable`: the file system says no to the file or to a part of it; what it did give was yielded. Only at `end` may the file be given up.
 */
export type ReadEnd = 'end' | 'missing' | 'refused' | 'unsupported' | 'locked' | 'unreadable';

/** Reads a segment slab by slab, two of them in memory at most. Never throws, whatever the file holds; the end is the generator's return value. */
export const readSegment = async function* (settings: ReadSettings): AsyncGenerator<Slab, ReadEnd, void> {
  const opened = await openToRead(settings.files, settings.path);
  if (typeof opened === 'string') return opened;
  try {
    const head = await readHead(settings, opened.fd);
    if (typeof head === 'string') return head;
    const start = Math.max(settings.from ?? 0, head.end);
    return yield* readSlabs(settings, { ...head, fd: opened.fd, start, limit: Math.min(settings.to ?? opened.size, opened.size) });
  } finally {
    await closeQuietly(settings.files, opened.fd);
  }
};

/** `bad`: blocks of it that could not be read. */
type Head = { readonly salt: number; readonly end: number; readonly unseal?: Unseal | undefined; readonly bad: number };

const readHead = async ({ files, log, segment, encryption }: ReadSettings, fd: number): Promise<Head | ReadEnd> => {
  const salt = saltOf(log, segmentName(segment));
  const buffer = Buffer.alloc(LONGEST_HEADER_BYTES);
  const { bytes, bad } = await readThrough(files, { fd, buffer, offset: 0, length: buffer.length, position: 0 });
  const head = decodeSegmentHeader(buffer.subarray(0, bytes), salt);
  if (head.type === 'unsupported') return 'unsupported';
  if (head.type === 'damaged') return { salt, end: 0, bad };
  if (head.seal === undefined) return { salt, end: head.end, bad };
  const unseal = encryption && createUnseal(encryption, head.seal);
  return unseal === undefined ? 'locked' : { salt, end: head.end, unseal, bad };
};

type Course = Head & { readonly fd: number; readonly start: number; readonly limit: number };

const SLAB_BYTES = 256 * 1024;

const readSlabs = async function* (settings: ReadSettings, course: Course): AsyncGenerator<Slab, ReadEnd, void> {
  const { start, limit, salt, unseal } = course;
  let next: Next = { position: start, carried: Buffer.alloc(0), wanted: FRAME_HEADER_BYTES };
  let end = start;
  let { bad } = course;
  while (next.position + next.wanted <= limit) {
    const { position } = next;
    const slab = await readSlab(settings, course, next);
    bad += slab.bad;
    if (slab.bad > MOST_BAD_BLOCKS) return 'unreadable';
    const { frames, rest, wanted } = parseFrames({ ...slab, position, salt, unseal });
    const damaged = gapsIn(frames, end);
    end = frames.at(-1)?.end ?? end;
    if (slab.isLast) {
      yield { frames, end, damaged, torn: slab.limit - end };
      return bad > 0 ? 'unreadable' : 'end';
    }
    if (frames.length > 0) yield { frames, end, damaged, torn: 0 };
    next = { position: rest, carried: slab.bytes.subarray(rest - position), wanted };
  }
  if (limit > end) yield { frames: [], end, damaged: 0, torn: limit - end };
  return bad > 0 ? 'unreadable' : 'end';
};

/** The next slab begins at `position` with the bytes carried over from the last, and has at least `wanted` bytes. */
type Next = { readonly position: number; readonly carried: Buffer; readonly wanted: number };

const readSlab = async ({ files, slabBytes = SLAB_BYTES }: ReadSettings, { fd, limit }: Course, { position, carried, wanted }: Next) => {
  const buffer = Buffer.allocUnsafeSlow(Math.min(Math.max(slabBytes, wanted), limit - position));
  const offset = carried.copy(buffer);
  const read = await readThrough(files, { fd, buffer, offset, length: buffer.length - offset, position: position + offset });
  const length = offset + read.bytes;
  // A file that became shorter while it was read ends where it ends now.
  const isLast = length < buffer.length || position + length >= limit;
  return { bytes: buffer.subarray(0, length), limit: isLast ? position + length : limit, isLast, bad: read.bad };
};

const gapsIn = (frames: readonly Frame[], start: number): number => {
  let damaged = 0;
  let end = start;
  for (const frame of frames) {
    damaged += frame.offset - end;
    end = frame.end;
  }
  return damaged;
};
