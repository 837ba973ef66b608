// Records in hand and no logger: a job that reads them from somewhere sends them, grouped and in batches, and hears what became of them.
// Run: node examples/send-logs.mjs (after npm run build)
import { sendLogs } from 'logferry';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const readRecords = async function* () {
  for (let line = 1; line <= 2500; line += 1) {
    yield {
      time: Date.UTC(2026, 0, 1) + line,
      level: line % 100 === 0 ? 'error' : 'info',
      message: `line ${line}`,
      fields: { source: 'import' },
    };
  }
};

const result = await sendLogs(readRecords(), {
  url: collector.url,
  aggregatorKey: '{level}',
  requestHeaders: { 'X-Level': '{key}' },
});
console.log(result);
await collector.report();
