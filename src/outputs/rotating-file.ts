import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Output } from './output.js';

export type RotatingFileOptions = {
  readonly file: string;
  /** A write that would make the file larger goes into a new one. */
  readonly maxBytes: number;
  /** The file itself and those before it: `app.log`, `app.log.1` (the youngest), `app.log.2`, ... */
  readonly maxFiles: number;
};

/**
 * Appends to a file that only its owner may read, and begins a new one before a write that would make it too large.
 *
 * - A write is in one file as a whole, or in none: what a full disk took of it is cut off again. For this the file must have
 *   no other writer.
 * - A torn line that a crash left behind is closed, so that it spoils no other.
 * - The file is opened for each write. Whoever moves or deletes it finds a new one at the next, and a disk that was away is found again.
 */
export const createRotatingFile = (options: RotatingFileOptions): Output => {
  let last: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const write = (text: Buffer | string): Promise<boolean> => {
    if (isClosed) return Promise.resolve(false);
    const bytes = Buffer.from(text);
    const written = last
      .then(() => append(options, bytes))
      .then(
        () => true,
        () => false,
      );
    last = written;
    return written;
  };

  return {
    write,
    close: async () => {
      isClosed = true;
      await last;
    },
  };
};

const append = async (options: RotatingFileOptions, bytes: Buffer): Promise<void> => {
  const { file, maxBytes } = options;
  const handle = await openFile(file);
  try {
    const { size } = await handle.stat();
    if (size === 0 || size + bytes.length <= maxBytes) return await appendWhole(handle, size, bytes);
  } finally {
    await handle.close();
  }
  await makeRoom(options);
  await append(options, bytes);
};

const openFile = async (file: string): Promise<FileHandle> => {
  try {
    return await open(file, 'a+', OWNER_ONLY);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(file), { recursive: true, mode: OWNER_ONLY_DIRECTORY });
    return await open(file, 'a+', OWNER_ONLY);
  }
};

const OWNER_ONLY = 0o600;
const OWNER_ONLY_DIRECTORY = 0o700;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const appendWhole = async (handle: FileHandle, size: number, bytes: Buffer): Promise<void> => {
  try {
    if (await isTorn(handle, size)) await handle.appendFile('\n');
    await handle.appendFile(bytes);
  } catch (error) {
    await handle.truncate(size).catch(() => {});
    throw error;
  }
};

const NEWLINE = 0x0a;

const isTorn = async (handle: FileHandle, size: number): Promise<boolean> => {
  if (size === 0) return false;
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return bytesRead === 1 && buffer[0] !== NEWLINE;
};

/** Each file takes the next one's name; the oldest goes. */
const makeRoom = async ({ file, maxFiles }: RotatingFileOptions): Promise<void> => {
  const nameOf = (index: number): string => (index === 0 ? file : `${file}.${index}`);
  if (maxFiles === 1) return await rm(file, { force: true });
  for (let index = maxFiles - 1; index > 0; index -= 1) {
    await rename(nameOf(index - 1), nameOf(index)).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }
};
