// An outage: the collector is away while the app logs, and nothing is lost when it comes back. This example has a collector of its own.
// Run: node examples/outage.mjs (after npm run build)

import { createDestination } from 'logferry/pino';
import { startCollector } from 'logferry/testing';
import pino from 'pino';

const collector = await startCollector();

const destination = createDestination({
  url: collector.url,
  chunkSize: 250,
  retry: { baseMs: 100, capMs: 1000 }, // the defaults, 1 and 30 seconds, are made for real outages
  onDiagnostic: ({ code, message }) => console.log(`${code}: ${message}`),
});
const { handler } = destination;
const logger = pino(destination);

await collector.pause(); // it refuses connections from now on
for (let order = 1; order <= 5000; order += 1) logger.info({ order }, 'order placed');

const meanwhile = await handler.flush({ timeoutMs: 1000 });
console.log(`during the outage: delivered ${meanwhile.delivered}, waiting ${meanwhile.left}, ${handler.getHealthStatus().status}`);

await collector.resume();
await handler.flush();
const { delivered, waiting, attempts } = handler.stats();
const distinct = new Set(collector.records.map(({ order }) => order)).size;
console.log(`afterwards: delivered ${delivered}, waiting ${waiting}, ${attempts} attempts, ${handler.getHealthStatus().status}`);
console.log(`${collector.records.length} records arrived, ${distinct} of them distinct`);

await handler.close();
await collector.close();
if (distinct !== 5000) process.exitCode = 1;
