import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RecordInput } from '../../src/core/record.js';
import { startCollector } from '../../src/testing/index.js';
import { sendLogs } from '../../src/transports/send-logs.js';

const records = (count: number, fields = {}): RecordInput[] => Array.from({ length: count }, (_, n) => ({ fields: { n, ...fields } }));
const numbersOf = (list: readonly unknown[]): unknown[] => list.map((record) => (record as { n: unknown }).n);

const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-send-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

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

test('what a dead-letter store keeps is dropped, not left; and no page waits for company while somebody waits for room', async () => {
  await using collector = await startCollector();
  collector.fail({ refuseRecord: (record) => (record as { n: number }).n === 7, status: 422, times: Number.POSITIVE_INFINITY });
  const options = { url: collector.url, maxBufferRecords: 5, flushIntervalMs: 600_000, deadLetters: { directory: temporaryDirectory() } };
  expect(await sendLogs(records(30), options)).toEqual({ delivered: 29, spooled: 0, dropped: 1, left: 0 });
});

test('with a spool what was not delivered in time is there for the next, whose own counts are not mixed with it', async () => {
  await using collector = await startCollector();
  const options = { url: collector.url, spool: { directory: temporaryDirectory() } };
  await collector.pause();
  expect(await sendLogs(records(30), { ...options, timeoutMs: 20 })).toEqual({ delivered: 0, spooled: 30, dropped: 0, left: 0 });
  await collector.resume();
  expect(await sendLogs(records(10, { fresh: true }), options)).toEqual({ delivered: 10, spooled: 0, dropped: 0, left: 0 });
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
