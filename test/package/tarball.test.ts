import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runTool } from './run-program.js';

const installed = join(inject('consumer'), 'node_modules/logferry');
const files = readdirSync(installed, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));

test('the package holds dist, README, LICENSE and CHANGELOG, and no more', () => {
  const top = new Set(readdirSync(installed).filter((name) => name !== 'node_modules'));
  expect([...top].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
});

test('dist holds compiled files, their types and their maps, and no more', () => {
  expect(files.filter((path) => path.includes('/dist/') && !/\.(?:js|d\.ts|js\.map)$/.test(path))).toEqual([]);
});

test('every map carries its sources, for no source is packed', () => {
  const bare = files
    .filter((path) => path.endsWith('.map'))
    .filter((path) => JSON.parse(readFileSync(path, 'utf8')).sourcesContent?.[0] === undefined);
  expect(bare).toEqual([]);
});

test('every entry point has its program and its types', () => {
  const targets = Object.values<string | Record<string, string>>(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  expect(targets.filter((target) => !existsSync(join(installed, target)))).toEqual([]);
});

test('installing runs nothing', () => {
  expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([]);
});

test('publint finds nothing', async () => {
  const { code, stdout, stderr } = await runTool('publint/src/cli.js', [inject('tarball'), '--strict']);
  expect(code, stdout + stderr).toBe(0);
});

test('attw finds nothing wrong for ESM consumers', async () => {
  const { code, stdout, stderr } = await runTool('@arethetypeswrong/cli/dist/index.js', [inject('tarball'), '--profile', 'esm-only']);
  expect(code, stdout + stderr).toBe(0);
});
