import dns, { type LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { until } from '../kit/until.js';
import { openStage, upTo } from './stage.js';

type Answer = (done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void) => void;

const NXDOMAIN: Answer = (done) =>
  done(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), []);
const at =
  (...addresses: readonly string[]): Answer =>
  (done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

/** The name server, for the time of a test. Nothing but the resolver is replaced: sockets are real. */
const resolveBy = (answer: () => Answer) => {
  const lookups = { made: 0, underWay: 0, peak: 0 };
  const lookup = (_name: string, options: { readonly all?: boolean }, done: (...result: readonly unknown[]) => void): void => {
    lookups.made += 1;
    lookups.underWay += 1;
    lookups.peak = Math.max(lookups.peak, lookups.underWay);
    answer()((error, addresses) => {
      lookups.underWay -= 1;
      if (error !== null) done(error);
      else if (options.all === true) done(null, addresses);
      else done(null, addresses[0]?.address, addresses[0]?.family);
    });
  };
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as never);
  return lookups;
};

afterEach(() => {
  vi.restoreAllMocks();
});

const openNamed = async (host = '127.0.0.1') => {
  const collector = await startCollector({ host });
  onTestFinished(() => collector.close());
  const port = Number(new URL(collector.url).port);
  return { collector, port, url: `http://collector.example:${port}` };
};

test('C28 a name that does not exist at start, and later does: nothing crashes, nothing is lost, each new socket asks again', async () => {
  const { collector, url } = await openNamed();
  let answer = NXDOMAIN;
  const lookups = resolveBy(() => answer);
  const stage = openStage({ url });
  await stage.put(10);
  await stage.runFor(600_000);
  expect(stage.handler.stats()).toMatchObject({ waiting: 10, dropped: {} });
  expect(stage.handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: 'enotfound' });
  expect(lookups.made).toBe(stage.handler.stats().attempts);
  answer = at('127.0.0.1');
  await stage.recovers();
  expect(collector.records).toHaveLength(11);
});

describe('C29 a name of two addresses, one of them dead', () => {
  test.each([
    ['first', ['127.0.0.2', '127.0.0.1']],
    ['last', ['127.0.0.1', '127.0.0.2']],
  ])('the dead one %s: the other is taken within the same attempt', async (_place, addresses) => {
    const { collector, url } = await openNamed();
    resolveBy(() => at(...addresses));
    const stage = openStage({ url });
    await stage.put(10);
    await stage.runDry();
    expect(collector.records).toHaveLength(10);
    expect(stage.handler.stats()).toMatchObject({ attempts: 1, retries: 0 });
  });

  test('a service that moves from one to the other is found there', async () => {
    const { collector, url, port } = await openNamed();
    const moved = await startCollector({ host: '127.0.0.2', port });
    onTestFinished(() => moved.close());
    let answer = at('127.0.0.1');
    resolveBy(() => answer);
    const stage = openStage({ url });
    await stage.put(10);
    await stage.runDry();
    await collector.close();
    answer = at('127.0.0.2');
    await stage.recovers();
    expect(moved.records).toHaveLength(1);
  });
});

test('C29 a resolver that is stuck: one question at a time, however many requests wait for it', async () => {
  const { collector, url } = await openNamed();
  let release = (): void => {};
  const stuck = new Promise<void>((resolve) => {
    release = resolve;
  });
  const lookups = resolveBy(() => (done) => void stuck.then(() => at('127.0.0.1')(done)));
  const stage = openStage({ url, aggregatorKey: '{fields.n}' });
  await stage.put(8);
  await until(() => stage.handler.stats().attempts === 8);
  await stage.clock.settle();
  expect(lookups.peak).toBe(1);
  release();
  await stage.runDry();
  expect(collector.records.map((record) => (record as { n: number }).n).sort()).toEqual(upTo(8));
});

test('C29 a resolver that never answers: neither the attempt nor close waits longer than it may', async () => {
  const { url } = await openNamed();
  const lookups = resolveBy(() => () => {});
  const stage = openStage({ url });
  await stage.put(3);
  await until(() => lookups.made === 1);
  await stage.runOut(30_000);
  expect(stage.handler.stats()).toMatchObject({ inFlight: 0, waiting: 3 });
  expect(stage.handler.getHealthStatus().lastError).toBe('timeout');
});

describe('C31 happy eyeballs', () => {
  test('an IPv6 address at which nobody listens costs no attempt', async () => {
    const { collector, url } = await openNamed();
    resolveBy(() => at('::1', '127.0.0.1'));
    const stage = openStage({ url });
    await stage.put(10);
    await stage.runDry();
    expect(collector.records).toHaveLength(10);
    expect(stage.handler.stats().attempts).toBe(1);
  });

  test('a collector that listens on IPv6 only is found too', async () => {
    const { collector, url } = await openNamed('::1');
    resolveBy(() => at('127.0.0.1', '::1'));
    const stage = openStage({ url });
    await stage.put(10);
    await stage.runDry();
    expect(collector.records).toHaveLength(10);
  });
});

test('C30 a port at which nobody listens: backed off, nothing lost, delivered within 40 s of somebody listening', async () => {
  const reserved = createServer();
  await new Promise<void>((resolve) => reserved.listen(0, '127.0.0.1', resolve));
  const { port } = reserved.address() as { port: number };
  await new Promise((resolve) => reserved.close(resolve));
  const stage = openStage({ url: `http://127.0.0.1:${port}` });
  await stage.put(10);
  await stage.runFor(600_000);
  expect(stage.handler.stats()).toMatchObject({ waiting: 10, dropped: {} });
  expect(stage.handler.stats().attempts).toBeLessThan(40);
  expect(stage.handler.getHealthStatus()).toMatchObject({ status: 'unhealthy', lastError: 'econnrefused' });
  const collector = await startCollector({ port });
  onTestFinished(() => collector.close());
  await stage.recovers();
});
