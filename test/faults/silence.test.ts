import dns from 'node:dns';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { createHandler } from '../../src/handler.js';
import { startCollector } from '../../src/testing/index.js';
import { loopMs } from '../kit/loop-time.js';
import { type App, spawnApp } from '../kit/spawn-app.js';
import { until } from '../kit/until.js';
import { openStage } from './stage.js';

/**
 * An address that answers nothing, as behind a firewall that drops: a server that is stopped (SIGSTOP) with a full backlog, for
 * which the kernel throws new connections away. SIGCONT heals it.
 */
const openBlackHole = async (host: string, port = 0): Promise<{ readonly port: number; readonly app: App }> => {
  const app = await spawnApp({
    code: `import { createServer } from 'node:http';
      let taken = 0;
      const server = createServer((request, response) => request.resume().on('end', () => { response.end(); console.log('taken', taken += 1); }));
      server.listen({ host: '${host}', port: ${port}, backlog: 1 }, () => console.log('port', server.address().port));`,
  });
  const listening = Number((await app.line('port')).split(' ')[1]);
  app.signal('SIGSTOP');
  const sockets: Socket[] = [];
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    app.signal('SIGCONT');
    await app[Symbol.asyncDispose]();
  });
  for (let isFull = false; !isFull; ) {
    const socket = connect(listening, host).on('error', () => {});
    sockets.push(socket);
    isFull = (await Promise.race([once(socket, 'connect'), new Promise((resolve) => setTimeout(resolve, 300))])) === undefined;
  }
  return { port: listening, app };
};

afterEach(() => {
  vi.restoreAllMocks();
});

test('C30 a firewall that drops: given up after ten seconds, nothing lost, delivered once it lets us through', async () => {
  const { port, app } = await openBlackHole('127.0.0.1');
  const stage = openStage({ url: `http://127.0.0.1:${port}` });
  const startedAt = performance.now();
  await stage.put(3);
  await until(() => stage.handler.stats().inFlight === 0, { timeoutMs: 15_000 });
  expect(performance.now() - startedAt).toBeGreaterThan(9000);
  expect(stage.handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: 'und_err_connect_timeout' });
  expect(stage.handler.stats()).toMatchObject({ waiting: 3, dropped: {} });
  app.signal('SIGCONT');
  await stage.recovers();
});

test('C30 a firewall that drops does not hold close', async () => {
  const { port } = await openBlackHole('127.0.0.1');
  const handler = createHandler({ url: `http://127.0.0.1:${port}` });
  handler.handle({ message: 'x' });
  expect(await loopMs(async () => expect(await handler.close({ timeoutMs: 200 })).toMatchObject({ left: 1 }))).toBeLessThan(1000);
});

test('C31 an IPv6 address that swallows everything, with IPv4 behind it: a quarter of a second, and no failure', async () => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  const port = Number(new URL(collector.url).port);
  await openBlackHole('::1', port);
  vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: unknown, done: (error: null, addresses: unknown) => void) =>
    done(null, [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ])) as never);
  const stage = openStage({ url: `http://collector.example:${port}` });
  const startedAt = performance.now();
  await stage.put(10);
  await stage.runDry();
  const ms = performance.now() - startedAt;
  expect(ms).toBeGreaterThan(200);
  expect(ms).toBeLessThan(5000);
  expect(stage.handler.stats()).toMatchObject({ delivered: 10, attempts: 1 });
  expect(stage.diagnostics).toEqual([]);
});
