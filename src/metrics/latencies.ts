/** The last latencies, for percentiles over a sliding window of requests. */
export type Latencies = {
  add(ms: number): void;
  /** The value below which a share of the window lies, 0 when nothing was added. */
  percentile(share: number): number;
};

const WINDOW = 512;

export const createLatencies = (): Latencies => {
  const window: number[] = [];
  let next = 0;

  const add = (ms: number): void => {
    window[next] = ms;
    next = (next + 1) % WINDOW;
  };

  const percentile = (share: number): number => {
    const sorted = [...window].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
  };

  return { add, percentile };
};
