// Pino with the engine in its worker thread. `createTransport` is `pino.transport` with typed options that are checked here and now.
// Run: node examples/pino-worker.mjs (after npm run build)
import { createTransport } from 'logferry/pino';
import pino from 'pino';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const transport = createTransport({
  url: collector.url,
  aggregatorKey: '{fields.tenant|nobody}',
  requestHeaders: { 'X-Tenant': '{key}' },
  onDiagnostic: ({ code, message }) => console.warn(code, message), // stays on this thread and hears from the worker
});
const logger = pino(transport);

logger.info({ tenant: 'acme', order: 17 }, 'order placed');
logger.info({ tenant: 'globex', order: 18 }, 'order placed');
logger.warn('stock is low');

console.log(await transport.close());
await collector.report();
