/** Something local that takes text: a file, the console. Nothing here throws, rejects or emits. */
export type Output = {
  /** Resolves with true once all of it is out of the process, with false where it is not. */
  write(text: Buffer | string): Promise<boolean>;
  /** Resolves when nothing is being written any more; what comes after it is not written. */
  close(): Promise<void>;
};
