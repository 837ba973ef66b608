// Winston: one transport beside those that the logger has already.
// Run: node examples/winston.mjs (after npm run build)
import winston from 'winston';
import 'logferry/winston'; // registers winston.transports.BufferingAsync
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const transport = new winston.transports.BufferingAsync({ url: collector.url });
const logger = winston.createLogger({
  format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
  transports: [new winston.transports.Console(), transport],
});

logger.info('order placed', { order: 17 });
logger.warn({ message: 'stock is low', item: 'apple', left: 3 });
logger.child({ module: 'billing' }).error('card refused', new Error('expired'));

await transport.flush(); // only to report here: a program that ends by itself delivers first
await collector.report();
