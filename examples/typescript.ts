// TypeScript: the context's type comes from `context`, the key's from `aggregatorKey`, and the header function knows both.
// Run: npx tsc -p examples && node .cache/examples/typescript.js (after npm run build)
import { type FlushResult, installShutdownHooks } from 'logferry';
import { type Collector, startCollector } from 'logferry/testing';
import { BufferingAsyncTransport } from 'logferry/winston';
import winston from 'winston';

const local: Collector | undefined = process.env['COLLECTOR_URL'] === undefined ? await startCollector() : undefined;
const url: string = local?.url ?? process.env['COLLECTOR_URL'] ?? '';

const transport = new BufferingAsyncTransport({
  url,
  context: { region: 'eu-1', replicas: 3 },
  aggregatorKey: (record, context) => ({ region: context.region, isUrgent: record.severity >= 17 }),
  requestHeaders: (headers, key) => ({ ...headers, 'X-Region': key.region, 'X-Urgent': key.isUrgent }),
  overflow: 'drop-oldest',
});
const logger: winston.Logger = winston.createLogger({ transports: [transport] });
const removeHooks: () => void = installShutdownHooks();

logger.info('order placed', { order: 17 });
logger.error('card refused', { order: 17 });

const result: FlushResult = await transport.close();
console.log(`delivered ${result.delivered}, left ${result.left}`);
for (const { headers, records } of local?.requests ?? []) console.log(headers['x-region'], headers['x-urgent'], records);
await local?.close();
removeHooks();
