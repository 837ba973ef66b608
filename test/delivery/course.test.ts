import { describe, expect, test } from 'vitest';
import { part } from '../../src/core/chunk.js';
import { beginCourse, leftOf, nextSlice, skipToUntried } from '../../src/delivery/course.js';
import { chunkOf, numbered, textOf } from '../kit/scripted-send.js';

const ORDER = 7;
const chunk = chunkOf(numbered(8), 'a', ORDER);
const refusedUpTo = (upTo: number, order = ORDER) => ({ since: 100, order, upTo });
const begin = (lent = chunk, refused = refusedUpTo(3)) => beginCourse({ chunk: lent, settle: () => {} }, { isProbe: false, refused });
const next = (course: ReturnType<typeof begin>): readonly string[] => textOf(nextSlice(course, Number.POSITIVE_INFINITY));

describe('a second look at a group that was refused altogether', () => {
  test.each([
    ['three', chunk, refusedUpTo(3), 'a-0', 'a-3'],
    ['six', chunk, refusedUpTo(6), 'a-0', 'a-6'],
    ['those of another chunk', chunk, refusedUpTo(6, 6), 'a-0', 'a-1'],
    ['three, of which two were given up meanwhile', part(chunk, 2, 8), refusedUpTo(3), 'a-2', 'a-3'],
    ['three, which were all given up meanwhile', part(chunk, 5, 8), refusedUpTo(3), 'a-5', 'a-6'],
  ])('sends the first record, then the first that was not tried alone: tried were %s', (_tried, lent, refused, first, untried) => {
    const course = begin(lent, refused);
    expect(next(course)).toEqual([first]);
    expect(skipToUntried(course)).toBe(true);
    expect(next(course)).toEqual([untried]);
    expect([...course.suspects.flatMap(textOf), untried, ...course.work.flatMap(textOf)]).toEqual(textOf(lent));
    expect(skipToUntried(course)).toBe(false);
  });

  test.each([
    ['is alone', part(chunk, 7, 8)],
    ['and all others were tried', part(chunk, 0, 3)],
  ])('has nothing more to try where the first record %s', (_when, lent) => {
    expect(skipToUntried(begin(lent))).toBe(false);
  });

  test('gives back the chunk as it was, unless something of it is gone', () => {
    const course = begin();
    const first = nextSlice(course, Number.POSITIVE_INFINITY);
    expect(leftOf(course, first)).toEqual([chunk]);
    course.isBegun = true;
    expect(leftOf(course, first).map(textOf)).toEqual([['a-0'], numbered(8).slice(1)]);
  });
});
