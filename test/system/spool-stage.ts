import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { type Collector, startCollector } from '../../src/testing/index.js';
import { runHeir, segmentsIn } from '../kit/crash-heir.js';
import { numbersOf } from './programs.js';

/** What a test about the spool plays on: a directory for logs, and a collector. Both go when the test ends. */
export type Stage = {
  readonly collector: Collector;
  readonly directory: string;
  /** A service is started on the directory; resolves when it has delivered all that lay there. */
  deliverRest(): Promise<void>;
  /** The numbers that arrived, in order of size; what came twice stands there twice. */
  arrived(): readonly number[];
  segments(): readonly string[];
  /** Logs on disk, by their names. */
  logs(): readonly string[];
};

export const setStage = async (directory = temporaryDirectory()): Promise<Stage> => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  return {
    collector,
    directory,
    deliverRest: async () => {
      collector.heal();
      await collector.resume();
      expect(await runHeir({ url: collector.url, spool: { directory } })).toEqual([]);
    },
    arrived: () => (numbersOf(collector) as readonly number[]).toSorted((one, other) => one - other),
    segments: () => segmentsIn(directory),
    logs: () => readdirSync(directory).filter((name) => /^[a-z2-7]{16}$/.test(name)),
  };
};

export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'logferry-spool-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

/** Nothing goes out by itself but by a flush, a close or an end: what was logged waits. */
export const later = { flushIntervalMs: 600_000, capacity: 1_000_000, chunkSize: 1_000_000 };

export const FOREVER = Number.POSITIVE_INFINITY;
