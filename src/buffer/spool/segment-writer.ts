import { constants } from 'node:os';
import type { Files } from './files.js';
import { createFsync } from './fsync.js';
import { beginSegment, type Place, removeSegment, type SegmentFile, writeWhole } from './segment-file.js';
import { type Batch, createFrameMemory, type LineBatch, noteNamed, roomFor, writeBatch } from './write-batch.js';

/** Where frames were written: `bytes` bytes of the segment from `offset` on, the group's own frame among them where it was the first. */
export type Written = { readonly segment: number; readonly offset: number; readonly bytes: number };

export type DeadLetter = {
  readonly group: number;
  readonly name: string;
  readonly time: number;
  readonly severity: number;
  /** With its newline. */
  readonly line: Buffer;
  /** One line of JSON: why. */
  readonly about: string;
};

export type SegmentWriter = {
  /**
   * Writes all lines to one segment. `undefined`: it failed, and `onTrouble` was told. Try again with the same lines and numbers, or never use
   * these numbers again: on a disk that can neither write nor cut back, some of the lines may stand there all the same.
   */
  append(batch: LineBatch): Written | undefined;
  appendDead(entry: DeadLetter): Written | undefined;
  readonly active: { readonly segment: number; readonly bytes: number } | undefined;
  /** The next append begins a new segment. */
  roll(): void;
  /** Whether all that was appended before the call is on the disk itself, as far as `fsync` promises that. */
  sync(): Promise<boolean>;
  /** Whether the active segment was deleted underneath: what is written to it goes nowhere. */
  isGone(): boolean;
  close(): void;
};

export type SegmentWriterSettings = Omit<Place, 'files'> & {
  /** A segment that would grow beyond this is left for a new one. A batch that is larger has a segment of its own. */
  readonly segmentBytes: number;
  /** Default 0. */
  readonly firstSegment?: number | undefined;
};

export type SegmentWriterDeps = Pick<Place, 'files'> & {
  onTrouble(error: unknown): void;
  /** A new segment has its first frame. */
  onSegment(segment: number): void;
  /** Milliseconds since the epoch. */
  now(): number;
};

/**
 * Appends to one segment after another. After a write that failed the file ends with its last whole frame again. It is written on when only
 * space was missing; after any other error it is left behind, and so is an encrypted one, for a nonce must not be used twice.
 */
export const createSegmentWriter = (settings: SegmentWriterSettings, deps: SegmentWriterDeps): SegmentWriter => {
  const { files } = deps;
  const place: Place = { ...settings, files };
  const take = createFrameMemory();
  let active: SegmentFile | undefined;
  let nextNumber = settings.firstSegment ?? 0;
  let deadLetters = 0;
  let isClosed = false;

  const begin = (): SegmentFile => {
    nextNumber += 1;
    return beginSegment(place, nextNumber - 1, deps.now());
  };
  const leave = (): void => {
    if (active !== undefined) fsync.retire(active);
    active = undefined;
  };
  const fsync = createFsync(place, { begin, leave, active: () => active, onTrouble: deps.onTrouble, onSegment: deps.onSegment });
  const roll = (): void => {
    if (active === undefined) return;
    leave();
    void fsync.sync();
  };

  const segmentWithRoom = (bytes: number): SegmentFile => {
    if (active !== undefined && active.bytes + bytes > settings.segmentBytes) roll();
    active ??= begin();
    return active;
  };
  const undo = (segment: SegmentFile, error: unknown): void => {
    if (segment.names.size === 0) {
      active = undefined;
      removeSegment(files, segment);
    } else if (!isCutBack(files, segment) || !isLackOfSpace(error) || segment.seal !== undefined) {
      roll();
    }
  };

  const put = (batch: Batch): Written | undefined => {
    if (isClosed) return undefined;
    let length = 0;
    try {
      active = segmentWithRoom(roomFor(batch));
      length = appendBatch(active, batch);
    } catch (error) {
      if (active !== undefined) undo(active, error);
      deps.onTrouble(error);
      return undefined;
    }
    return keep(active, batch, length);
  };
  const appendBatch = (segment: SegmentFile, batch: Batch): number => {
    const target = take(roomFor(batch));
    const length = writeBatch(target, batch, segment);
    writeWhole(files, { fd: segment.fd, bytes: target, length });
    return length;
  };
  const keep = (segment: SegmentFile, batch: Batch, bytes: number): Written => {
    const offset = segment.bytes;
    const isFirst = segment.names.size === 0;
    segment.bytes += bytes;
    noteNamed(segment, batch);
    if (isFirst) deps.onSegment(segment.number);
    return { segment: segment.number, offset, bytes };
  };

  return {
    append: put,
    appendDead: (entry) => {
      deadLetters += 1;
      return put(batchOfDead(entry, deadLetters - 1));
    },
    get active() {
      return active && { segment: active.number, bytes: active.bytes };
    },
    roll,
    sync: fsync.sync,
    isGone: () => active !== undefined && isUnlinked(files, active),
    close: () => {
      isClosed = true;
      leave();
      fsync.close();
    },
  };
};

const isCutBack = (files: Files, { fd, bytes }: SegmentFile): boolean => {
  try {
    files.ftruncateSync(fd, bytes);
    return true;
  } catch {
    return false;
  }
};

/** Node has no name for EDQUOT, only its number. */
const isLackOfSpace = (error: unknown): boolean => {
  const { code, errno } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || errno === -constants.errno.EDQUOT;
};

const batchOfDead = ({ group, name, time, severity, line, about }: DeadLetter, firstSeq: number): Batch => {
  const bytes = Buffer.concat([Buffer.from(`${about}\n`), line]);
  return { type: 'dead', group, name, firstSeq, bytes, ends: [bytes.length], times: [time], severities: [severity], from: 0, to: 1 };
};

const isUnlinked = (files: Files, { fd }: SegmentFile): boolean => {
  try {
    return files.fstatSync(fd).nlink === 0;
  } catch {
    return false;
  }
};
