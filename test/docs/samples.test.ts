import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { fencedBlocks, pages, repository } from './pages.js';
import { type Sample, sampleOf } from './samples.js';

const execute = promisify(execFile);
const HOLD = new URL('./hold-transports.mjs', import.meta.url).href;
const COLLECTOR = 'https://collector.example';
const LONGEST_RUN_MS = 30_000;

/** Inside the repository, so that a sample finds `logferry` by its own name. */
const checkedRoot = join(repository, '.cache/samples/checked');
const runRoot = join(repository, '.cache/samples/run');

const samples = pages()
  .flatMap(fencedBlocks)
  .map(sampleOf)
  .filter((sample) => sample !== undefined);

beforeAll(() => {
  rmSync(checkedRoot, { recursive: true, force: true });
  rmSync(runRoot, { recursive: true, force: true });
  for (const sample of samples) write(join(checkedRoot, sample.checked), sample.code);
  write(join(checkedRoot, 'tsconfig.json'), JSON.stringify(TSCONFIG));
});

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** What a careful user would have: strict, and nothing that is only this project's taste. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023', 'ESNext.Disposable'],
    module: 'NodeNext',
    moduleDetection: 'force',
    types: ['node'],
    strict: true,
    allowJs: true,
    checkJs: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['**/*'],
};

const asJavaScript = ({ code, checked }: Sample): string =>
  checked.endsWith('.ts') ? transformSync(code, { loader: 'ts', target: 'node20' }).code : code;

test('the documentation has samples', () => {
  expect(samples.filter((sample) => sample.started).length).toBeGreaterThan(0);
});

test('every sample of the documentation type-checks', async () => {
  const tsc = join(repository, 'node_modules/.bin/tsc');
  const { stdout } = await execute(tsc, ['-p', checkedRoot], { cwd: checkedRoot }).catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});

test.for(samples.filter((sample) => sample.started))('B30 the sample at $title runs, delivers and ends by itself', async (sample) => {
  await using collector = await startCollector();
  const { origin } = new URL(collector.url);
  const path = join(runRoot, sample.run);
  for (const each of samples.filter(({ run }) => dirname(run) === dirname(sample.run))) {
    write(join(runRoot, each.run), asJavaScript(each).replaceAll(COLLECTOR, origin));
  }
  const { stderr } = await execute(process.execPath, ['--import', HOLD, path], { cwd: dirname(path), timeout: LONGEST_RUN_MS });
  expect(stderr).toBe('');
  if (sample.code.includes(COLLECTOR)) expect(collector.records.length).toBeGreaterThan(0);
});
