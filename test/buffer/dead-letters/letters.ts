import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDeadLetters, type DeadLettersDeps } from '../../../src/buffer/dead-letters/dead-letters.js';
import type { DeadLettersSettings } from '../../../src/buffer/dead-letters/options.js';
import type { Deleted } from '../../../src/buffer/dead-letters/quota.js';
import { systemFiles } from '../../../src/buffer/spool/files.js';
import { openStore } from '../../../src/cli/store.js';
import type { Chunk } from '../../../src/core/chunk.js';
import { createFakeClock } from '../../kit/fake-clock.js';

const MIB = 1024 * 1024;

/** A path where nothing is yet. */
export const freshPath = (): string => {
  const parent = mkdtempSync(join(tmpdir(), 'logferry-letters-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'dead');
};

export const lettersIn = (directory: string, settings: Partial<DeadLettersSettings> = {}, deps: Partial<DeadLettersDeps> = {}) => {
  const clock = createFakeClock();
  const troubles: string[] = [];
  const deletions: Deleted[] = [];
  const letters = createDeadLetters(
    { directory, maxBytes: 64 * MIB, keep: 'refused', ...settings },
    { files: systemFiles, clock, onTrouble: (reason) => troubles.push(reason), onDeleted: (deleted) => deletions.push(deleted), ...deps },
  );
  onTestFinished(() => letters.close());
  return { letters, clock, troubles, deletions };
};

/** Lines `first` and up, `count` of them, in the midst of a larger chunk. */
export const chunkOf = (first: number, count: number, over: Partial<Chunk> = {}): Chunk => {
  const lines = Array.from({ length: count + 2 }, (_, index) => `${JSON.stringify({ n: first + index - 1 })}\n`);
  const ends = lines.map((_, index) => lines.slice(0, index + 1).join('').length);
  const all = { bytes: Buffer.from(lines.join('')), ends, times: lines.map((_, index) => 1000 + index), severities: lines.map(() => 17) };
  return {
    id: 'c',
    order: 0,
    group: { name: '{"tenant":"acme"}', key: { tenant: 'acme' } },
    lines: all,
    from: 1,
    to: count + 1,
    reason: 'count',
    ...over,
  };
};

/** What a person would find. */
export const found = async (directory: string, keyFile?: string) => {
  const store = await openStore(directory, { 'key-file': keyFile });
  const all = [];
  for (const log of store.logs) {
    for await (const batch of store.recordsOf(log)) {
      all.push(
        ...batch.map(({ group, time, severity, line, letter }) => ({
          group,
          time,
          severity,
          line: line.toString(),
          reason: letter?.reason,
          error: letter?.error,
          at: letter?.at,
          id: letter?.id,
        })),
      );
    }
  }
  return all;
};

export const linesFound = async (directory: string): Promise<readonly string[]> => (await found(directory)).map(({ line }) => line);

/** Paths of all segments, those first that were made first. */
export const segmentsOf = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.seg'))
    .map((path) => join(directory, path))
    .sort();
