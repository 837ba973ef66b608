import { expect, test } from 'vitest';
import type { RecordInput } from '../../src/core/record.js';
import { startCollector } from '../../src/testing/index.js';
import { sendLogs } from '../../src/transports/send-logs.js';

const records = (count: number, fields = {}): RecordInput[] => Array.from({ length: count }, (_, n) => ({ fields: { n, ...fields } }));
const numbersOf = (list: readonly unknown[]): unknown[] => list.map((record) => (record as { n: unknown }).n);

test('a record that is refused for its own sake is counted once, and nobody waits for it', async () => {
  await using collector = await startCollector();
  const aggregatorKey = ({ fields }: { readonly fields: Readonly<Record<string, unknown>> }): string => {
    if (Number(fields['n']) % 2 === 1) throw new Error('no key');
    return 'key';
  };
  const result = await sendLogs(records(10), { url: collector.url, aggregatorKey });
  expect(result).toEqual({ delivered: 5, spooled: 0, dropped: 5, left: 0 });
  expect(collector.requests).toHaveLength(1);
});

test('an overflow that is asked for is obeyed: what gives way is counted, and nobody waits for room', async () => {
  await using collector = await startCollector();
  const limits = { url: collector.url, maxBufferRecords: 10 };
  expect(await sendLogs(records(30), { ...limits, overflow: 'drop-oldest' })).toEqual({ delivered: 10, spooled: 0, dropped: 20, left: 0 });
  expect(numbersOf(collector.records)).toEqual(
    records(30)
      .map((_, n) => n)
      .slice(20),
  );
  expect(await sendLogs(records(30), { ...limits, overflow: undefined })).toEqual({ delivered: 30, spooled: 0, dropped: 0, left: 0 });
});

test('records that find no room in time are left, each once', async () => {
  const result = await sendLogs(records(20), { url: 'http://127.0.0.1:9/', maxBufferRecords: 5, timeoutMs: 20 });
  expect(result).toEqual({ delivered: 0, spooled: 0, dropped: 0, left: 20 });
});

test('where the records themselves fail, those before are delivered, then the failure comes out', async () => {
  await using collector = await startCollector();
  const failing = async function* () {
    yield* records(3);
    throw new Error('cursor lost');
  };
  await expect(sendLogs(failing(), { url: collector.url })).rejects.toThrow('cursor lost');
  expect(numbersOf(collector.records)).toEqual([0, 1, 2]);
});
