/** Learns how many bytes of lines an endpoint takes in one request: halves when told "too large", grows slowly when all is well. */
export type SizeLimit = {
  /** Infinity until the endpoint refuses a size. */
  readonly maxBytes: number;
  refused(bytes: number): void;
  accepted(): void;
};

export const createSizeLimit = (): SizeLimit => {
  let maxBytes = Number.POSITIVE_INFINITY;
  let acceptedSince = 0;
  return {
    get maxBytes() {
      return maxBytes;
    },
    refused: (bytes) => {
      maxBytes = Math.max(LEAST_BYTES, Math.floor(bytes / 2));
      acceptedSince = 0;
    },
    accepted: () => {
      acceptedSince += 1;
      if (acceptedSince < GROWS_AFTER) return;
      maxBytes *= GROWTH;
      acceptedSince = 0;
    },
  };
};

const LEAST_BYTES = 16 * 1024;
const GROWS_AFTER = 100;
const GROWTH = 1.1;
