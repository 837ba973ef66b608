// SIGTERM: with the hooks installed, what waits is delivered before the process dies of the signal.
// This program starts itself once more as the app, and sends it the signal.
// Run: node examples/shutdown.mjs (after npm run build)
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { installShutdownHooks } from 'logferry';
import winston from 'winston';
import 'logferry/winston';
import { openCollector } from './local-collector.mjs';

const app = () => {
  installShutdownHooks({ signals: ['SIGTERM', 'SIGINT'], timeoutMs: 5000 });
  const logger = winston.createLogger({ transports: [new winston.transports.BufferingAsync({ url: process.env.COLLECTOR_URL })] });
  for (let order = 1; order <= 500; order += 1) logger.info('order placed', { order });
  setInterval(() => {}, 1000); // a service does not end by itself
  process.send('ready');
};

const parent = async () => {
  const collector = await openCollector();
  const child = fork(fileURLToPath(import.meta.url), ['app'], { env: { ...process.env, COLLECTOR_URL: collector.url } });
  await once(child, 'message');
  child.kill('SIGTERM');
  const [code, signal] = await once(child, 'exit');
  console.log(`the app ended: exit code ${code}, signal ${signal}`);
  await collector.report();
};

await (process.argv[2] === 'app' ? app() : parent());
