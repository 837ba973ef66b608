import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const MB = 1e6;

/**
 * Processor time, event-loop delay and resident memory from now on, for the whole process with its worker threads.
 * The kernel keeps the peak itself (VmHWM, reset by writing 5 to clear_refs; see proc(5)); elsewhere memory is polled.
 */
export const startMeters = () => {
  const peak = startPeak();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpu = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    delay.disable();
    return { cpuSeconds: (user + system) / 1e6, loopDelayMaxMs: delay.max / 1e6, loopDelayP99Ms: delay.percentile(99) / 1e6, ...peak() };
  };
};

const startPeak = () => {
  const baseline = process.memoryUsage.rss();
  const read = canReset() ? highWater : polled();
  return () => {
    const top = Math.max(read(), process.memoryUsage.rss());
    return { rssPeakMB: top / MB, rssOverMB: (top - baseline) / MB };
  };
};

const canReset = () => {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return true;
  } catch {
    return false;
  }
};

const highWater = () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;

const POLL_MS = 10;

const polled = () => {
  let top = 0;
  setInterval(() => {
    top = Math.max(top, process.memoryUsage.rss());
  }, POLL_MS).unref();
  return () => top;
};
