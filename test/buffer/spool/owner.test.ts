import { expect, test } from 'vitest';
import { systemFiles } from '../../../src/buffer/spool/files.js';
import { parseOwner, parseProcessStat, readSelf } from '../../../src/buffer/spool/owner.js';
import { deadOwner } from './logs.js';

const numbered = Array.from({ length: 40 }, (_, index) => String(index + 4)).join(' ');

test.each(['node', 'a b', 'a) R 1', ')', ''])('the start of a process called %j is the 22nd field', (name) => {
  expect(parseProcessStat(`7 (${name}) S ${numbered}\n`)).toEqual({ state: 'S', startTicks: '22' });
});

test.each(['', '7', '7 (node) S 1 2'])('what is no account of a process (%j) says nothing', (text) => {
  expect(parseProcessStat(text)).toBeUndefined();
});

test.runIf(process.platform === 'linux')('a process knows itself the same at each look', () => {
  const self = readSelf(systemFiles);
  expect(self).toEqual(readSelf(systemFiles));
  expect(self).toMatchObject({
    pid: process.pid,
    startTicks: expect.stringMatching(/^\d+$/),
    bootId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    pidNamespace: expect.stringMatching(/^\d+$/),
  });
});

test.each<[file: string, text: string, machineId: string | undefined]>([
  ['/etc/machine-id', `${'0a'.repeat(16)}\n`, '0a'.repeat(16)],
  ['/var/lib/dbus/machine-id', 'b'.repeat(32), 'b'.repeat(32)],
  ['/etc/machine-id', 'uninitialized\n', undefined],
  ['/etc/machine-id', '', undefined],
  ['/nowhere', '', undefined],
])('a machine where %s is %j has the id %j', (file, text, machineId) => {
  const readFileSync = (path: unknown): string => {
    if (path === file) return text;
    throw new Error('ENOENT');
  };
  expect(readSelf({ ...systemFiles, readFileSync: Object.assign(readFileSync) }).machineId).toBe(machineId);
});

test('a system that tells nothing leaves pid and host name', () => {
  const fail = (): never => {
    throw new Error('ENOENT');
  };
  const self = readSelf({ readFileSync: fail, statSync: Object.assign(fail) });
  expect(JSON.parse(JSON.stringify(self))).toEqual({ pid: process.pid, tid: expect.any(Number), hostname: expect.any(String) });
});

test('what an owner wrote of itself is read back', () => {
  const { machineId: _none, ...rest } = deadOwner;
  expect(parseOwner(JSON.stringify(rest))).toEqual(rest);
});

test.each<[why: string, text: string]>([
  ['empty', ''],
  ['cut short', JSON.stringify(deadOwner).slice(0, -1)],
  ['zeros', '\0'.repeat(64)],
  ['null', 'null'],
  ['a list', '[]'],
  ...(['pid', 'tid', 'hostname', 'formatVersion', 'createdMs', 'hasSocket'] as const).map(
    (name) => [`without ${name}`, JSON.stringify({ ...deadOwner, [name]: undefined })] as [string, string],
  ),
  ...(['bootId', 'startTicks', 'pidNamespace', 'machineId', 'pid', 'hostname', 'hasSocket'] as const).map(
    (name) => [`with a strange ${name}`, JSON.stringify({ ...deadOwner, [name]: {} })] as [string, string],
  ),
])('a card that is %s names nobody', (_why, text) => {
  expect(parseOwner(text)).toBeUndefined();
});
