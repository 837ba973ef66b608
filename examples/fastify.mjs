// Fastify with Pino: request context for every line, and logs delivered as part of Fastify's own way out.
// Run: node examples/fastify.mjs (after npm run build)
import Fastify, { LogController } from 'fastify';
import { captureContext, pinoContext, runWithContext } from 'logferry';
import { createDestination } from 'logferry/pino';
import pino from 'pino';
import { openCollector } from './local-collector.mjs';

const collector = await openCollector();

const destination = createDestination({
  url: collector.url,
  aggregatorKey: { tenant: '{fields.tenant|nobody}' },
  requestHeaders: { 'X-Tenant': '{key.tenant}' },
});
const logger = pino({ mixin: pinoContext() }, destination);
const app = Fastify({ loggerInstance: logger, logController: new LogController({ disableRequestLogging: true }) });

app.addHook('onRequest', (request, _reply, done) => {
  runWithContext({ tenant: request.headers['x-tenant'], requestId: request.id }, () => {
    request.inContext = captureContext();
    done();
  });
});
// Fastify reads the body in between: from here on the request runs in its context again.
app.addHook('preValidation', (request, _reply, done) => request.inContext(done));
app.addHook('onClose', () => destination.handler.close());

app.post('/orders', async (request, reply) => {
  logger.info(request.body, 'order placed');
  await takeFromStock();
  return reply.code(201).send();
});

const takeFromStock = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  logger.info('taken from stock');
};

const origin = await app.listen({ port: 0, host: '127.0.0.1' });
const place = (order) =>
  fetch(`${origin}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tenant': order % 2 === 0 ? 'acme' : 'globex' },
    body: JSON.stringify({ order }),
  });
await Promise.all([1, 2, 3, 4, 5, 6].map(place));

await app.close();
await collector.report();
