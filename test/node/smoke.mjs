// Runs the built package on whatever Node starts it: node --test test/node/smoke.mjs (after a build).
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, beforeEach, test } from 'node:test';
import { createHandler } from 'logferry';
import { createDestination, createTransport } from 'logferry/pino';
import { startCollector } from 'logferry/testing';
import { BufferingAsyncTransport } from 'logferry/winston';
import pino from 'pino';
import winston from 'winston';

const require = createRequire(import.meta.url);
const collector = await startCollector();
const url = collector.url;

beforeEach(() => collector.clear());
after(() => collector.close());

const numbers = () => collector.records.map(({ n }) => n);

const logThree = (logger) => {
  for (const n of [1, 2, 3]) logger.info({ message: 'hello', n });
};

test('the handler delivers', async () => {
  const handler = createHandler({ url });
  for (const n of [1, 2, 3]) handler.handle({ message: 'hello', fields: { n } });
  const { delivered } = await handler.close();
  assert.equal(delivered, 3);
  assert.deepEqual(numbers(), [1, 2, 3]);
});

test('Winston delivers', async () => {
  const transport = new BufferingAsyncTransport({ url });
  logThree(winston.createLogger({ transports: [transport] }));
  await transport.handler.flush();
  assert.deepEqual(numbers(), [1, 2, 3]);
  await transport.handler.close();
});

test('Pino in process delivers', async () => {
  const destination = createDestination({ url });
  logThree(pino(destination));
  await destination.handler.flush();
  assert.deepEqual(numbers(), [1, 2, 3]);
  await destination.handler.close();
});

test('Pino delivers from its worker thread', async () => {
  const transport = createTransport({ url });
  logThree(pino(transport));
  await transport.flush({ timeoutMs: 5000 });
  assert.deepEqual(numbers(), [1, 2, 3]);
  await transport.close();
});

test('require gives the same modules as import', () => {
  assert.equal(require('logferry').createHandler, createHandler);
  assert.equal(require('logferry/pino').createDestination, createDestination);
  assert.equal(require('logferry/winston').BufferingAsyncTransport, BufferingAsyncTransport);
});
