import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { createRecordWriter } from '../../src/transports/record-wire.js';
import openWorker from '../../src/transports/winston-worker.js';

test('what crossed is delivered, each record with its own facts, and marks and bad lines are no records', async () => {
  await using collector = await startCollector();
  const order = { id: 'test', hears: { diagnostic: true, dropped: true } };
  const worker = await openWorker({
    options: { url: collector.url, aggregatorKey: '{level}', requestHeaders: { 'x-level': '{key}' } },
    order,
  });
  const write = createRecordWriter();
  worker.write(write('{"message":"one"}', { time: 1, level: 'not ice', severity: 10 }));
  worker.write('\u0000test 1\n');
  worker.write(write('plain text', { time: 1, level: 'info', severity: 9 }));
  worker.end();
  await once(worker, 'close');
  const arrived = collector.requests.map(({ headers, records }) => [headers['x-level'], records]);
  expect(arrived).toEqual([
    ['not ice', [{ message: 'one' }]],
    ['info', [{ time: 1, level: 'info', message: 'plain text' }]],
  ]);
});
