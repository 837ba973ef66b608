import 'p-queue';
import 'undici';
import { expect, onTestFinished } from 'vitest';
import type { BufferingAsyncHandler, Diagnostic, DropNotice } from '../../src/core/handler.js';
import { createEngine, type Engine, type EngineSetting } from '../../src/handler.js';
import type { HandlerOptions } from '../../src/handler-options.js';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { expectBalanced } from '../kit/expect-balanced.js';
import { createFakeClock, type FakeClock } from '../kit/fake-clock.js';
import { until } from '../kit/until.js';

/** A whole handler over real sockets and a fake clock, which moves only while no request is under way. */
export type Stage = {
  readonly handler: BufferingAsyncHandler;
  /** Hands in a line, as Pino's door does. */
  readonly acceptLine: Engine['acceptLine'];
  readonly clock: FakeClock;
  readonly diagnostics: readonly Diagnostic[];
  readonly drops: readonly DropNotice[];
  /** When each attempt began, in milliseconds of the fake clock. */
  readonly attemptTimes: readonly number[];
  /** Hands in so many records, numbered on by `n`, and has them sent. */
  put(count: number, fields?: Readonly<Record<string, unknown>>): Promise<void>;
  runUntil(predicate: () => boolean): Promise<void>;
  runFor(ms: number): Promise<void>;
  /** Runs until nothing is held. */
  runDry(): Promise<void>;
  /** Lets time pass although requests are under way: for those that never end by themselves. */
  runOut(ms: number): Promise<void>;
  /** The end of most rows: once the fault is over, all that was held and one fresh record are delivered within 40 s. */
  recovers(): Promise<void>;
};

export type StageSetting = Omit<EngineSetting, 'clock'> & { readonly clock?: FakeClock };

export const openStage = (options: HandlerOptions, { clock = createFakeClock(), ...setting }: StageSetting = {}): Stage => {
  const diagnostics: Diagnostic[] = [];
  const drops: DropNotice[] = [];
  const attemptTimes: number[] = [];
  let numbered = 0;
  const { handler, acceptLine } = createEngine(
    { onDiagnostic: (diagnostic) => diagnostics.push(diagnostic), onDrop: (notice) => drops.push(notice), ...options },
    { clock, ...setting },
  );
  onTestFinished(() => shut(handler, clock));

  const isQuiet = (): boolean => {
    const { attempts, inFlight } = handler.stats();
    while (attemptTimes.length < attempts) attemptTimes.push(clock.now);
    return inFlight === 0;
  };
  const isOver = (): boolean => isQuiet() && handler.stats().waiting === 0 && handler.stats().spooled === 0;
  const hasBegun = (): boolean => !isQuiet() || attemptTimes.length > 0 || handler.getHealthStatus().consecutiveFailures > 0 || isOver();

  const put = async (count: number, fields: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    for (let index = 0; index < count; index += 1) handler.handle({ message: 'm', fields: { n: numbered + index, ...fields } });
    numbered += count;
    void handler.flush({ timeoutMs: 0 });
    await until(hasBegun);
    await clock.settle();
  };

  const runUntil = async (predicate: () => boolean): Promise<void> => {
    for (;;) {
      await until(() => isQuiet() || predicate(), { what: 'no request is under way' });
      const attempts = attemptTimes.length;
      const mayStop = (): boolean => !isQuiet() || attemptTimes.length > attempts || predicate();
      if (predicate()) return;
      await clock.runUntil(mayStop, { maxMs: LONGEST_WAIT_MS });
    }
  };

  const runFor = async (ms: number): Promise<void> => {
    let isThere = false;
    clock.setTimer(ms, () => {
      isThere = true;
    });
    await runUntil(() => isThere);
  };

  const recovers = async (): Promise<void> => {
    const [healedAt, delivered, held] = [clock.now, handler.stats().delivered, handler.stats().waiting + handler.stats().inFlight];
    await put(1, { fresh: true });
    await runUntil(isOver);
    expect(clock.now - healedAt).toBeLessThanOrEqual(40_000);
    expect(handler.stats().delivered - delivered).toBe(held + 1);
  };

  return {
    handler,
    acceptLine,
    clock,
    diagnostics,
    drops,
    attemptTimes,
    put,
    runUntil,
    runFor,
    runDry: () => runUntil(isOver),
    runOut: async (ms) => {
      await clock.advance(ms);
      await until(isQuiet);
    },
    recovers,
  };
};

export type CollectorStage = Stage & {
  readonly collector: Collector;
  /** The numbers of the records that the collector took, in the order in which it took them. */
  numbers(): readonly unknown[];
};

export const openCollectorStage = async (options: Partial<HandlerOptions> = {}): Promise<CollectorStage> => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  const stage = openStage({ url: collector.url, ...options });
  return { ...stage, collector, numbers: () => collector.records.map((record) => (record as { n: unknown }).n) };
};

const shut = async (handler: BufferingAsyncHandler, clock: FakeClock): Promise<void> => {
  const closed = handler.close({ timeoutMs: 0 });
  await clock.advance(0);
  await closed;
  expectBalanced(handler);
  const isEmpty = handler.stats().spooled === 0;
  expect(handler.stats()).toMatchObject({ waiting: 0, inFlight: 0, bytes: 0, ...(isEmpty && { groups: 0 }) });
};

/** Longer than anything here rests. */
const LONGEST_WAIT_MS = 48 * 3_600_000;

/** 0, 1, 2 ... */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** From each number to the next. */
export const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0));
