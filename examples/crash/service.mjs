// A logging service, as crash.mjs starts and kills it: it prints the number of each order once it is logged, and never ends by itself.
import { writeSync } from 'node:fs';
import { createDestination } from 'logferry/pino';
import pino from 'pino';

const [url, directory, first, ordersPerMs] = process.argv.slice(2);

const destination = createDestination({
  url,
  idempotencyKey: true, // each request says its name, the same when it is sent again
  chunkSize: 50,
  flushIntervalMs: 20,
  retry: { baseMs: 50, capMs: 500 }, // the defaults, 1 and 30 seconds, are made for real outages
  spool: { directory }, // mode 'journal': a record is on disk before logger.info returns
});
const logger = pino(destination);

let order = Number(first);
const sell = () => {
  for (let sold = 0; sold < ordersPerMs; sold += 1) {
    order += 1;
    logger.info({ order }, 'order placed');
    writeSync(1, `${order}\n`);
  }
};
setInterval(sell, 1);

process.once('SIGTERM', async () => {
  await destination.handler.close();
  process.exit(0);
});
