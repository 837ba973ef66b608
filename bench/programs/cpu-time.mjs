/** Processor time of the work in nanoseconds, the collector's and the compiler's threads included. */
export const cpuNs = (work) => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
};
