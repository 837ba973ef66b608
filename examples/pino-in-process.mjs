// Pino without a worker: options may be functions, and nothing is loaded by name, so it works in bundles and on Lambda.
// Run: node examples/pino-in-process.mjs (after npm run build)
import { createDestination } from 'logferry/pino';
import pino from 'pino';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const destination = createDestination({
  url: collector.url,
  aggregatorKey: (record) => (record.severity >= 17 ? 'alerts' : 'rest'),
  requestHeaders: (headers, key) => ({ ...headers, 'X-Queue': key }),
});
const logger = pino(destination);

logger.info({ order: 17 }, 'order placed');
logger.child({ module: 'billing' }).info({ order: 17 }, 'order paid');
logger.error(new Error('out of paper'), 'printing failed');

await destination.handler.flush();
await collector.report();
