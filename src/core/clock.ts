/**
 * Time and chance, passed in so that tests can own them.
 * `monotonic` never goes back and is for measuring; `wallTime` is what a calendar says.
 */
export type Clock = {
  /** Milliseconds since some fixed moment; never goes back. */
  monotonic(): number;
  /** Milliseconds since the Unix epoch. */
  wallTime(): number;
  /** A number in [0, 1). */
  random(): number;
  /** Runs `run` once after `ms`; the result cancels it. A timer keeps the process alive only with `hold`. */
  setTimer(ms: number, run: () => void, hold?: boolean): () => void;
};

/** Node cannot wait longer than a signed 32-bit number of milliseconds (a longer wait would fire at once). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wallTime: () => Date.now(),
  random: () => Math.random(),
  setTimer: (ms, run, hold = false) => {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
    if (!hold) timer.unref();
    return () => clearTimeout(timer);
  },
};
