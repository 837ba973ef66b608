/**
 * Memory of pages whose lines are all delivered, kept for the next pages: fresh memory costs the logging call up to 170 ns a
 * record (Node 20.20), for the system hands it out page by page as it is touched, and what is let go of stays until the next collection.
 */
export type PageMemory = {
  /** At least `expectedBytes`, but not much more. */
  take(expectedBytes: number): Buffer;
  give(bytes: Buffer): void;
};

const MOST_KEPT_BYTES = 4 * 1024 * 1024;
/** Node carves smaller buffers out of a common one by itself. */
const LEAST_KEPT_BYTES = 8 * 1024;
const MOST_TOO_LARGE = 9 / 8;

export const createPageMemory = (): PageMemory => {
  const kept: Buffer[] = [];
  let keptBytes = 0;

  const take = (expectedBytes: number): Buffer => {
    const last = kept.at(-1);
    if (last === undefined || last.length < expectedBytes || last.length > expectedBytes * MOST_TOO_LARGE)
      return Buffer.allocUnsafe(expectedBytes);
    kept.pop();
    keptBytes -= last.length;
    return last;
  };

  const give = (bytes: Buffer): void => {
    if (bytes.length < LEAST_KEPT_BYTES) return;
    while (keptBytes + bytes.length > MOST_KEPT_BYTES) {
      const oldest = kept.shift();
      if (oldest === undefined) return;
      keptBytes -= oldest.length;
    }
    kept.push(bytes);
    keptBytes += bytes.length;
  };

  return { take, give };
};
