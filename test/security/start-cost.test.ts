import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOM = join(import.meta.dirname, '../../src/security');

/** See `unicode-pattern.ts`. Surrogates are one range. */
const UNICODE_LITERAL = /(?<!String\.raw`[^`]*)\\p\{(?!Surrogate)/;

test('no literal makes the tables of Unicode when an app starts', () => {
  const files = readdirSync(ROOM, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const codeOf = (file: string): string => readFileSync(join(ROOM, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => UNICODE_LITERAL.test(codeOf(file)))).toEqual([]);
  expect(String.raw`const WORD = /^\p{L}+$/u;`).toMatch(UNICODE_LITERAL);
});
