import { expect, test } from 'vitest';
import { createPageMemory } from '../../src/buffer/page-memory.js';

const KIB = 1024;

test('memory that was given is taken again where it is large enough, and not much too large', () => {
  const memory = createPageMemory();
  const given = Buffer.alloc(100 * KIB);
  memory.give(given);
  expect(memory.take(101 * KIB)).not.toBe(given);
  expect(memory.take(50 * KIB)).not.toBe(given);
  expect(memory.take(95 * KIB)).toBe(given);
  expect(memory.take(95 * KIB)).not.toBe(given);
});

test.each([
  ['small pieces are left to Node', 4 * KIB, 1, 0],
  ['no more than four mebibytes are kept', 512 * KIB, 20, 8],
  ['nothing is kept that is more than that by itself', 5 * KIB * KIB, 1, 0],
])('%s', (_law, bytes, pieces, kept) => {
  const memory = createPageMemory();
  const given = new Set<Buffer>(Array.from({ length: pieces }, () => Buffer.alloc(bytes)));
  for (const each of given) memory.give(each);
  const again = Array.from({ length: pieces }, () => memory.take(bytes)).filter((each) => given.has(each));
  expect(again).toHaveLength(kept);
});
