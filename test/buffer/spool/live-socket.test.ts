import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addressOf, knock, openLiveSocket } from '../../../src/buffer/spool/live-socket.js';
import { systemClock } from '../../../src/core/clock.js';
import { createFakeClock } from '../../kit/fake-clock.js';
import { tempDirectory } from './logs.js';

const ask = (directory: string) => knock(directory, systemClock);
const path = (bytes: number): string => '/'.padEnd(bytes - '/live.sock'.length, 'd');

test.each<[directory: string, platform: NodeJS.Platform, address: object]>([
  ['/spool/abc', 'linux', { kind: 'file', path: '/spool/abc/live.sock' }],
  [path(100), 'linux', { kind: 'file', path: `${path(100)}/live.sock` }],
  [path(101), 'linux', { kind: 'by-directory' }],
  [path(101), 'darwin', { kind: 'none' }],
  [path(100).replace('d', 'é'), 'darwin', { kind: 'none' }],
  ['/spool/abc', 'win32', { kind: 'pipe', path: '\\\\.\\pipe\\logferry-abc' }],
])('in %s on %s a socket has the address %j', (directory, platform, address) => {
  expect(addressOf(directory, platform)).toEqual(address);
});

describe.each<[length: string, make: () => string]>([
  ['short', tempDirectory],
  [
    'longer than a socket address',
    () => {
      const directory = join(tempDirectory(), 'd'.repeat(120));
      mkdirSync(directory);
      return directory;
    },
  ],
])('a directory with a path that is %s', (_length, make) => {
  test('has a listener as soon as the call returns, for its owner alone, and none once it is closed', async () => {
    const directory = make();
    expect(await ask(directory)).toBe('absent');
    const socket = openLiveSocket(directory);
    expect(socket.isListening).toBe(true);
    expect(lstatSync(join(directory, 'live.sock')).mode & 0o777).toBe(0o600);
    expect(await ask(directory)).toBe('open');
    const closing = socket.close();
    expect(existsSync(join(directory, 'live.sock'))).toBe(false);
    expect(socket.close()).toBe(closing);
    await closing;
    expect(await ask(directory)).toBe('absent');
  });

  test('refuses once its owner was killed', async () => {
    const directory = make();
    const { signal } = spawnSync(process.execPath, [
      '-e',
      `process.chdir(${JSON.stringify(directory)});
       require('node:net').createServer().listen('live.sock', () => process.kill(process.pid, 'SIGKILL'))`,
    ]);
    expect([signal, readdirSync(directory)]).toEqual(['SIGKILL', ['live.sock']]);
    expect(await ask(directory)).toBe('refused');
  });

  test('costs no file descriptor after a knock, nor after the end', async () => {
    const directory = make();
    const open = (): number => readdirSync('/proc/self/fd').length;
    const before = open();
    for (let round = 0; round < 5; round += 1) {
      await ask(directory);
      const socket = openLiveSocket(directory);
      await ask(directory);
      await socket.close();
    }
    await new Promise(setImmediate);
    expect(open()).toBe(before);
  });
});

test('who connects is sent away', async () => {
  const directory = tempDirectory();
  const socket = openLiveSocket(directory);
  const guest = connect(join(directory, 'live.sock'));
  await once(guest, 'close');
  await socket.close();
});

test.each(['gone', 'd'.repeat(120)])('where there can be no socket nobody listens, and nobody is disturbed (%s)', async (name) => {
  const directory = join(tempDirectory(), name);
  const socket = openLiveSocket(directory);
  expect([socket.isListening, await ask(directory)]).toEqual([false, 'absent']);
  await socket.close();
});

test('what stands in the place of a socket refuses', async () => {
  const directory = tempDirectory();
  writeFileSync(join(directory, 'live.sock'), '');
  expect(await ask(directory)).toBe('refused');
});

test('a knock leaves no timer behind', async () => {
  const clock = createFakeClock();
  await knock(tempDirectory(), clock);
  expect(clock.pendingTimers()).toBe(0);
});
