import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { createBacklog } from '../../src/transports/backlog.js';
import { createRecordWriter } from '../../src/transports/record-wire.js';
import openWorker from '../../src/transports/winston-worker.js';

type Message = { readonly name: string; readonly args: readonly number[] };
const messages = vi.hoisted((): Message[] => []);
vi.mock('node:worker_threads', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  parentPort: { postMessage: (message: Message) => messages.push(message) },
}));

test('what the worker says it has read is what was written to it, marks left out: nothing remains, and no less', async () => {
  await using collector = await startCollector();
  const options = { url: collector.url };
  const worker = await openWorker({ options, order: { id: 'id', hears: { diagnostic: false, dropped: false } } });
  const listeners = new Map<string, (bytes: number) => void>();
  const backlog = createBacklog({ on: (event, listener) => listeners.set(event, listener) });
  const write = createRecordWriter();

  for (const text of ['Zürich', '東京 \ud800', 'x']) {
    const record = Buffer.from(write(JSON.stringify({ text }), { time: 1, level: 'info', severity: 9 }));
    backlog.wrote(record.length);
    worker.write(record);
    worker.write('\u0000id 1\n');
  }
  worker.end();
  await once(worker, 'close');
  for (const { name, args } of messages) listeners.get(name)?.(args[0] ?? 0);
  expect(messages.map(({ name }) => name)).toContain('logferry:bytes-read');
  expect(backlog.bytes).toBe(0);
});
