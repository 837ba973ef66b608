import { expect, test } from 'vitest';
import { ConfigurationError } from '../../src/core/errors.js';
import { createHandler } from '../../src/handler.js';
import openTarget, { createDestination, createTransport } from '../../src/transports/pino.js';
import { BufferingAsyncTransport } from '../../src/transports/winston.js';

const options = { url: 'http://127.0.0.1:9/', overflow: 'block' } as const;

test.each<[door: string, open: () => unknown]>([
  ['Winston', () => new BufferingAsyncTransport(options)],
  ['Winston', () => new BufferingAsyncTransport({ ...options, worker: true })],
  ['a worker', () => createTransport(options)],
  ['a worker', () => createTransport(options, { targets: [{ target: 'pino/file', level: 'info' }] })],
  ['a Pino worker', () => openTarget(options)],
])('K6 `block` cannot be had with %s, and the refusal says why, and what to do', async (door, open) => {
  const refused = async (): Promise<unknown> => open();
  const why = `option \`overflow\`: 'block' cannot be had with ${door}, where nobody can be made to wait. `;
  const cure =
    'Use it with `createHandler` or with Pino in process (`createDestination`), or leave it out and have a `spool`, on which records wait that memory has no room for';
  await expect(refused()).rejects.toThrow(ConfigurationError);
  await expect(refused()).rejects.toMatchObject({ message: why + cure, context: { option: 'overflow' } });
});

test.each([
  ['createHandler', () => createHandler(options)],
  ['createDestination', () => createDestination(options).handler],
])('K6 %s has it, and its `accepted()` and `drained()`', async (_, open) => {
  const handler = open();
  expect(await handler.accepted()).toBe(true);
  await handler.drained();
  await handler.close();
  expect(await handler.accepted()).toBe(false);
});
