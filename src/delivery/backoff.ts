/** `baseMs`: ceiling of the first rest. `capMs`: where rests stop growing, and the pace at which what is held is asked again. */
export type RetrySettings = { readonly baseMs: number; readonly capMs: number };

/**
 * How long to rest after a failure. `failures`: those in a row before this one. `random`: in [0, 1).
 *
 * Full jitter (AWS Architecture Blog, "Exponential Backoff and Jitter") under a ceiling that doubles, until the ceiling reaches
 * the cap; from there on an even pace. What the server asked for (`retryAfterMs`) is never cut short, and up to a tenth is added
 * so that a fleet does not come back as one.
 */
export const restMs = (failures: number, random: number, { retry, retryAfterMs }: RestOptions): number => {
  const own = backoffMs(failures, random, retry);
  if (retryAfterMs === undefined) return own;
  return Math.max(retryAfterMs, own) + random * SPREAD * Math.max(retryAfterMs, SHORTEST_SPREAD_MS);
};

export type RestOptions = { readonly retry: RetrySettings; readonly retryAfterMs?: number | undefined };

const SPREAD = 0.1;
const SHORTEST_SPREAD_MS = 1000;

const backoffMs = (failures: number, random: number, { baseMs, capMs }: RetrySettings): number => {
  const ceiling = baseMs * 2 ** failures;
  return ceiling < capMs ? Math.max(Math.min(SHORTEST_MS, baseMs), random * ceiling) : paceMs(random, capMs);
};

const SHORTEST_MS = 100;

/** The even pace, in milliseconds: `capMs`, a quarter more or less. With the default of 30 s it asks at most 3 times a minute. */
export const paceMs = (random: number, capMs: number): number => (0.75 + random / 2) * capMs;
