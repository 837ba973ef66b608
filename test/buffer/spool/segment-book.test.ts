import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEntry, type Entry, type KeptLog } from '../../../src/buffer/spool/entry.js';
import { createSegmentBook } from '../../../src/buffer/spool/segment-book.js';

const LOG = { name: 'log' } as unknown as KeptLog;
const entryOf = (number: number): Entry => createEntry(LOG, { name: `${number}`, key: number }, number);

const GROUPS = 4;
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('add' as const),
        group: fc.nat({ max: GROUPS - 1 }),
        skip: fc.nat({ max: 2 }),
        count: fc.integer({ min: 1, max: 6 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('done' as const),
        group: fc.nat({ max: GROUPS - 1 }),
        at: fc.nat(),
        count: fc.integer({ min: 1, max: 9 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('roll' as const) }) },
  ),
  { maxLength: 80 },
);

test('a segment is let go of when it is closed and all its records are done, never before, and once; bytes are those of the others', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const gone: number[] = [];
      const book = createSegmentBook(({ number }) => gone.push(number));
      const entries = Array.from({ length: GROUPS }, (_, number) => entryOf(number));
      const next = entries.map(() => 0);
      /** `group/seq` -> its segment. */
      const live = new Map<string, number>();
      let segment = 0;
      book.begin(0, { bytes: 64, writtenAt: 0 });

      const expectRight = (): void => {
        const needed = [...Array(segment + 1).keys()].filter((number) => number === segment || [...live.values()].includes(number));
        expect([...book.segments.keys()]).toEqual(needed);
        expect(gone.toSorted((a, b) => a - b)).toEqual([...Array(segment + 1).keys()].filter((number) => !needed.includes(number)));
        for (const [number, one] of book.segments) expect(one.live).toBe([...live.values()].filter((each) => each === number).length);
        expect(book.bytes).toBe([...book.segments.values()].reduce((sum, { bytes }) => sum + bytes, 0));
        for (const entry of entries) {
          expect(entry.spans.every((span) => book.segments.has(span.segment))).toBe(true);
          const atWork = entry.spans.filter((span) => span.live > 0).map((span) => span.segment);
          expect(atWork.every((number) => book.segments.get(number)?.entries.has(entry))).toBe(true);
        }
      };

      for (const step of all) {
        if (step.do === 'add') {
          const from = (next[step.group] ?? 0) + step.skip;
          const to = from + step.count;
          next[step.group] = to;
          book.grew(segment, 100 * step.count);
          book.add(entries[step.group] as Entry, segment, { from, to });
          for (let seq = from; seq < to; seq += 1) live.set(`${step.group}/${seq}`, segment);
        } else if (step.do === 'done') {
          const known = [...live.keys()].filter((key) => key.startsWith(`${step.group}/`)).map((key) => Number(key.split('/')[1]));
          const from = known[step.at % Math.max(1, known.length)];
          if (from === undefined) continue;
          let to = from;
          while (to - from < step.count && live.delete(`${step.group}/${to}`)) to += 1;
          book.done(entries[step.group] as Entry, { from, to });
        } else {
          segment += 1;
          book.begin(segment, { bytes: 64, writtenAt: 0 });
          book.close(segment - 1, 5);
        }
        expectRight();
      }
    }),
    { numRuns: 300 },
  );
});
