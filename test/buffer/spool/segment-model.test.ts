import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentName } from '../../../src/buffer/spool/file-names.js';
import type { Frame } from '../../../src/buffer/spool/frame.js';
import { batchOf, bytesOfSegment, filesIn, freshDirectory, readAll, writerIn } from './segment-stage.js';

const batches = fc.array(
  fc.record({ group: fc.nat(4), lines: fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { minLength: 1, maxLength: 8 }) }),
  {
    minLength: 1,
    maxLength: 30,
  },
);

/** Places are fractions of the segment. */
const damage = fc.array(
  fc.record({
    kind: fc.constantFrom('flip', 'zero', 'noise', 'magic', 'cut'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 1, max: 200 }),
  }),
  { maxLength: 6 },
);

const MAGIC = Buffer.from([0xff, 0xc1, 0x4c, 0x46]);

const harm = (whole: Buffer, { kind, at, length }: { kind: string; at: number; length: number }): Buffer => {
  const bytes = Buffer.from(whole);
  const from = Math.floor(at * bytes.length);
  if (kind === 'cut') return bytes.subarray(0, from);
  for (let index = from; index < Math.min(bytes.length, from + (kind === 'flip' ? 1 : length)); index += 1) {
    bytes[index] =
      kind === 'flip'
        ? bytes[index]! ^ (1 << (length % 8))
        : kind === 'zero'
          ? 0
          : kind === 'magic'
            ? MAGIC[(index - from) % 4]!
            : (index * 7919) % 251;
  }
  return bytes;
};

const shape = ({ offset, group, seq, bytes }: Frame): string => `${offset} ${group}/${seq} ${bytes.toString('hex')}`;

test('whatever is written and whatever is damaged: each frame that is as it was is read, and nothing else', async () => {
  const property = fc.asyncProperty(batches, damage, fc.integer({ min: 32, max: 700 }), async (written, harms, slabBytes) => {
    const directory = freshDirectory();
    const { writer } = writerIn(directory, { segmentBytes: 2000 });
    const seqs = new Map<number, number>();
    for (const { group, lines } of written) {
      const firstSeq = seqs.get(group) ?? 0;
      expect(writer.append(batchOf(group, firstSeq, lines))).toBeDefined();
      seqs.set(group, firstSeq + lines.length);
    }
    let read = 0;
    for (const name of filesIn(directory)) {
      const segment = Number.parseInt(name, 16);
      const whole = (await readAll(directory, segment)).frames;
      read += whole.filter(({ type }) => type === 'record').length;
      const bytes = bytesOfSegment(directory, segment);
      const harmed = harms.reduce(harm, bytes);
      writeFileSync(join(directory, segmentName(segment)), harmed);
      const unharmed = whole.filter(({ offset, end }) => harmed.subarray(offset, end).equals(bytes.subarray(offset, end)));
      const after = await readAll(directory, segment, { slabBytes });
      expect(after.frames.map(shape)).toEqual(unharmed.map(shape));
      expect(after.end).toBe('end');
    }
    expect(read).toBe([...seqs.values()].reduce((sum, seq) => sum + seq, 0));
  });
  await fc.assert(property, { numRuns: 150 });
});
