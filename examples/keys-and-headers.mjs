// Keys and headers of your own: records are grouped by a key made of context and record, and each group has its own headers.
// Run: node examples/keys-and-headers.mjs (after npm run build)
import { startFlushTimer } from 'logferry';
import winston from 'winston';
import 'logferry/winston';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();
const context = { foo: 'foo123', moo: 'moo123' };

const transport = new winston.transports.BufferingAsync({
  url: collector.url,
  capacity: 1000, // records waiting, all groups together, that trigger a flush
  chunkSize: 100, // records per request
  context,
  aggregatorKey: (record, { foo, moo }) => ({ woo: foo, hoo: `${moo}/${record.level}` }),
  requestHeaders: (headers, key) => ({ ...headers, 'X-Logshmog-Woo': key.woo, 'X-Logshmog-Hoo': key.hoo }),
});

/** The line is what the logger's format makes of it, when that is JSON. */
const line = winston.format.printf(({ timestamp, level, logger, message, foo, moo }) =>
  JSON.stringify({ timestamp, level, logger, message, foo, moo }),
);
const logger = winston.createLogger({
  defaultMeta: { logger: 'shop', ...context },
  format: winston.format.combine(winston.format.timestamp(), line),
  transports: [transport],
});

const timer = startFlushTimer(10); // seconds; flushes every live handler now and then
for (let order = 1; order <= 250; order += 1) logger.info(`order ${order} placed`);
logger.error('card refused');

timer.stop();
await transport.flush();
await collector.report();
