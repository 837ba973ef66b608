/**
 * How long the work takes, in milliseconds, by the clock of this process: while the machine gives its core to somebody else, that clock stands still.
 * Time counts as far as the event loop turned in it, or the process used the processor.
 */
export const loopMs = async (work: () => Promise<unknown>): Promise<number> => {
  let ms = 0;
  let last = performance.now();
  let lastCpu = process.cpuUsage();
  const count = (): void => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(lastCpu);
    ms += Math.min(now - last, Math.max(LONGEST_TURN_MS, (user + system) / 1000));
    last = now;
    lastCpu = process.cpuUsage();
  };
  const timer = setInterval(count, TURN_MS);
  try {
    await work();
  } finally {
    count();
    clearInterval(timer);
  }
  return ms;
};

const TURN_MS = 5;
const LONGEST_TURN_MS = 10;
