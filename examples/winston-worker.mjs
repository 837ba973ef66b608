// Winston with the engine in a worker thread: the app's thread writes each record down, and does nothing else for it.
// Run: node examples/winston-worker.mjs (after npm run build)
import winston from 'winston';
import 'logferry/winston';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const transport = new winston.transports.BufferingAsync({
  url: collector.url,
  worker: true, // functions cannot cross to a worker: a key is made of templates instead
  aggregatorKey: { level: '{level}' },
  requestHeaders: { 'X-Level': '{key.level}' },
});
const logger = winston.createLogger({ transports: [transport] });

for (let order = 1; order <= 100; order += 1) logger.info('order placed', { order });
logger.warn('stock is low');

console.log(await transport.close()); // delivers what waits, and ends the worker
console.log(await transport.handler.stats()); // in a worker, questions are answered by promises
await collector.report();
