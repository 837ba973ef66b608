import { expect, test } from 'vitest';
import { spawnApp } from './spawn-app.js';
import { until } from './until.js';

test('a program given as TypeScript runs, prints line by line, and ends with its code', async () => {
  const code = `
    import { countRecords } from './src/testing/wire-format.js';
    const count: number = countRecords('lines', Buffer.from('a\\nb'));
    console.log('counted', count, process.argv[2], process.env['COLOUR']);
    console.error('on stderr');
    process.exitCode = 3;
  `;
  await using app = await spawnApp({ code }, { args: ['arg'], env: { COLOUR: 'blue' } });
  expect(await app.line('counted')).toBe('counted 2 arg blue');
  expect(await app.line(/^on/)).toBe('on stderr');
  expect(await app.exit()).toEqual({ code: 3, signal: null });
  expect([app.stdout, app.stderr]).toEqual([['counted 2 arg blue'], ['on stderr']]);
});

test('a program finds the packages of this repository, and logferry', async () => {
  const code = `
    import pino from 'pino';
    console.log(typeof pino, import.meta.resolve('logferry/package.json'));
  `;
  await using app = await spawnApp({ code });
  expect(await app.line('function')).toMatch(/^function file:.*package\.json$/);
});

test('a signal reaches it, and a line may come later than it is asked for', async () => {
  const code = `
    process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });
    setInterval(() => undefined, 1000);
    console.log('ready');
  `;
  await using app = await spawnApp({ code });
  await app.line('ready');
  const bye = app.line('bye');
  app.signal('SIGTERM');
  expect(await bye).toBe('bye');
  expect(await app.exit()).toEqual({ code: 0, signal: null });
});

test('a program that dies of a signal says which', async () => {
  await using app = await spawnApp({ code: `setInterval(() => undefined, 1000); console.log('ready');` });
  await app.line('ready');
  app.signal('SIGKILL');
  expect(await app.exit()).toEqual({ code: null, signal: 'SIGKILL' });
});

test('a line that never comes is a failure that shows what came instead', async () => {
  await using app = await spawnApp({ code: `console.log('something else');` });
  await expect(app.line('ready')).rejects.toThrow(/ended \(code 0, signal null\) without a line like ready[\s\S]*something else/);
});

test('a program that will not end is killed', async () => {
  await using app = await spawnApp({ code: 'setInterval(() => undefined, 1000);' });
  await expect(app.exit({ timeoutMs: 100 })).rejects.toThrow('had not ended after 100 ms');
  expect(await app.exit()).toEqual({ code: null, signal: 'SIGKILL' });
});

test('until answers what it waited for, and tells what it waited for in vain', async () => {
  let asked = 0;
  expect(await until(() => (++asked === 3 ? 'there' : undefined))).toBe('there');
  await expect(until(() => false, { timeoutMs: 10, what: 'the moon is green' })).rejects.toThrow(
    'still not so after 10 ms: the moon is green',
  );
});
