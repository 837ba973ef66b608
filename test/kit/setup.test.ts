import pino from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import winston from 'winston';
import { createEngine, createHandler, openEngine } from '../../src/handler.js';
import { startCollector } from '../../src/testing/index.js';
import { createDestination } from '../../src/transports/pino.js';
import { BufferingAsyncTransport } from '../../src/transports/winston.js';
import { expectAllBalanced } from './expect-balanced.js';

const collector = await startCollector();
afterAll(() => collector.close());
const options = { url: collector.url };

describe.each([
  { way: 'createHandler', make: () => createHandler(options) },
  { way: 'createEngine', make: () => createEngine(options).handler },
  { way: 'openEngine', make: async () => (await openEngine(options)).handler },
  { way: 'the Winston transport', make: () => winstonHandler() },
  { way: 'the Pino destination', make: () => pinoHandler() },
])('an engine made by $way', ({ make }) => {
  test('is checked after the test', async () => {
    const handler = await make();
    expect(expectAllBalanced).not.toThrow();
    const ruined = await make();
    const stats = ruined.stats();
    Object.assign(ruined, { stats: () => ({ ...stats, received: stats.received + 1 }) });
    expect(expectAllBalanced).toThrow('sum of all places');
    await Promise.all([handler.close(), ruined.close()]);
  });
});

const winstonHandler = () => {
  const transport = new BufferingAsyncTransport(options);
  winston.createLogger({ transports: [transport] }).info('hello');
  return transport.handler;
};

const pinoHandler = () => {
  const destination = createDestination(options);
  pino(destination).info('hello');
  return destination.handler;
};
