// Health: a /healthz for one handler, and the health of all handlers of the process.
// Run: node examples/health.mjs (after npm run build)
import { createServer } from 'node:http';
import { createHandler, createHealthHandler, getHealthStatus } from 'logferry';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const good = createHandler({ name: 'good', url: collector.url });
const bad = createHandler({ name: 'bad', url: 'http://127.0.0.1:9', closeTimeoutMs: 100 }); // nobody listens there
const healthOf = { '/healthz/good': createHealthHandler(good), '/healthz/bad': createHealthHandler(bad) };

const server = createServer((request, response) => healthOf[request.url](request, response));
await new Promise((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});

for (const handler of [good, bad]) {
  handler.handle({ level: 'info', message: 'order placed' });
  await handler.flush({ timeoutMs: 500 });
}
for (const path of Object.keys(healthOf)) {
  const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`);
  const { status, lastError, stats } = await response.json();
  console.log(`${path}: ${response.status} ${status}, delivered ${stats.delivered}, waiting ${stats.waiting}, last error ${lastError}`);
}
console.log(`the whole process: ${(await getHealthStatus()).status}`);

server.close().closeAllConnections();
await Promise.all([good.close(), bad.close()]);
await collector.report();
