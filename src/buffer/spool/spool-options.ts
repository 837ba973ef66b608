/** Keeps records on disk until they are delivered, so that they outlive the process. */
export type SpoolOptions = {
  /**
   * Where: a directory of this app's own, on a local disk that outlives the process. It is made where it is not there (mode 0700). Any
   * number of processes and threads may share it.
   */
  readonly directory: string;
  /**
   * `journal` (the default): each record is with the kernel before the logging call returns, so it survives SIGKILL, `process.exit()`
   * and running out of memory. `spill`: records go to disk when memory is half full, when the collector is away, and at the end.
   */
  readonly mode?: 'journal' | 'spill' | undefined;
  /**
   * What power loss may cost. `interval` (the default): the records of the last `fsyncIntervalMs`; `always`: none that was accepted, but
   * each call waits for the disk; `never`: what the system had not written yet, about 30 seconds.
   */
  readonly fsync?: 'interval' | 'always' | 'never' | undefined;
  /** How often, in milliseconds, what was written is brought to the disk itself, with `fsync: 'interval'`. Default 1000. */
  readonly fsyncIntervalMs?: number | undefined;
  /** Bytes on disk, for each process or thread, at most; then `overflow` decides. Default 512 MiB. */
  readonly maxBytes?: number | undefined;
  /** Records that could not be delivered for so long are given up, as `expired`. In milliseconds; default 72 hours. */
  readonly maxAgeMs?: number | undefined;
};

/**
 * The key to write with, when asked with `undefined`; the key of that name, to read what was written with it, when asked with an id. 32 bytes,
 * for AES-256-GCM.
 */
export type EncryptionKey = (id: string | undefined) => { readonly id: string; readonly key: Uint8Array };
