import * as fs from 'node:fs/promises';

/**
 * The file system as it is used behind the app's back. Nothing here is in a hurry, so nothing here may hold up the event loop,
 * however slow or many what it finds: all of it waits in libuv's threads.
 */
export type BackgroundFiles = Pick<
  typeof fs,
  'mkdir' | 'open' | 'opendir' | 'readdir' | 'readFile' | 'rename' | 'rmdir' | 'stat' | 'unlink'
>;

export const backgroundFiles: BackgroundFiles = fs;

/** So that a power cut does not take back what came or went in it; what it cannot be done for (a directory of Windows) needs it not. Never rejects. */
export const syncDirectory = async (directory: string, files: Pick<BackgroundFiles, 'open'>): Promise<void> => {
  try {
    const handle = await files.open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // What is taken back is found, and done, again.
  }
};
