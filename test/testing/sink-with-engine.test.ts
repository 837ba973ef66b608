import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import winston from 'winston';
import { attachSink, type Collector, startCollector } from '../../src/testing/index.js';
import { createDestination } from '../../src/transports/pino.js';
import { BufferingAsyncTransport } from '../../src/transports/winston.js';

let collector: Collector;
beforeEach(async () => {
  collector = await startCollector();
});
afterEach(() => collector.close());

const options = () => ({ url: collector.url, aggregatorKey: '{fields.tenant}', requestHeaders: { 'X-Tenant': '{key}' } });

const loggers = [
  {
    logger: 'Winston',
    make: () => {
      const transport = new BufferingAsyncTransport(options());
      const logger = winston.createLogger({ transports: [transport] });
      return { logger, handler: transport.handler, log: (tenant: string, n: number) => logger.info('hello', { tenant, n }) };
    },
  },
  {
    logger: 'Pino',
    make: () => {
      const destination = createDestination(options());
      const logger = pino(destination);
      return { logger, handler: destination.handler, log: (tenant: string, n: number) => logger.info({ tenant, n }, 'hello') };
    },
  },
];

test.each(loggers)(
  'K36 what $logger would have sent comes to the sink in its groups, with their headers, and none of it to the collector',
  async ({ make }) => {
    const { logger, handler, log } = make();
    const sink = attachSink(logger);
    for (const [n, tenant] of ['x', 'y', 'x'].entries()) log(tenant, n);
    await sink.flush();
    const numbers = sink.requests.map(({ key, headers, lines }) => [key, headers['X-Tenant'], lines.map((line) => JSON.parse(line).n)]);
    expect(numbers).toEqual([
      ['x', 'x', [0, 2]],
      ['y', 'y', [1]],
    ]);
    expect([collector.connections.total, handler.stats().delivered]).toEqual([0, 3]);

    sink.detach();
    log('z', 3);
    await handler.close();
    expect(collector.records).toMatchObject([{ tenant: 'z', n: 3 }]);
    expect(sink.records).toHaveLength(3);
  },
);
