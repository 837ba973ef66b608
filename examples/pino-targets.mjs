// Pino with several targets in one worker: the terminal gets everything, the collector what is a warning or worse.
// Run: node examples/pino-targets.mjs (after npm run build)
import { flushAll } from 'logferry';
import pino from 'pino';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const logger = pino(
  pino.transport({
    targets: [
      { target: 'pino/file', options: { destination: 1 } },
      { target: 'logferry/pino', level: 'warn', options: { url: collector.url } },
    ],
  }),
);

logger.info('order placed');
logger.warn('stock is low');
logger.error('card refused');

// With several targets Pino's own logger.flush() does not wait for them. This does, for every engine of the process.
await new Promise((resolve) => logger.flush(resolve));
await flushAll();
await collector.report();
