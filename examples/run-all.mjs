// npm run examples: runs each example twice, by itself and against a collector that is looked at afterwards.
import { equal } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startCollector } from 'logferry/testing';
import { expectations } from './expectations.mjs';

const execute = promisify(execFile);
const LONGEST_RUN_MS = 30_000;

const here = import.meta.dirname;
const repository = join(here, '..');

const compile = () => execute(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc'), '-p', here]);

const pathOf = (file) => (file.endsWith('.ts') ? join(repository, '.cache/examples', file.replace(/ts$/, 'js')) : join(here, file));

const run = async (file, env) => {
  const { COLLECTOR_URL: _, ...own } = process.env;
  const { stdout, stderr } = await execute(process.execPath, [pathOf(file)], {
    cwd: here,
    env: { ...own, ...env },
    timeout: LONGEST_RUN_MS,
  });
  equal(stderr, '');
  return stdout;
};

const runAlone = async (file) => {
  const stdout = await run(file, {});
  if (stdout.trim() === '') throw new Error(`${file} printed nothing`);
};

const runAgainst = async (collector, file, { plans = [], arrived, check }) => {
  collector.fail(...plans);
  const stdout = await run(file, { COLLECTOR_URL: collector.url });
  equal(collector.records.length, arrived);
  check(collector, stdout);
};

const tryExample = async ([file, expectation]) => {
  const collector = await startCollector();
  const startedAt = performance.now();
  try {
    await Promise.all([runAlone(file), runAgainst(collector, file, expectation)]);
    console.log(`ok      ${file.padEnd(22)} ${Math.round(performance.now() - startedAt)} ms`);
    return true;
  } catch (error) {
    console.log(`FAILED  ${file}\n${error.stdout ?? ''}${error.stderr ?? ''}${error.stack}`);
    return false;
  } finally {
    await collector.close();
  }
};

const PARTS = new Set(['expectations.mjs', 'header-rules.mjs', 'local-collector.mjs', 'run-all.mjs']);
const unknown = readdirSync(here).filter((name) => /\.(mjs|cjs|ts)$/.test(name) && !PARTS.has(name) && expectations[name] === undefined);

await compile();
let failed = unknown.length;
for (const name of unknown) console.log(`FAILED  ${name} has no entry in expectations.mjs`);
for (const example of Object.entries(expectations)) if (!(await tryExample(example))) failed += 1;

const total = Object.keys(expectations).length + unknown.length;
console.log(`examples: ${total - failed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
