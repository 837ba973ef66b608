import type { Chunk } from './chunk.js';

/** A chunk on loan to the sender. It leaves its store only when settled. */
export type Lease = {
  readonly chunk: Chunk;
  /**
   * Gives back what is left, in order (`[]` when all is done). With `notBefore` (monotonic milliseconds) the whole lane
   * rests until then. The second call does nothing.
   */
  settle(rest: readonly Chunk[], notBefore?: number): void;
};
