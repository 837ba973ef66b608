import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHandler } from '../../src/handler.js';
import { answer, type Behaviour, endlessBody, hang, hangInBody, headOf, startChaosServer } from '../kit/chaos-server.js';
import { until } from '../kit/until.js';
import { openCollectorStage, openStage, upTo } from './stage.js';

const FOREVER = Number.POSITIVE_INFINITY;

const openChaosStage = async () => {
  const server = await startChaosServer();
  onTestFinished(() => server.close());
  return { server, ...openStage({ url: server.url }) };
};

describe('an answer that takes its time', () => {
  test('C13 a header that drips is given up at the attempt’s deadline, to the tenth of a second, and sent again', async () => {
    const stage = await openCollectorStage();
    const { collector, handler, clock } = stage;
    collector.fail({ trickle: { bytesPerSecond: 5, part: 'headers' } });
    await stage.put(3);
    await until(() => collector.inFlight.now === 1);
    await clock.advance(29_900);
    expect(handler.stats().inFlight).toBe(3);
    await stage.runOut(200);
    expect(handler.stats()).toMatchObject({ inFlight: 0, waiting: 3, attempts: 1 });
    expect(handler.getHealthStatus().lastError).toBe('timeout');
    await stage.recovers();
    expect(stage.numbers()).toEqual([0, 1, 2, 3]);
  });

  test('C15 a collector that never answers: each slot is free again at the deadline, and all arrives after the cure', async () => {
    const stage = await openCollectorStage({ aggregatorKey: '{fields.n}', concurrency: 2 });
    const { collector, handler } = stage;
    collector.fail({ hang: true, times: FOREVER });
    await stage.put(4);
    await until(() => collector.inFlight.now === 2);
    await stage.runOut(30_000);
    expect(handler.stats()).toMatchObject({ inFlight: 0, waiting: 4, attempts: 2, dropped: {} });
    expect(handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: 'timeout' });
    expect(stage.diagnostics.map(({ code }) => code)).toContain('endpoint-open');
    collector.heal();
    await stage.recovers();
    expect([...stage.numbers()].sort()).toEqual(upTo(5));
  });

  test('C14 a 200 whose body never ends in time is a delivery; its connection is not used again', async () => {
    const stage = await openChaosStage();
    const { server, handler } = stage;
    server.script(hangInBody(200), answer(200));
    await stage.put(3);
    await until(() => server.requests.length === 1);
    expect(handler.stats().inFlight).toBe(3);
    await stage.runOut(2000);
    expect(handler.stats()).toMatchObject({ delivered: 3, attempts: 1, retries: 0 });
    await until(() => server.openSockets === 0);
    await stage.recovers();
    expect(server.requests.map(({ connection }) => connection > 0)).toEqual([false, true]);
  });
});

describe('C21 an answer without measure', () => {
  test.each([
    ['an endless body', endlessBody(200)],
    ['a bomb of gzip', bomb()],
  ])('%s is read for some kilobytes, then its connection is dropped', async (_what, behaviour) => {
    const stage = await openChaosStage();
    const { server, handler } = stage;
    let wire: Socket | undefined;
    const watched: Behaviour = {
      run: (socket, request) => {
        wire = socket;
        behaviour.run(socket, request);
      },
    };
    server.script(watched, answer(200));
    const before = process.memoryUsage().rss;
    await stage.put(3);
    await stage.runDry();
    expect(handler.stats()).toMatchObject({ delivered: 3, attempts: 1 });
    await stage.recovers();
    expect(server.requests.map(({ connection }) => connection > 0)).toEqual([false, true]);
    await until(() => wire?.destroyed);
    expect(wire?.bytesWritten).toBeLessThan(16 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});

/** A thousand to one: a gigabyte of zeros. */
function bomb(): Behaviour {
  const packed = Buffer.concat(Array(64).fill(gzipSync(Buffer.alloc(16 * 1024 * 1024))));
  return {
    run: (socket) => {
      socket.write(headOf(200, { 'content-encoding': 'gzip', 'content-length': String(packed.length) }));
      socket.write(packed);
    },
  };
}

test('C15 hanging connections are closed, not collected', async () => {
  const stage = await openChaosStage();
  const { server } = stage;
  server.script(hang, hang, hang, answer(200));
  await stage.put(1);
  for (let round = 1; round <= 3; round += 1) {
    await stage.runUntil(() => server.requests.length === round);
    await stage.runOut(30_000);
    await until(() => server.openSockets === 0);
  }
  await stage.runDry();
  expect(server.requests).toHaveLength(4);
});

test('L9 an event loop that stands still for longer than an attempt may last: the answer that lies in the socket counts', async () => {
  const server = new Worker(
    `const { parentPort } = require('node:worker_threads');
     require('node:http').createServer((request, response) => {
       request.resume().on('end', () => {
         parentPort.postMessage('got it');
         setTimeout(() => response.end(), 50);
       });
     }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });`,
    { eval: true },
  );
  onTestFinished(() => void server.terminate());
  const said = (): Promise<unknown> => new Promise((resolve) => server.once('message', resolve));
  const told: string[] = [];
  const handler = createHandler({
    url: `http://127.0.0.1:${await said()}`,
    attemptTimeoutMs: 300,
    onDiagnostic: ({ code }) => told.push(code),
  });
  for (let round = 0; round < 3; round += 1) {
    handler.handle({ message: 'x' });
    const [flushed] = [handler.flush(), await said()];
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    expect(await flushed).toMatchObject({ delivered: 1 });
  }
  expect(handler.stats()).toMatchObject({ delivered: 3, attempts: 3, retries: 0 });
  expect(told).toEqual([]);
  await handler.close();
});
