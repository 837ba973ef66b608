// Functions inside a worker: they cannot cross, but their address can. The worker imports them before it takes records.
// Run: node examples/header-module.mjs (after npm run build)
import { createTransport } from 'logferry/pino';
import pino from 'pino';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();
const module = new URL('./header-rules.mjs', import.meta.url).href; // or a package, or a path from the working directory

const transport = createTransport({
  url: collector.url,
  aggregatorKey: { module, name: 'keyOf' },
  requestHeaders: { module, name: 'headersOf' },
});
const logger = pino(transport);

logger.info({ path: '/orders/17' }, 'served');
logger.info({ path: '/orders/18' }, 'served');
logger.info({ path: '/healthz' }, 'served');

await transport.close();
await collector.report();
