import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { startCollector } from '../../src/testing/index.js';
import { fencedBlocks, pages, repository } from './pages.js';
import { sampleOf } from './samples.js';

const execute = promisify(execFile);

/** Inside the repository, so that a sample finds `logferry` by its own name. */
const root = join(repository, '.cache/samples/said');

/** `console.log(x); // this`, and the same of a logger that writes to the console; `…` stands for anything. */
const SAYS = /^\s*(?:console\.log|logger\.info)\(.*\); \/\/ (.+)$/gm;

const saidIn = (code: string): readonly string[] => [...code.matchAll(SAYS)].map(([, said = '']) => said);

const samples = pages()
  .filter(({ path }) => path === 'docs/security.md')
  .flatMap(fencedBlocks)
  .map(sampleOf)
  .filter((sample) => sample !== undefined)
  .map((sample) => ({ ...sample, said: saidIn(sample.code) }))
  .filter(({ said }) => said.length > 0);

beforeAll(() => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
});

const patternOf = (said: string): RegExp =>
  new RegExp(
    `^${said
      .split('…')
      .map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
      .join('.*')}$`,
  );

test('docs/security.md says what its samples print', () => {
  expect(samples.length).toBeGreaterThan(5);
});

test.for(samples)('the sample at $title prints what it says', async ({ code, run, said }) => {
  await using collector = await startCollector();
  const path = join(root, run.replaceAll('/', '-'));
  const script = transformSync(code, { loader: 'ts', target: 'node20' }).code;
  writeFileSync(path, script.replaceAll('https://collector.example', new URL(collector.url).origin));
  const { stdout } = await execute(process.execPath, [path], { cwd: root });
  expect(stdout.trimEnd().split('\n')).toEqual(said.map((line) => expect.stringMatching(patternOf(line))));
});
