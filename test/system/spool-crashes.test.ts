import { beforeAll, describe, expect, test } from 'vitest';
import type { CrashDoor } from '../kit/crash-app.js';
import { type CrashCycle, type CrashReport, runCrashCycles } from '../kit/crash-cycles.js';
import { CRASH_MOMENTS } from '../kit/crash-moments.js';
import { WEATHERS } from '../kit/crash-weather.js';

const CYCLES = Number(process.env['LOGFERRY_CYCLES'] ?? 100);
const TIME = { timeout: 60_000 + CYCLES * 600 };
const SEED = Number(process.env['LOGFERRY_SEED'] ?? Date.now() % 1_000_000);
const IN_PROCESS: readonly CrashDoor[] = ['handler', 'pino', 'winston'];
const JOURNAL = { fsyncIntervalMs: 20 };

/** Mulberry32: the same deaths for the same seed. */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const random = randomOf(SEED);
const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;

const anyCycle = (by: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): CrashCycle => ({
  door: oneOf([...IN_PROCESS, 'pino worker']),
  weather: oneOf(WEATHERS),
  death: { by, afterMs: Math.floor(random() * 500) },
  chunkSize: oneOf([10, 10, 1000]),
});

const many = (count: number, make: () => CrashCycle): readonly CrashCycle[] => Array.from({ length: count }, make);

const quantile = (sorted: readonly number[], share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;

const figures = ({ cycles, accepted, arrived, lost, repetitions, duplicates, startsMs }: CrashReport): string =>
  [
    ['seed', SEED],
    ['cycles', cycles],
    ['acknowledged records', accepted],
    ['arrived records', arrived],
    ['acknowledged and lost', lost.length],
    ['chunks sent again with their id', repetitions],
    ['duplicates after removing by id', duplicates.length],
    ['start, ms: half within', quantile(startsMs, 0.5).toFixed(1)],
    ['start, ms: 95 of 100 within', quantile(startsMs, 0.95).toFixed(1)],
    ['start, ms: all within', quantile(startsMs, 1).toFixed(1)],
  ]
    .map(([name, value]) => `  ${String(name).padEnd(34)}${String(value).padStart(10)}`)
    .join('\n');

const GOOD = { lost: [], duplicates: [], forked: [], said: [] };

test('without a spool the same deaths lose records: the law below can be broken', async () => {
  const report = await runCrashCycles({ cycles: many(8, () => anyCycle()) });
  expect(report.accepted).toBeGreaterThan(0);
  expect(report.lost.length).toBeGreaterThan(0);
});

test(
  `P5 over ${CYCLES} SIGKILLs at any moment, through each door and against any collector, no acknowledged record is lost`,
  TIME,
  async () => {
    const report = await runCrashCycles({ cycles: many(CYCLES, () => anyCycle()), spool: JOURNAL });
    process.stdout.write(`${figures(report)}\n`);
    expect(report).toMatchObject(GOOD);
    expect(report.repetitions).toBeGreaterThan(0);
    expect(quantile(report.startsMs, 0.5)).toBeLessThan(200);
  },
);

test('services that end in order among those that crash take over from them, and lose nothing', TIME, async () => {
  const report = await runCrashCycles({
    cycles: many(Math.ceil(CYCLES / 4), () => anyCycle(oneOf(['SIGKILL', 'SIGTERM']))),
    spool: JOURNAL,
  });
  expect(report).toMatchObject({ ...GOOD, unmet: [] });
});

/** What happens once in a life, and what happens again and again. */
const timesOf = (moment: string): readonly number[] =>
  /log-create|owner|segment-create/.test(moment) ? [1, 1] : [1, 2, 3 + Math.floor(random() * 10)];

describe('P4 a SIGKILL at each step of a chunk’s life', () => {
  let report: CrashReport;
  beforeAll(async () => {
    const leaving = (): CrashCycle => ({ door: 'handler', weather: 'busy', death: { by: 'SIGKILL', afterMs: 200 } });
    const dying = CRASH_MOMENTS.flatMap((moment) =>
      timesOf(moment).map((times): CrashCycle => ({ door: oneOf(IN_PROCESS), weather: 'taking', death: { at: `${moment} ${times}` } })),
    );
    const cycles = dying.flatMap((cycle, index) => (index % 4 === 0 ? [leaving(), cycle] : [cycle]));
    report = await runCrashCycles({ cycles, spool: JOURNAL });
  }, 120_000);

  test.for(CRASH_MOMENTS)('%s: it came to that', (moment) => {
    expect(report.unmet.filter((unmet) => unmet.startsWith(`${moment} `)).length).toBeLessThan(timesOf(moment).length);
  });

  test('nothing is lost, and what comes twice is the same chunk under the same name', () => {
    expect(report).toMatchObject(GOOD);
  });
});
