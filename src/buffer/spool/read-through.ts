import type { Files } from './files.js';

/** Bytes `position` to `position + length` of a file, to `offset` of the buffer. */
export type Wanted = {
  readonly fd: number;
  readonly buffer: Buffer;
  readonly offset: number;
  readonly length: number;
  readonly position: number;
};

/** `bad`: how many blocks could not be read. Beyond a few the disk must be dead, and the rest was not tried. */
export type Read = { readonly bytes: number; readonly bad: number };

/**
 * Reads past what the disk cannot: what fails three times is tried in blocks of 4 KiB, and a block that fails three times again reads as zeros,
 * in which there is no frame.
 */
export const readThrough = async (files: Files, wanted: Wanted): Promise<Read> => {
  const end = wanted.offset + wanted.length;
  let offset = wanted.offset;
  let bad = 0;
  while (offset < end && bad <= MOST_BAD_BLOCKS) {
    const position = wanted.position + offset - wanted.offset;
    const whole = { ...wanted, offset, length: end - offset, position };
    const block = Math.min(whole.length, BLOCK_BYTES - (position % BLOCK_BYTES));
    const read = (await tryRead(files, whole)) ?? (await tryRead(files, { ...whole, length: block }));
    if (read === 0) break;
    if (read === undefined) {
      bad += 1;
      wanted.buffer.fill(0, offset, offset + block);
    }
    offset += read ?? block;
  }
  return { bytes: offset - wanted.offset, bad };
};

/** Of one read; each may take the kernel seconds. */
export const MOST_BAD_BLOCKS = 16;
const TRIES = 3;
const BLOCK_BYTES = 4096;

const tryRead = async (files: Files, { fd, ...into }: Wanted): Promise<number | undefined> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      return await files.read(fd, into);
    } catch {
      // Once more.
    }
  }
  return undefined;
};
