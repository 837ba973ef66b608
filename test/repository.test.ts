import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));

test.for(['package-lock.json', 'bench/package-lock.json'].filter((path) => existsSync(join(root, path))))(
  '%s names no address to download from',
  (path) => {
    expect(read(path)).not.toContain('"resolved": "http');
  },
);

test('runtime dependencies take what is compatible, development dependencies are exact', () => {
  expect(Object.values<string>(manifest.dependencies).filter((range) => !range.startsWith('^'))).toEqual([]);
  expect(Object.values<string>(manifest.devDependencies).filter((range) => !/^\d/.test(range))).toEqual([]);
});

test('the changelog has room for what is not released yet', () => {
  expect(read('CHANGELOG.md')).toMatch(/^## \[Unreleased\]$/m);
});

test('B29 coverage of lines below 95 % fails the run', async () => {
  const { default: config } = await import('../vitest.config.js');
  expect(config.test?.coverage?.thresholds?.lines).toBeGreaterThanOrEqual(95);
});
