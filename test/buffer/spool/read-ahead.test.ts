import { expect, test } from 'vitest';
import { countOf } from '../../../src/core/chunk.js';
import { type Life, openLife } from '../../kit/spooling.js';
import { temporaryDirectory } from '../../system/spool-stage.js';

const GROUPS = 20;
const PER_GROUP = 100;
const CHUNK_SIZE = 50;
const MIB = 1024 * 1024;
const PADDING = 'x'.repeat(1024);
const settings = { chunkSize: CHUNK_SIZE, maxChunkBytes: MIB, capacity: 100_000, maxBufferBytes: 8 * MIB };
const spool = { maxBytes: 16 * MIB };

/** Delivers everything, one chunk after the other; how many records each had. */
const chunksOf = async (life: Life): Promise<number[]> => {
  const counts: number[] = [];
  for (let lease = life.take(); lease !== undefined; lease = life.take()) {
    counts.push(countOf(lease.chunk));
    life.delivered(lease, lease.chunk);
    lease.settle([]);
    await life.settle();
  }
  return counts;
};

test('records that many groups wrote in turn come back in whole chunks, not in those few that lie close together', async () => {
  const directory = temporaryDirectory();
  const dead = await openLife({ directory, settings, spool });
  for (let n = 0; n < GROUPS * PER_GROUP; n += 1) dead.put(`g${n % GROUPS}`, { n, PADDING });
  dead.crash();

  const heir = await openLife({ directory, settings, spool });
  const counts = await chunksOf(heir);
  const fewest = (GROUPS * PER_GROUP) / CHUNK_SIZE;
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(GROUPS * PER_GROUP);
  expect(counts.length).toBeLessThanOrEqual(2.5 * fewest);
  heir.expectBalanced();
  await heir.close();
});
