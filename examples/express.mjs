// Express: each request's values on every line that is logged while it is served, whoever logs it.
// Run: node examples/express.mjs (after npm run build)
import express from 'express';
import { runWithContext, winstonContext } from 'logferry';
import winston from 'winston';
import 'logferry/winston';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const transport = new winston.transports.BufferingAsync({
  url: collector.url,
  aggregatorKey: { tenant: '{fields.tenant}' },
  requestHeaders: { 'X-Tenant': '{key.tenant}' },
});
const logger = winston.createLogger({ defaultMeta: winstonContext({ service: 'shop' }), transports: [transport] });

const app = express();
app.use(express.json());
// After the body parser: what it reads comes from the socket, where no request runs.
app.use((request, _response, next) => {
  runWithContext({ tenant: request.get('x-tenant'), requestId: request.get('x-request-id') }, next);
});
app.post('/orders', async (request, response) => {
  logger.info('order placed', request.body);
  await takeFromStock();
  response.status(201).end();
});

/** Knows nothing of requests, and yet logs with the request's id. */
const takeFromStock = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  logger.info('taken from stock');
};

const server = app.listen(0);
const { port } = server.address();
const place = (order) =>
  fetch(`http://localhost:${port}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tenant': order % 2 === 0 ? 'acme' : 'globex', 'x-request-id': `req-${order}` },
    body: JSON.stringify({ order }),
  });
await Promise.all([1, 2, 3, 4, 5, 6].map(place));

await new Promise((resolve) => {
  server.close(resolve).closeAllConnections();
});
await transport.close();
await collector.report();
