import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { AdoptedLog } from '../../../src/buffer/spool/adopted-log.js';
import { segmentName } from '../../../src/buffer/spool/file-names.js';
import { createScan } from '../../../src/buffer/spool/scan.js';
import { createSegmentBook } from '../../../src/buffer/spool/segment-book.js';
import { groupNamed } from '../../../src/grouping/group-of.js';
import { batchOf, bytesOfSegment, freshDirectory, readAll, writerIn } from './segment-stage.js';

/** How many records an heir finds in the segment as it lies there now, and how many it says are lost. */
const inherited = async (directory: string): Promise<{ readonly found: number; readonly lost: number }> => {
  const book = createSegmentBook(() => {});
  book.begin(0);
  let found = 0;
  let lost = 0;
  const scan = createScan({
    log: { name: 'log', book } as unknown as AdoptedLog,
    fates: new Map(),
    most: { records: 100, bytes: 1e9 },
    groupOf: groupNamed,
    found: ({ from, to }) => {
      found += to - from;
    },
    damaged: (count) => {
      lost += count;
    },
  });
  scan.frames(0, (await readAll(directory, 0)).frames);
  scan.end();
  return { found, lost };
};

test('D9 a flipped bit anywhere in a segment costs an heir one record at most, in the names of groups too', async () => {
  const directory = freshDirectory();
  const { writer } = writerIn(directory);
  for (let record = 0; record < 6; record += 1) for (const group of [1, 2]) writer.append(batchOf(group, record, ['{"a":1}']));
  writer.append(batchOf(3, 0, ['{"b":1}', '{"b":2}', '{"b":3}']));
  const whole = bytesOfSegment(directory, 0);
  const found: number[] = [];
  for (let bit = 0; bit < whole.length * 8; bit += 3) {
    const flipped = Buffer.from(whole);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    writeFileSync(join(directory, segmentName(0)), flipped);
    const heir = await inherited(directory);
    expect(heir.found + heir.lost, `bit ${bit}: none is counted twice`).toBeLessThanOrEqual(15);
    found.push(heir.found);
  }
  expect(Math.min(...found)).toBe(14);
  expect(Math.max(...found)).toBe(15);
});
