import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpoolOptions } from '../../src/buffer/spool/spool-options.js';
import { type Collector, startCollector } from '../../src/testing/index.js';
import type { CrashDoor } from './crash-app.js';
import { type CrashBook, type CrashVerdict, createCrashBook } from './crash-book.js';
import { type CrashChild, startCrashChild } from './crash-child.js';
import { runHeir } from './crash-heir.js';
import { bringWeather, urlFor, type Weather } from './crash-weather.js';

/** One life of a service: how it logs, what the collector is like meanwhile, and how it dies. */
export type CrashCycle = {
  readonly door: CrashDoor;
  readonly weather: Weather;
  /** By SIGKILL at a moment of its own (`crash-points.ts`), or by a signal so many milliseconds after its door stood open; SIGTERM is its end in order. */
  readonly death: { readonly at: string } | { readonly by: 'SIGKILL' | 'SIGTERM'; readonly afterMs: number };
  /** Default 10. */
  readonly chunkSize?: number;
};

export type CrashReport = CrashVerdict & {
  readonly cycles: number;
  /** Deaths that never came, so that the service had to be killed otherwise. */
  readonly unmet: readonly string[];
  /** What services wrote to stderr. */
  readonly said: readonly string[];
  /** How long each service took to open its door, from the quickest on. */
  readonly startsMs: readonly number[];
};

export type CrashOptions = {
  readonly cycles: readonly CrashCycle[];
  /** Without one all live in memory. */
  readonly spool?: Omit<SpoolOptions, 'directory'> | undefined;
  /** Services that live at the same time, on one directory. Default 2. */
  readonly parallel?: number;
};

/** Services are born, log and die, one after the other and side by side, on one spool directory; then a last one delivers what they left. */
export const runCrashCycles = async ({ cycles, spool, parallel = 2 }: CrashOptions): Promise<CrashReport> => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-crash-'));
  const collector = await startCollector();
  bringWeather(collector);
  const book = createCrashBook();
  collector.onRequest(book.add);
  const world: World = { collector, book, spool: spool && { directory, ...spool }, starts: [], unmet: [], said: [] };
  try {
    const queue = cycles.entries();
    await Promise.all(Array.from({ length: parallel }, () => liveThrough(queue, world)));
    if (spool !== undefined) world.said.push(...(await runHeir({ url: collector.url, spool: { ...spool, directory }, timeoutMs: 60_000 })));
    const { starts, unmet, said } = world;
    return { ...book.verdict(), cycles: cycles.length, unmet, said, startsMs: starts.toSorted((one, other) => one - other) };
  } finally {
    await collector.close();
    rmSync(directory, { recursive: true, force: true });
  }
};

type World = {
  readonly collector: Collector;
  readonly book: CrashBook;
  readonly spool: SpoolOptions | undefined;
  readonly starts: number[];
  readonly unmet: string[];
  readonly said: string[];
};

const liveThrough = async (queue: Iterable<readonly [number, CrashCycle]>, world: World): Promise<void> => {
  for (const [index, cycle] of queue) {
    const child = await bear(cycle, index * MAX_RECORDS, world);
    await child.opened;
    const { death } = cycle;
    const lifeMs = 'at' in death ? 0 : death.afterMs;
    const timers = [
      setTimeout(() => 'by' in death && child.kill(death.by), lifeMs),
      setTimeout(() => {
        world.unmet.push('at' in death ? death.at : death.by);
        child.kill('SIGKILL');
      }, lifeMs + LONGEST_WAIT_MS),
    ];
    await child.ended;
    timers.forEach(clearTimeout);
    world.said.push(...child.stderr);
    world.collector.clear();
  }
};

const MAX_RECORDS = 2000;
const LONGEST_WAIT_MS = 5000;

const bear = (cycle: CrashCycle, first: number, { collector, book, spool, starts }: World): Promise<CrashChild> => {
  const { door, weather, death, chunkSize = 10 } = cycle;
  const options = { url: urlFor(weather, collector), ...QUICK, chunkSize, ...(spool && { spool, idempotencyKey: true }) };
  return startCrashChild({
    order: { door, options, first, records: MAX_RECORDS },
    crashAt: 'at' in death ? death.at : undefined,
    onAccepted: book.accepted,
    onOpened: (ms) => starts.push(ms),
  });
};

/** Chunks that go out at once and come again soon, so that much happens in a short life. */
const QUICK = { aggregatorKey: '{fields.tenant}', flushIntervalMs: 5, retry: { baseMs: 5, capMs: 50 }, closeTimeoutMs: 200 };
