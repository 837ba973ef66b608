import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createWash } from '../../src/security/wash/create-wash.js';
import { KINDS } from '../../src/security/wash/presets.js';
import { repository } from './pages.js';

const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** What no page may hold, by the names under which it stands there. */
const MADE_UP: ReadonlyMap<string, string> = new Map([
  ['<32 letters>', 'mFkQzWbTnXcRvLpJdHsYgKqBwZtNxMfC'],
  ['<a GitHub token>', `ghp${'_'}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8`],
  ['<a JWT>', ['{"alg":"HS256"}', '{"sub":"1234567890"}', 'not the signature of anything'].map(base64url).join('.')],
  ['<a PEM block>', `-----BEGIN PRIVATE ${'KEY'}-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE ${'KEY'}-----`],
]);

const filled = (text: string): string => text.replace(/<[^>]*>/g, (name) => MADE_UP.get(name) ?? name);

/** | `kind` | `before` | `after` | */
const rowsOf = (text: string): readonly (readonly [kind: string, before: string, after: string])[] =>
  [...text.matchAll(/^\| `(\w+)` \| `(.+)` \| `(.+)` \|$/gm)].map(([, kind = '', before = '', after = '']) => [
    kind,
    filled(before),
    after,
  ]);

const page = read('docs/security.md');
const [byDefault = '', inStrict = ''] = page.split('\n## Options\n');

test('docs/security.md shows each kind there is', () => {
  expect(new Set([...rowsOf(byDefault), ...rowsOf(inStrict)].map(([kind]) => kind))).toEqual(new Set(KINDS));
});

describe.each([
  { preset: 'default', rows: rowsOf(byDefault) },
  { preset: 'strict', rows: rowsOf(inStrict) },
] as const)('A45 with preset $preset', ({ preset, rows }) => {
  const wash = createWash({ preset });

  test.each(rows)('%s: %s becomes %s', (kind, before, after) => {
    expect(wash.explain(before).map((found) => found.kind)).toEqual([kind]);
    expect(wash.record(before)).toBe(after);
    expect(wash.record({ deep: [{ msg: before }] })).toEqual({ deep: [{ msg: after }] });
    expect(wash.line(JSON.stringify({ msg: before }))).toBe(JSON.stringify({ msg: after }));
    expect(wash.line(before)).toBe(after);
  });
});

test.each(rowsOf(inStrict))('A45 without preset strict no %s is looked for: %s', (_, before) => {
  expect(createWash().record(before)).toBe(before);
});

/** | `U+001B` | `\u{1b}` | */
const characters = [...page.matchAll(/^\| `U\+([\dA-F]+)` \| `(.+)` \|$/gm)].map(([, code = '', written = '']) => [code, written] as const);

test('docs/security.md shows characters', () => {
  expect(characters.length).toBeGreaterThan(0);
});

test.each(characters)('A44 U+%s is written as %s', (code, written) => {
  const text = `a${String.fromCodePoint(Number.parseInt(code, 16))}b`;
  expect(createWash().record(text)).toBe(`a${written}b`);
  expect(createWash().line(JSON.stringify({ text }))).toBe(JSON.stringify({ text: `a${written}b` }));
});

/** In the README: a line as it is logged, and below it the same as it is sent. */
const pairs = [...read('README.md').matchAll(/^logged {2}(.+)\nsent {4}(.+)$/gm)].map(
  ([, logged = '', sent = '']) => [logged, sent] as const,
);

test('the README shows two lines before and after', () => {
  expect(pairs).toHaveLength(2);
});

test.each(pairs)('A45 what the README shows is so: %s', (logged, sent) => {
  expect(createWash().line(logged)).toBe(sent);
});
