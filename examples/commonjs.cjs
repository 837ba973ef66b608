// CommonJS: logferry is an ES module, and Node 20.19 or newer loads it by require() without a flag.
// Run: node examples/commonjs.cjs (after npm run build)
const pino = require('pino');
const winston = require('winston');
const { createDestination } = require('logferry/pino');
require('logferry/winston');
const { openCollector } = require('./local-collector.mjs');

const main = async () => {
  const collector = await openCollector();

  const transport = new winston.transports.BufferingAsync({ url: `${collector.url}/winston` });
  const winstonLogger = winston.createLogger({ transports: [transport] });
  winstonLogger.info('order placed', { order: 17 });

  const destination = createDestination({ url: `${collector.url}/pino` });
  const pinoLogger = pino(destination);
  pinoLogger.info({ order: 17 }, 'order placed');

  await Promise.all([transport.flush(), destination.handler.flush()]);
  await collector.report();
};

void main();
