// The web service of the demo: three tenants, and a logger through each of three doors.
import { createServer } from 'node:http';
import { pinoContext, runWithContext, winstonContext } from 'logferry';
import { createDestination, createTransport } from 'logferry/pino';
import pino from 'pino';
import winston from 'winston';
import 'logferry/winston';

/** What the three have in common. `retry` is short, for nobody wants to watch a minute of rest. */
const common = { flushIntervalMs: 400, compression: 'gzip', retry: { baseMs: 100, capMs: 1000 } };

export const openShop = async ({ url, onDiagnostic }) => {
  const settings = (name) => ({ ...common, url: `${url}/${name}`, name, onDiagnostic });

  // Winston, in process: the key is a function.
  const accessTransport = new winston.transports.BufferingAsync({
    ...settings('access'),
    aggregatorKey: (record) => ({ tenant: String(record.fields.tenant), level: record.level }),
    requestHeaders: (headers, key) => ({ ...headers, 'X-Tenant': key.tenant, 'X-Level': key.level }),
  });
  const access = winston.createLogger({
    defaultMeta: winstonContext(),
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    transports: [accessTransport],
  });

  // Pino, in process: the key is a template.
  const ordersDestination = createDestination({
    ...settings('orders'),
    aggregatorKey: '{fields.tenant}',
    requestHeaders: { 'X-Tenant': '{key}' },
  });
  const orders = pino({ mixin: pinoContext(), base: undefined }, ordersDestination);

  // Pino, in a worker thread: options are plain data.
  const auditTransport = createTransport({
    ...settings('audit'),
    context: { region: 'eu-1' },
    aggregatorKey: { tenant: '{fields.tenant}', region: '{context.region}' },
    requestHeaders: { 'X-Tenant': '{key.tenant}', 'X-Region': '{key.region}' },
  });
  const audit = pino({ mixin: pinoContext(), base: undefined }, auditTransport);

  /** What was logged, by logger: the demo's own books, to compare with the handlers' and the collector's. */
  const logged = { access: 0, orders: 0, audit: 0 };

  const serveOrder = (n) => {
    orders.info({ n, id: ++logged.orders, euros: (n * 7) % 100 }, 'order placed');
    audit.info({ n, id: ++logged.audit }, 'stock taken');
  };

  const serve = async (request, response) => {
    const n = Number(request.url.slice('/orders/'.length));
    const isSoldOut = n % 10 === 0;
    // Other requests run meanwhile, each in its own context.
    await new Promise((resolve) => setTimeout(resolve, n % 3));
    if (!isSoldOut) serveOrder(n);
    access.log({ level: isSoldOut ? 'warn' : 'info', message: isSoldOut ? 'sold out' : 'order served', n, id: ++logged.access });
    response.writeHead(isSoldOut ? 409 : 201).end();
  };

  const server = createServer((request, response) => {
    const { 'x-tenant': tenant, 'x-request-id': requestId } = request.headers;
    void runWithContext({ tenant, requestId }, () => serve(request, response));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    logged,
    handlers: { access: accessTransport.handler, orders: ordersDestination.handler, audit: auditTransport.handler },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
};
