import { setTimeout as pause } from 'node:timers/promises';

/** Watches what comes into a worker, to know when all that was written before some moment has come. */
export type Arrivals = {
  /** Call for each line. */
  note(): void;
  /** Resolves when no line came for a while, or after a second of lines without a pause. */
  quiet(): Promise<void>;
};

/** The app's thread hands lines over at its next turn, and a worker is woken for them at once. */
const QUIET_MS = 25;
const MOST_PAUSES = 40;

export const createArrivals = (wait: (ms: number) => Promise<unknown> = pause): Arrivals => {
  let lines = 0;

  const quiet = async (): Promise<void> => {
    for (let pauses = 0; pauses < MOST_PAUSES; pauses += 1) {
      const before = lines;
      await wait(QUIET_MS);
      if (lines === before) return;
    }
  };

  return {
    note: () => {
      lines += 1;
    },
    quiet,
  };
};
