import { describe, expect, test } from 'vitest';
import { type Chunk, countOf, halve, part } from '../../src/core/chunk.js';
import type { Lease } from '../../src/core/lease.js';
import { beginCourse, leftOf, nextSlice, skipToUntried } from '../../src/delivery/course.js';
import { chunkOf, numbered, textOf } from '../kit/scripted-send.js';

const ORDER = 7;
const chunk = chunkOf(numbered(8), 'a', ORDER);
const refusedUpTo = (upTo: number, order = ORDER) => ({ since: 100, id: chunk.id, order, upTo });
const leaseOf = (lent: Chunk, wasSent = false): Lease => ({
  chunk: lent,
  wasSent,
  sending: () => {},
  done: () => {},
  settle: () => {},
});
const begin = (lent = chunk, refused = refusedUpTo(3)) => beginCourse(leaseOf(lent), { isProbe: false, refused });
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

describe('a chunk that was sent before', () => {
  const large = chunkOf(Array.from({ length: 8 }, () => 'x'.repeat(16 * 1024)));
  const [half, other] = halve(large);
  const probe = (wasSent: boolean) => beginCourse(leaseOf(large, wasSent), { isProbe: true, refused: undefined });

  test('goes out again as it was, whatever a probe or the collector may want', () => {
    expect(nextSlice(probe(false), 1e9)).not.toBe(large);
    expect(nextSlice(probe(true), 1e9)).toBe(large);
    expect(nextSlice(probe(true), 1000)).toBe(large);
  });

  test('has its halves cut to size like any others', () => {
    const course = probe(true);
    nextSlice(course, 1000);
    course.work = [half, other];
    expect(countOf(nextSlice(course, 40_000))).toBe(2);
  });

  test.each([
    ['it was refused itself, in every part', chunk.id, true],
    ['another chunk was refused', 'another', false],
  ])('gets a second look where %s: %s', (_what, id, isCut) => {
    const course = beginCourse(leaseOf(chunk, true), { isProbe: false, refused: { ...refusedUpTo(3), id } });
    expect(course.isSecondLook).toBe(isCut);
    expect(next(course)).toEqual(isCut ? ['a-0'] : numbered(8));
  });
});
