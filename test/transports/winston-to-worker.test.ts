import { EventEmitter } from 'node:events';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Diagnostic, DropNotice } from '../../src/core/handler.js';
import { openWorkerDoor } from '../../src/transports/winston-to-worker.js';
import { until } from '../kit/until.js';

/** A thread whose worker never reads. */
class DeafThread extends EventEmitter {
  writable = true;
  readonly written: string[] = [];
  write(data: Buffer): boolean {
    this.written.push(data.toString());
    return true;
  }
  end(): void {
    this.writable = false;
  }
}

let thread: DeafThread;
vi.mock('../../src/transports/open-thread.js', () => ({ openThread: () => thread }));
beforeEach(() => {
  thread = new DeafThread();
});

const facts = { time: 1_700_000_000_123, level: 'info', severity: 9 };
const open = (options: object = {}) => openWorkerDoor({ url: 'http://localhost', ...options });

test('a record goes over as one line with its facts in front', () => {
  expect(open().acceptLine('{"message":"x"}', facts)).toBe('accepted');
  expect(open().acceptRecord({ message: 'y', big: 1n }, facts)).toBe('accepted');
  expect(thread.written).toEqual(['1700000000123 9 info {"message":"x"}\n', '1700000000123 9 info {"message":"y","big":"1"}\n']);
});

test('K4 what the worker has not read never passes maxBufferBytes; when it has read, there is room again', async () => {
  const notices: DropNotice[] = [];
  const door = open({ maxBufferBytes: 65_536, onDrop: (notice: DropNotice) => notices.push(notice) });
  const line = JSON.stringify({ message: 'x'.repeat(999) });
  const verdicts = Array.from({ length: 100 }, () => door.acceptLine(line, facts));
  const bytes = Buffer.byteLength(thread.written.join(''));
  expect(bytes).toBeLessThanOrEqual(65_536);
  expect(bytes).toBeGreaterThan(63_000);
  await until(() => notices.length > 0);
  expect(notices).toEqual([{ count: verdicts.filter((verdict) => verdict === 'full').length, reason: 'full' }]);
  thread.emit('logferry:bytes-read', bytes);
  expect(door.acceptLine(line, facts)).toBe('accepted');
});

test('3e-B5 a record much too large is cut here, before it crosses, or crosses to be set aside where it is dropped', () => {
  const line = JSON.stringify({ message: 'x'.repeat(1 << 20) });
  expect(open().acceptLine(line, facts)).toBe('accepted');
  expect(thread.written[0]?.length).toBeLessThan(2 * 263_000);
  expect(open({ oversize: 'drop' }).acceptLine(line, facts)).toBe('full');
  expect(thread.written[1]).toBe(`1700000000123 9 info ${line}\n`);
  const immense = JSON.stringify({ message: 'x'.repeat(1 << 23) });
  expect(open({ oversize: 'drop' }).acceptLine(immense, facts)).toBe('full');
  expect(thread.written[2]?.length).toBeLessThan(2_100_000);
});

test('after the thread’s end records are refused, not written', () => {
  const door = open();
  thread.end();
  expect(door.acceptLine('{}', facts)).toBe('closed');
  expect(thread.written).toEqual([]);
});

test.each([
  [{}, false],
  [{ format: 'lines' }, true],
  [{ collector: { type: 'sumo' } }, true],
  [{ format: 'json-array' }, false],
])('with %j text crosses as it is: %s', (options, expected) => {
  expect(open(options).takesText).toBe(expected);
});

test('a worker that dies is told to onDiagnostic, and to nobody else', () => {
  const told: Diagnostic[] = [];
  open({ name: 'mine', onDiagnostic: (diagnostic: Diagnostic) => told.push(diagnostic) });
  thread.emit('error', new Error('out of memory'));
  expect(told).toMatchObject([
    { code: 'worker-lost', severity: 'error', handler: 'mine', message: expect.stringContaining('out of memory') },
  ]);
});

test('what the encoder here had to change is told, as an engine in this thread would tell it', () => {
  const told: Diagnostic[] = [];
  const door = open({ onDiagnostic: (diagnostic: Diagnostic) => told.push(diagnostic) });
  door.acceptRecord({ message: 'x'.repeat(1 << 20) }, facts);
  expect(told).toMatchObject([{ code: 'record-mended', context: { reason: 'truncated' }, count: 1 }]);
});
