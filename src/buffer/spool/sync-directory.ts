import { constants } from 'node:fs';
import type { Files } from './files.js';

/** A new file is on the disk only when its directory says so too. Throws what the system throws. */
export const syncDirectory = async (files: Files, directory: string): Promise<void> => {
  if (!CAN_SYNC) return;
  const fd = await files.open(directory, constants.O_RDONLY);
  try {
    await files.fdatasync(fd).catch(unlessUnable);
  } finally {
    await files.close(fd);
  }
};

export const syncDirectoryNow = (files: Files, directory: string): void => {
  if (!CAN_SYNC) return;
  const fd = files.openSync(directory, constants.O_RDONLY);
  try {
    files.fdatasyncSync(fd);
  } catch (error) {
    unlessUnable(error);
  } finally {
    files.closeSync(fd);
  }
};

/** Windows opens no directories. */
const CAN_SYNC = process.platform !== 'win32';

/** Some file systems (of networks, of user space) have nothing to do here, and say that the question is wrong. */
const unlessUnable = (error: unknown): void => {
  if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
};
