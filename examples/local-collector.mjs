// For the examples: the collector at COLLECTOR_URL or, without that, one on this machine that can report what it got.
import { startCollector } from 'logferry/testing';

/** `plans`: how the collector on this machine is to fail. */
export const openCollector = async ({ plans = [] } = {}) => {
  const given = process.env.COLLECTOR_URL;
  if (given !== undefined) return { url: given, report: async () => console.log(`sent to ${given}`) };
  const collector = await startCollector();
  collector.fail(...plans);
  return {
    url: collector.url,
    /** Prints what arrived, and ends the collector, which would keep the program alive. */
    report: async () => {
      for (const request of collector.requests) print(request);
      console.log(`${collector.records.length} records arrived`);
      await collector.close();
    },
  };
};

const print = ({ method, path, headers, status, records }) => {
  const own = Object.entries(headers).filter(([name]) => !COMMON.has(name));
  console.log(`${method} ${path} answered ${status}, ${records.length} records`);
  for (const [name, value] of own) console.log(`  ${name}: ${value}`);
  console.log(`    ${JSON.stringify(records[0])}`);
};

/** What every request has. */
const COMMON = new Set(['connection', 'content-length', 'content-type', 'host', 'user-agent']);
