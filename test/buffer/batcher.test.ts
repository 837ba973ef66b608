import { describe, expect, test } from 'vitest';
import { createBatcher } from '../../src/buffer/batcher.js';
import { createPageMemory } from '../../src/buffer/page-memory.js';
import { type Chunk, countOf, lineAt } from '../../src/core/chunk.js';

const groupOf = (name: string) => ({ name, key: name });

const make = (over: Partial<Parameters<typeof createBatcher>[0]> = {}, isWelcome = () => true) => {
  const cut: Chunk[] = [];
  const settings = { capacity: 1000, chunkSize: 1000, maxChunkBytes: 1 << 20, flushIntervalMs: 5000, ...over };
  let now = 0;
  const batcher = createBatcher(settings, {
    writing: { oneLine: (text) => text, memory: createPageMemory() },
    reweigh: () => {},
    idPrefix: 'x',
    put: (chunk) => cut.push(chunk),
    welcome: () => (isWelcome() ? { entry: undefined } : undefined),
    journal: undefined,
    now: () => now,
  });
  const add = (name: string, line = '{"a":1}', at = 0) => {
    now = at;
    return batcher.add(groupOf(name), `${line}\n`, { time: at, level: 'info', severity: 9 });
  };
  return { batcher, cut, add, shape: () => cut.map((chunk) => [chunk.group.name, countOf(chunk), chunk.reason]) };
};

describe('a group is cut', () => {
  test('by count as soon as it has chunkSize lines', () => {
    const { add, shape } = make({ chunkSize: 4 });
    for (let line = 0; line < 10; line += 1) add('a');
    expect(shape()).toEqual([
      ['a', 4, 'count'],
      ['a', 4, 'count'],
    ]);
  });

  test('by bytes before the line that would pass maxChunkBytes', () => {
    const { add, shape } = make({ maxChunkBytes: 1024 });
    for (let line = 0; line < 3; line += 1) add('a', `{"m":"${'x'.repeat(500)}"}`);
    expect(shape()).toEqual([['a', 2, 'bytes']]);
  });

  test('by bytes at once when one line alone is larger', () => {
    const { add, shape } = make({ maxChunkBytes: 1024 });
    add('a', `{"m":"${'x'.repeat(2000)}"}`);
    expect(shape()).toEqual([['a', 1, 'bytes']]);
  });

  test('by age when its first line is flushIntervalMs old, and not before', () => {
    const { batcher, add, shape } = make({ flushIntervalMs: 100 });
    add('a', '{}', 0);
    add('b', '{}', 50);
    expect(batcher.nextDueAt()).toBe(100);
    batcher.cutDue(99);
    expect(shape()).toEqual([]);
    batcher.cutDue(100);
    expect(shape()).toEqual([['a', 1, 'age']]);
    expect(batcher.nextDueAt()).toBe(150);
  });
});

describe('all groups are cut', () => {
  test('B2 when open records reach capacity: not at nine of ten, at the tenth', () => {
    const { add, shape } = make({ capacity: 10 });
    for (let line = 0; line < 9; line += 1) add(line % 2 ? 'a' : 'b');
    expect(shape()).toEqual([]);
    add('a');
    expect(shape()).toEqual([
      ['b', 5, 'capacity'],
      ['a', 5, 'capacity'],
    ]);
  });

  test('by flush, in the order in which they were opened', () => {
    const { batcher, add, shape } = make();
    for (const name of ['c', 'a', 'b', 'a']) add(name);
    batcher.cutAll('flush');
    expect(shape()).toEqual([
      ['c', 1, 'flush'],
      ['a', 2, 'flush'],
      ['b', 1, 'flush'],
    ]);
  });
});

test('lines of a group keep their order', () => {
  const { batcher, add, cut } = make({ chunkSize: 3 });
  for (let line = 0; line < 8; line += 1) add('a', `{"n":${line}}`);
  batcher.cutAll('flush');
  const lines = cut.flatMap((chunk) => Array.from({ length: countOf(chunk) }, (_, index) => JSON.parse(lineAt(chunk, index)).n));
  expect(lines).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('a group that is not welcome takes nothing and weighs nothing', () => {
  const { add, cut, batcher } = make({}, () => false);
  expect(add('a')).toBe(0);
  batcher.cutAll('flush');
  expect(cut).toEqual([]);
});

test('the group that was opened first is the oldest', () => {
  const { batcher, add, shape } = make();
  add('a');
  add('b');
  expect(batcher.cutOldest('capacity')).toBe(true);
  expect(shape()).toEqual([['a', 1, 'capacity']]);
  batcher.cutOldest('capacity');
  expect(batcher.cutOldest('capacity')).toBe(false);
});
