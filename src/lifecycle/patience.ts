/** A collector that was away may just have come back: so long is it waited for where nothing is lost without it. */
const LAST_TRY_MS = 1000;

/** How long an end waits for deliveries. `isSafe`: the collector is away, but what waits is on disk, or will be. */
export const patienceMs = (timeoutMs: number, isSafe: boolean): number => (isSafe ? Math.min(timeoutMs, LAST_TRY_MS) : timeoutMs);
