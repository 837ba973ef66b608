import { cpuMs } from './cpu-time.js';
import { type HostileText, textOf } from './texts.js';

/** How many times as long the tenfold text takes: ten, where it is linear, a hundred where it is quadratic. Times too short to tell count as `CLOCK_ERROR_MS`. */
export const growthOf = (hostile: HostileText, wash: (texts: readonly string[]) => unknown): number => {
  const [short, long] = [textOf(hostile, SHORT_LENGTH), textOf(hostile, 10 * SHORT_LENGTH)];
  const tenShort = Array.from({ length: 10 }, () => short);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && least >= LINEAR_GROWTH; attempt += 1) {
    const shortMs =
      Math.max(
        CLOCK_ERROR_MS,
        cpuMs(() => wash(tenShort), Number.POSITIVE_INFINITY),
      ) / 10;
    least = Math.min(least, cpuMs(() => wash([long]), Number.POSITIVE_INFINITY) / shortMs);
  }
  return least;
};

/** Between ten and a hundred, with room for what clocks, compilers and neighbours do. */
export const LINEAR_GROWTH = 40;

const SHORT_LENGTH = 3600;
const CLOCK_ERROR_MS = 2;
const MOST_ATTEMPTS = 5;
