import { describe, expect, onTestFinished, test } from 'vitest';
import type { HandlerOptions } from '../../src/handler-options.js';
import {
  answer,
  answerAndClose,
  type Behaviour,
  type ChaosServer,
  halfClose,
  headOf,
  raw,
  reset,
  resetEarly,
  resetInBody,
  startChaosServer,
} from '../kit/chaos-server.js';
import { until } from '../kit/until.js';
import { openCollectorStage, openStage, upTo } from './stage.js';

const openChaosStage = async (options: Partial<HandlerOptions> = {}) => {
  const server = await startChaosServer();
  onTestFinished(() => server.close());
  return { server, ...openStage({ url: server.url, ...options }) };
};

/** The numbers in all requests, in order. */
const sent = ({ requests }: ChaosServer): unknown[] =>
  requests.flatMap(({ body }) =>
    body
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).n),
  );

describe.each([
  ['C17 a FIN instead of an answer', halfClose],
  ['C18 a RST in the middle of the request', resetEarly],
  ['C18 a RST instead of an answer', reset],
  ['C18 bytes that are no HTTP', raw('SSH-2.0-OpenSSH_9.6\r\n\r\n')],
])('%s', (_what, fault) => {
  test('the same bytes are sent again, whole', async () => {
    const stage = await openChaosStage();
    const { server, handler } = stage;
    server.script(fault, fault, answer(200));
    await stage.put(500, { text: 'x'.repeat(1000) });
    await stage.runDry();
    expect(sent(server).slice(-500)).toEqual(upTo(500));
    expect(handler.stats()).toMatchObject({ delivered: 500, retries: 2, dropped: {} });
    for (const { headers, body } of server.requests) expect(body.length).toBe(Number(headers['content-length']));
    await stage.recovers();
  });
});

test('C19 a RST in the middle of a 200’s body is a delivery: nothing is sent twice', async () => {
  const stage = await openChaosStage();
  const { server, handler } = stage;
  server.script(resetInBody(200), answer(200));
  await stage.put(3);
  await stage.runDry();
  await stage.recovers();
  expect(sent(server)).toEqual([0, 1, 2, 3]);
  expect(handler.stats()).toMatchObject({ delivered: 4, retries: 0 });
});

test('C19 an answer that is lost altogether: sent again, for at least once is the promise, and marked by the same chunk id', async () => {
  const stage = await openCollectorStage({ requestHeaders: (headers, _key, { chunkId }) => ({ ...headers, 'x-chunk': chunkId }) });
  const { collector } = stage;
  collector.fail({ reset: 'after-accept' });
  await stage.put(3);
  await stage.runDry();
  expect(stage.numbers()).toEqual([0, 1, 2, 0, 1, 2]);
  expect(new Set(collector.requests.map(({ headers }) => headers['x-chunk'])).size).toBe(1);
});

describe('C23 a server that closes an idle connection as we write to it', () => {
  test.each([
    ['by RST', resetEarly],
    ['by FIN', halfClose],
  ])('%s: sent again at once on another one, no rest, no error', async (_what, fault) => {
    const stage = await openChaosStage();
    const { server, handler, clock } = stage;
    server.script(answer(200), fault, answer(200));
    await stage.put(3);
    await stage.runDry();
    await stage.put(3);
    await stage.runDry();
    expect(sent(server).slice(-3)).toEqual([3, 4, 5]);
    expect(handler.stats()).toMatchObject({ delivered: 6, attempts: 3, retries: 1 });
    expect(handler.getHealthStatus()).toMatchObject({ status: 'healthy', errorCount: 0 });
    expect([stage.diagnostics, clock.now]).toEqual([[], 0]);
  });

  test('R16 a thousand times, a little before and a little after: nothing lost, nothing twice, no error', async () => {
    const stage = await openChaosStage({ flushIntervalMs: 1 });
    const { server, handler } = stage;
    let delay = 0;
    const answerThenLeave: Behaviour = {
      run: (socket) => {
        socket.write(headOf(200, { 'content-length': '0' }));
        delay = (delay + 1) % 7;
        afterTurns(delay, () => socket.destroy());
      },
    };
    server.script(answerThenLeave);
    for (let round = 0; round < 1000; round += 1) {
      handler.handle({ fields: { n: round } });
      void handler.flush({ timeoutMs: 0 });
      await stage.runUntil(() => handler.stats().delivered === round + 1);
    }
    expect(sent(server)).toEqual(upTo(1000));
    expect(handler.stats()).toMatchObject({ delivered: 1000, dropped: {} });
    expect(stage.diagnostics).toEqual([]);
  });
});

const afterTurns = (turns: number, run: () => void): void => {
  setImmediate(() => (turns === 0 ? run() : afterTurns(turns - 1, run)));
};

test('C24 a server that closes after every answer: one connection a request, and all is well', async () => {
  const stage = await openChaosStage({ chunkSize: 10, aggregatorKey: '{fields.tenant}' });
  const { server, handler } = stage;
  server.script(answerAndClose(200));
  for (const tenant of upTo(4)) await stage.put(100, { tenant });
  await stage.runDry();
  expect(handler.stats()).toMatchObject({ delivered: 400, dropped: {} });
  expect([...sent(server)].sort((a, b) => Number(a) - Number(b))).toEqual(upTo(400));
  expect(server.connections).toBeLessThanOrEqual(server.requests.length);
  expect(stage.diagnostics).toEqual([]);
});

test('C25 a load balancer closes every connection at once, eight requests under way: each is repeated once at most, not all together', async () => {
  const stage = await openChaosStage({ aggregatorKey: '{fields.tenant}' });
  const { server, handler } = stage;
  const waits: Behaviour = { run: () => {} };
  server.script(...Array<Behaviour>(8).fill(waits), answer(200));
  for (const tenant of upTo(8)) handler.handle({ fields: { tenant, n: tenant } });
  await stage.put(0);
  await until(() => server.requests.length === 8);
  server.cutConnections();
  await stage.runDry();
  expect(handler.stats()).toMatchObject({ delivered: 8, dropped: {} });
  expect(server.requests.length).toBeLessThanOrEqual(16);
  expect(new Set(stage.attemptTimes.slice(8)).size).toBeGreaterThan(1);
  await stage.recovers();
});
