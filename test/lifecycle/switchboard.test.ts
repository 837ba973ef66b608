import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from '../../src/lifecycle/desk.js';
import type { Message } from '../../src/lifecycle/messages.js';
import type { Entry } from '../../src/lifecycle/registry.js';
import { remoteEngine } from '../../src/lifecycle/remote-engine.js';
import { openSwitchboard, type Switchboard } from '../../src/lifecycle/switchboard.js';
import { createFakeClock, type FakeClock } from '../kit/fake-clock.js';
import { type Bus, createBus } from './bus.js';
import { type HandlerDouble, handlerDouble } from './handler-double.js';

let clock: FakeClock;
let bus: Bus;
let exitListeners: readonly unknown[];

/** A worker thread: its desk and its handlers. */
const worker = () => {
  const entries = new Set<Entry>();
  const desk: Desk = openDesk({ wire: bus.connect(), clock, entries });
  return {
    open: (id: string, handler: HandlerDouble, quiet?: Entry['quiet']): (() => void) => {
      const entry: Entry = { id, weak: new WeakRef(handler), quiet, strong: handler, closeTimeoutMs: 5000, onExit: undefined };
      entries.add(entry);
      desk.opened(entry);
      return () => {
        entries.delete(entry);
        desk.closed(entry);
      };
    },
  };
};
const main = (): Switchboard => openSwitchboard({ wire: bus.connect(), clock });

/** A main thread that has met all there were. */
const settledMain = async (): Promise<Switchboard> => {
  const switchboard = main();
  await clock.advance(100);
  return switchboard;
};

const outcome = <Value>(promise: Promise<Value>): { value?: Value; atMs?: number } => {
  const seen: { value?: Value; atMs?: number } = {};
  void promise.then((value) => Object.assign(seen, { value, atMs: clock.now }));
  return seen;
};

const NOBODY = { answers: [], silent: 0, held: 0 };

beforeEach(() => {
  clock = createFakeClock();
  bus = createBus();
  exitListeners = process.listeners('exit');
});
afterEach(() => {
  for (const listener of process.listeners('exit')) if (!exitListeners.includes(listener)) process.off('exit', listener);
});

test('all engines answer, those from before the switchboard was opened and those that came later', async () => {
  const [early, late] = [handlerDouble(), handlerDouble()];
  early.accept(2);
  late.accept(3);
  worker().open('early', early);
  const switchboard = await settledMain();
  worker().open('late', late);
  await clock.settle();
  const asked = outcome(switchboard.ask({ verb: 'flush', timeoutMs: 400 }));
  await clock.settle();
  expect(asked.value?.answers.map(({ delivered }) => delivered)).toEqual([2, 3]);
  expect(asked.value?.silent).toBe(0);
  expect([early.calls, late.calls]).toEqual([['flush 400'], ['flush 400']]);
  expect(clock.pendingTimers()).toBe(0);
});

test('several engines of one thread answer each for itself', async () => {
  const { open } = worker();
  open('a', handlerDouble({ name: 'a' }));
  open('b', handlerDouble({ name: 'b' }));
  const switchboard = await settledMain();
  const asked = outcome(switchboard.ask({ verb: 'health', timeoutMs: 400 }));
  await clock.settle();
  expect(asked.value?.answers.map(({ name }) => name)).toEqual(['a', 'b']);
});

test('the first question waits 100 ms for engines that nobody knows of; later ones wait for nobody unknown', async () => {
  worker().open('unknown', handlerDouble());
  const switchboard = main();
  const first = outcome(switchboard.ask({ verb: 'stats', timeoutMs: 400 }));
  await clock.advance(99);
  expect(first.value).toBeUndefined();
  await clock.advance(1);
  expect(first.value?.answers).toHaveLength(1);
  const second = outcome(switchboard.ask({ verb: 'stats', timeoutMs: 400 }));
  await clock.settle();
  expect(second.atMs).toBe(100);
});

test('with no engine at all, a question is answered at once, but for a turn of the event loop in which one may come', async () => {
  const switchboard = await settledMain();
  const asked = outcome(switchboard.ask({ verb: 'close', timeoutMs: 5_000 }));
  await clock.settle();
  expect([asked.value, clock.holdingTimers()]).toEqual([undefined, 2]);
  await clock.advance(0);
  expect([asked.value, clock.holdingTimers()]).toEqual([NOBODY, 0]);
});

test('an engine at work is waited for, the process held, and the wait ends soon after the time', async () => {
  const slow = handlerDouble({ delivers: 'never returns' });
  worker().open('slow', slow);
  const switchboard = await settledMain();
  const asked = outcome(switchboard.ask({ verb: 'close', timeoutMs: 5_000 }));
  await clock.advance(5_000);
  expect(asked.value).toBeUndefined();
  expect(clock.holdingTimers()).toBe(1);
  await clock.advance(100);
  expect(asked.value).toEqual({ answers: [], silent: 1, held: 0 });
  expect(clock.pendingTimers()).toBe(0);
});

test('a dead engine delays one question by a second and no other, until it is heard of again', async () => {
  const wire = bus.connect();
  const switchboard = await settledMain();
  wire.post({ type: 'hello', engine: 'dead', held: 0 });
  await clock.settle();
  const first = outcome(switchboard.ask({ verb: 'flush', timeoutMs: 30_000 }));
  await clock.advance(1_000);
  expect(first.value).toEqual({ answers: [], silent: 1, held: 0 });
  const second = outcome(switchboard.ask({ verb: 'flush', timeoutMs: 30_000 }));
  await clock.advance(0);
  expect(second.value).toEqual(NOBODY);
  wire.post({ type: 'hello', engine: 'dead', held: 0 });
  await clock.settle();
  const again = outcome(switchboard.ask({ verb: 'flush', timeoutMs: 500 }));
  await clock.advance(549);
  expect(again.value).toBeUndefined();
  await clock.advance(1);
  expect(again.value).toEqual({ answers: [], silent: 1, held: 0 });
});

test('an engine that ends while it is asked is waited for no longer', async () => {
  const { open } = worker();
  const close = open('ending', handlerDouble({ delivers: 'when told' }));
  const wire = bus.connect();
  const switchboard = await settledMain();
  const asked = outcome(switchboard.ask({ verb: 'flush', timeoutMs: 30_000 }));
  await clock.settle();
  close();
  wire.post({ type: 'bye', engine: 'ending', stats: undefined });
  await clock.settle();
  expect(asked.value).toEqual({ answers: [], silent: 0, held: 0 });
});

test('an engine whose lines never stop coming is flushed all the same, by half of the time, and answers within it', async () => {
  const handler = handlerDouble({ delivers: 'when told', setTimer: clock.setTimer });
  worker().open('busy', handler, () => new Promise(() => undefined));
  const switchboard = await settledMain();
  const asked = outcome(switchboard.ask({ verb: 'flush', timeoutMs: 800 }));
  await clock.advance(300);
  handler.accept(5);
  handler.deliver();
  handler.accept(7);
  await clock.advance(100);
  expect(handler.calls).toEqual(['flush 400']);
  await clock.advance(400);
  expect(asked.value).toEqual({ answers: [{ delivered: 5, spooled: 0, dropped: 0, left: 7 }], silent: 0, held: 0 });
  expect(clock.pendingTimers()).toBe(0);
});

test.each([
  ['that is at work on it', 'one', 12],
  ['whose thread is blocked', 'blocked', 4],
])('of an engine that falls silent, %s, what it held when last heard of counts as held', async (_what, engine, held) => {
  const handler = handlerDouble({ delivers: 'never returns' });
  handler.accept(4);
  const wire = bus.connect();
  worker().open('one', handler);
  const switchboard = await settledMain();
  wire.post({ type: 'hello', engine: 'blocked', held: 4 });
  handler.accept(8);
  await clock.settle();
  const asked = outcome(switchboard.ask({ verb: 'flush', timeoutMs: 2000, engine }));
  await clock.advance(2_050);
  expect(asked.value).toEqual({ answers: [], silent: 1, held });
});

test('an engine that closes because it was asked to says bye only after its answer', async () => {
  const handler = handlerDouble();
  const closing: HandlerDouble = {
    ...handler,
    close: async (options) => {
      const result = await handler.close(options);
      forget();
      return result;
    },
  };
  const forget = worker().open('one', closing);
  handler.accept(1);
  const switchboard = await settledMain();
  const asked = outcome(switchboard.ask({ verb: 'close', timeoutMs: 300 }));
  await clock.settle();
  expect(asked.value?.answers).toEqual([{ delivered: 1, spooled: 0, dropped: 0, left: 0 }]);
  expect(bus.posted.map(({ type }) => type).slice(-3)).toEqual(['heard', 'reply', 'bye']);
  const afterwards = outcome(switchboard.ask({ verb: 'close', timeoutMs: 300 }));
  await clock.advance(0);
  expect(afterwards.value).toEqual(NOBODY);
});

test('a nudge flushes all engines, and a handler that fails there harms nobody', async () => {
  const handler = handlerDouble();
  const failing = { ...handlerDouble(), flush: () => Promise.reject(new Error('no')) };
  const { open } = worker();
  open('failing', failing);
  open('well', handler);
  main().nudge();
  await clock.settle();
  expect(handler.calls).toEqual(['flush 0']);
});

test('what a thread does not know it ignores', async () => {
  const handler = handlerDouble();
  worker().open('one', handler);
  const switchboard = await settledMain();
  const wire = bus.connect();
  const foreign = [
    { type: 'ask', ask: '1', verb: 'explode', timeoutMs: 1 },
    { type: 'ask', ask: '1', verb: 'toString', timeoutMs: 1 },
    { type: 'news' },
  ];
  for (const message of foreign) wire.post(message as Message);
  wire.post({ type: 'reply', engine: 'one', ask: 'nobody asked', result: 1, held: 0 });
  await clock.settle();
  expect(handler.calls).toEqual([]);
  const asked = outcome(switchboard.ask({ verb: 'stats', timeoutMs: 300 }));
  await clock.settle();
  expect(asked.value?.answers).toHaveLength(1);
});

test('an engine that fails to answer leaves the asker to its own deadline', async () => {
  worker().open('failing', {
    ...handlerDouble(),
    getHealthStatus: () => {
      throw new Error('no');
    },
  });
  const switchboard = await settledMain();
  const asked = outcome(switchboard.ask({ verb: 'health', timeoutMs: 300 }));
  await clock.advance(350);
  expect(asked.value).toEqual({ answers: [], silent: 1, held: 0 });
});

test('a thread that exits says bye for its engines, with their final counts', async () => {
  const handler = handlerDouble();
  handler.accept(3);
  worker().open('one', handler);
  process.listeners('exit').at(-1)?.(0);
  expect(bus.posted.at(-1)).toMatchObject({ type: 'bye', engine: 'one', stats: { received: 3, waiting: 3 } });
});

test('a remote engine answers like a handler, for itself alone', async () => {
  const [mine, other] = [handlerDouble({ name: 'mine', status: 'degraded' }), handlerDouble()];
  worker().open('mine', mine);
  worker().open('other', other);
  const engine = remoteEngine('mine', await settledMain());
  mine.accept(4);
  expect(await engine.flush()).toMatchObject({ delivered: 4 });
  expect(await engine.stats()).toMatchObject({ received: 4, delivered: 4 });
  expect(await engine.getHealthStatus()).toMatchObject({ name: 'mine', status: 'degraded' });
  expect(await engine.getFailedLogs()).toEqual([]);
  expect(await engine.retryFailed()).toBe(0);
  expect(await engine.close({ timeoutMs: 70 })).toMatchObject({ left: 0 });
  expect(mine.calls).toEqual(['flush 30000', 'close 70']);
  expect(other.calls).toEqual([]);
});

test('a remote engine that is still starting is asked as soon as it is up', async () => {
  const engine = remoteEngine('late', await settledMain());
  const flushed = outcome(engine.flush({ timeoutMs: 5_000 }));
  await clock.advance(3_000);
  const handler = handlerDouble();
  handler.accept(2);
  worker().open('late', handler);
  await clock.settle();
  expect(flushed).toMatchObject({ atMs: 3_100, value: { delivered: 2 } });
});

test('a question to one engine is put once, however often that says hello', async () => {
  const wire = bus.connect();
  const engine = remoteEngine('one', main());
  worker().open('one', handlerDouble());
  wire.post({ type: 'hello', engine: 'one', held: 0 });
  expect(await engine.retryFailed()).toBe(0);
  expect(bus.posted.filter(({ type }) => type === 'ask')).toHaveLength(1);
  expect(bus.posted.filter(({ type }) => type === 'hello').length).toBeGreaterThan(1);
});

test('a remote engine that never comes up answers with nothing when the time is over', async () => {
  const engine = remoteEngine('never', await settledMain());
  const flushed = outcome(engine.flush({ timeoutMs: 5_000 }));
  await clock.advance(5_050);
  expect(flushed).toEqual({ atMs: 5_150, value: undefined });
});

test('after its end a remote engine answers with its final counts, and nothing else, at once', async () => {
  const handler = handlerDouble();
  const close = worker().open('one', handler);
  const engine = remoteEngine('one', await settledMain());
  handler.accept(9);
  handler.deliver();
  close();
  await clock.settle();
  expect(await engine.stats()).toMatchObject({ received: 9, delivered: 9 });
  expect([await engine.flush(), await engine.getHealthStatus()]).toEqual([undefined, undefined]);
});

test('events of an engine are heard by name, from that engine alone, until the listener or all is forgotten', async () => {
  const wire = bus.connect();
  const engine = remoteEngine('mine', await settledMain());
  const heard: unknown[] = [];
  const stop = engine.on('dropped', (notice) => heard.push(notice));
  const drop = async (id: string, count: number): Promise<void> => {
    wire.post({ type: 'event', engine: id, name: 'dropped', value: { count, reason: 'full' } });
    await clock.settle();
  };
  await drop('mine', 1);
  await drop('other', 2);
  wire.post({ type: 'event', engine: 'mine', name: 'metrics', value: handlerDouble().getHealthStatus() });
  await drop('mine', 3);
  expect(heard).toEqual([
    { count: 1, reason: 'full' },
    { count: 3, reason: 'full' },
  ]);
  stop();
  await drop('mine', 4);
  expect(heard).toHaveLength(2);
});
