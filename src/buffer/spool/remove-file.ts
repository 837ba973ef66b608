import type { Files } from './files.js';

export const removeFile = (files: Files, path: string): void => {
  try {
    files.unlinkSync(path);
  } catch {
    // It is gone already, or the disk is away: then the file is found, and its records are known to be done, when the log is adopted.
  }
};
