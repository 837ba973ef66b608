import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync } from 'recheck';
import { expect, test } from 'vitest';

// S11: what is tried on texts that others write takes linear time. `recheck` decides it by an automaton, and by attacks where it cannot.

const src = join(import.meta.dirname, '../../src');
const ROOMS = ['security', 'audit', 'grouping', 'delivery', 'context'];

const files = ROOMS.flatMap((room) =>
  readdirSync(join(src, room), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(room, path)),
);

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** A literal stands behind a sign that no operand ends with. */
const LITERAL = /(?<=[=(,:[!&|?{};>]\s*|return )\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuvy]*)(?=[\s.,;)\]}])/g;

/** What `unicode-pattern.ts` makes. */
const LATE = /unicodePattern\(\s*String\.raw`([^`]*)`(?:,\s*'(\w+)')?/g;

const patterns = files.flatMap((file) => {
  const text = withoutComments(readFileSync(join(src, file), 'utf8'));
  return [...text.matchAll(LITERAL), ...text.matchAll(LATE)].map(([, source = '', flags = 'u']) => ({ file, source, flags }));
});

test('S11 the patterns are found', () => {
  expect(patterns.length).toBeGreaterThan(80);
  expect(patterns.filter(({ source }) => source.includes(String.raw`\p{L}`)).length).toBeGreaterThan(8);
  for (const { source, flags } of patterns) expect(() => new RegExp(source, flags)).not.toThrow();
});

test('S11 no built-in pattern can take more than linear time, and none is undecided', { timeout: 300_000 }, () => {
  const judged = patterns.map(({ file, source, flags }) => ({ pattern: `${file}: /${source}/${flags}`, ...verdictOn(source, flags) }));
  expect(judged.filter(({ status }) => status !== 'safe')).toEqual([]);
});

const verdictOn = (source: string, flags: string) => {
  const verdict = checkSync(source, flags.replace(/[dv]/g, ''), { timeout: 60_000, randomSeed: 1 });
  return { status: verdict.status, complexity: 'complexity' in verdict ? verdict.complexity?.summary : undefined };
};
