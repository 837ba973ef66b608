import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, openPage, seal, writeLoose } from '../../src/buffer/page.js';
import { createPageMemory } from '../../src/buffer/page-memory.js';
import { bytesOf, type Chunk, countOf, halve, lineAt, lineEnds, packedLines, part, splitAtBytes } from '../../src/core/chunk.js';
import { oneLine } from '../../src/security/quote.js';

const memory = createPageMemory();

const chunkOf = (lines: readonly string[]): Chunk => {
  const page = openPage({ order: 7, group: { name: 'g', key: 'g' }, openedAt: 0, expectedBytes: 1, entry: undefined });
  lines.forEach((line, index) => {
    append(page, `${line}\n`, { time: index, level: 'info', severity: 9 });
    if (index % 3 === 2) writeLoose(page, { oneLine, memory });
  });
  writeLoose(page, { oneLine, memory });
  return seal(page, 'flush', 'c');
};

const linesOf = (chunk: Chunk): string[] => Array.from({ length: countOf(chunk) }, (_, index) => lineAt(chunk, index));
const anyLines = fc.array(
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => JSON.stringify({ text })),
  { minLength: 1, maxLength: 50 },
);

describe('a chunk of packed lines', () => {
  test('gives back every line as it was written, whatever its characters, on one line for every reader', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        expect(linesOf(chunkOf(lines))).toEqual(lines.map(oneLine));
      }),
    );
  });

  test('is the body of an NDJSON request as it lies in memory', () => {
    expect(packedLines(chunkOf(['{"a":1}', '{"b":"ü"}'])).toString()).toBe('{"a":1}\n{"b":"ü"}\n');
  });

  test('measures its bytes once, newlines included', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const chunk = chunkOf(lines);
        expect(bytesOf(chunk)).toBe(Buffer.byteLength(`${lines.map(oneLine).join('\n')}\n`));
        expect(lineEnds(chunk).at(-1)).toBe(bytesOf(chunk));
      }),
    );
  });

  test('splits into parts that hold the same lines in the same order, over the same memory', () => {
    fc.assert(
      fc.property(anyLines, fc.nat(), (lines, at) => {
        const chunk = chunkOf(lines);
        const middle = at % (lines.length + 1);
        const parts = [part(chunk, 0, middle), part(chunk, middle, lines.length)];
        expect(parts.flatMap(linesOf)).toEqual(lines.map(oneLine));
        expect(parts.every(({ lines: { bytes } }) => bytes === chunk.lines.bytes)).toBe(true);
        expect(parts.reduce((sum, each) => sum + bytesOf(each), 0)).toBe(bytesOf(chunk));
      }),
    );
  });

  test('has halves of halves with ids that name their lines of the whole', () => {
    const [, second] = halve(chunkOf(['1', '2', '3', '4', '5']));
    const [third] = halve(second);
    expect([second.id, third.id, linesOf(third)]).toEqual(['c-7.3-5', 'c-7.3-4', ['4']]);
  });

  test('splits by bytes before the line that would pass the limit, and never into nothing', () => {
    fc.assert(
      fc.property(anyLines, fc.integer({ min: 1, max: 300 }), (lines, maxBytes) => {
        const [first, rest] = splitAtBytes(chunkOf(lines), maxBytes);
        expect(countOf(first)).toBeGreaterThan(0);
        expect(bytesOf(first) <= maxBytes || countOf(first) === 1).toBe(true);
        expect([first, ...(rest ? [rest] : [])].flatMap(linesOf)).toEqual(lines.map(oneLine));
        if (rest) expect(bytesOf(first) + Buffer.byteLength(lineAt(rest, 0)) + 1).toBeGreaterThan(maxBytes);
      }),
    );
  });
});
