import * as fs from 'node:fs';
import { promisify } from 'node:util';

const read = promisify(fs.read);

/** As Node has them, by their names. */
const SYNC = {
  chmodSync: fs.chmodSync,
  closeSync: fs.closeSync,
  existsSync: fs.existsSync,
  fdatasyncSync: fs.fdatasyncSync,
  fstatSync: fs.fstatSync,
  fsyncSync: fs.fsyncSync,
  ftruncateSync: fs.ftruncateSync,
  lstatSync: fs.lstatSync,
  mkdirSync: fs.mkdirSync,
  openSync: fs.openSync,
  readFileSync: fs.readFileSync,
  readSync: fs.readSync,
  readdirSync: fs.readdirSync,
  renameSync: fs.renameSync,
  rmSync: fs.rmSync,
  rmdirSync: fs.rmdirSync,
  statSync: fs.statSync,
  unlinkSync: fs.unlinkSync,
  writeFileSync: fs.writeFileSync,
  writeSync: fs.writeSync,
};

/**
 * The file system as the spool uses it, so that a test can be the disk that fails.
 * Writing is synchronous, for a line must be with the kernel before the logging call returns; what may wait does.
 */
export type Files = typeof SYNC & {
  open(path: string, flags: number): Promise<number>;
  /** How many bytes were read; 0 at the end of the file. */
  read(fd: number, into: ReadInto): Promise<number>;
  fdatasync(fd: number): Promise<void>;
  close(fd: number): Promise<void>;
};

/** `length` bytes of the file from `position` on, to `offset` of the buffer. */
export type ReadInto = { readonly buffer: Buffer; readonly offset: number; readonly length: number; readonly position: number };

export const systemFiles: Files = {
  ...SYNC,
  open: promisify(fs.open),
  read: async (fd, { buffer, offset, length, position }) => (await read(fd, buffer, offset, length, position)).bytesRead,
  fdatasync: promisify(fs.fdatasync),
  close: promisify(fs.close),
};
