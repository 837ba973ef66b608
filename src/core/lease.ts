import type { Chunk } from './chunk.js';

/** A chunk on loan to the sender. It leaves its store only when settled. */
export type Lease = {
  readonly chunk: Chunk;
  /** It went out before just as it is: it must not be cut otherwise now, for a collector knows a repetition by its id. */
  readonly wasSent: boolean;
  /** Call before a request with these lines of the chunk goes out: a spool remembers under which id. */
  sending(slice: Chunk): void;
  /** These lines of the chunk left for good, delivered or given up: a spool need not keep them. */
  done(slice: Chunk): void;
  /**
   * Gives back what is left, in order (`[]` when all is done). With `notBefore` (monotonic milliseconds) the whole lane
   * rests until then. The second call does nothing.
   */
  settle(rest: readonly Chunk[], notBefore?: number): void;
};
