// The long run, after a build: `npm run test:long`. Laws that CI holds for seconds are held for an hour, costs are measured, and both stand
// beside the goals in one table. Fails when a goal is missed, or has nothing that proves it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { goals } from './goals.mjs';

const LONG = { LOGFERRY_CYCLES: '1000', LOGFERRY_STORMS: '500', LOGFERRY_MODEL_RUNS: '2000', LOGFERRY_LONG: '1' };
/** Parts of the ids of the measures that goals ask for, and of their like. */
const MEASURED = ['spool', 'wash', 'audit', 'call-cost/pino', 'call-cost/winston', '-limit'];
const BENCH_REPEATS = '3';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.cache');
const reports = { tests: join(folder, 'long-tests.json'), bench: join(folder, 'long-bench.json') };
const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

const run = (program, args) => spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...LONG } });

const runTests = () => {
  const files = new Set(goals.flatMap(({ laws = [] }) => laws.map(([file]) => file)));
  run('npx', ['vitest', 'run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${reports.tests}`]);
};

const runBench = () =>
  run(process.execPath, [
    join('bench', 'run.mjs'),
    ...MEASURED.map((part) => `--only=${part}`),
    '--repeats',
    BENCH_REPEATS,
    '--to',
    reports.bench,
  ]);

const readTests = () =>
  readFrom(reports.tests)?.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ file: relative(root, name), title: fullName, status })),
  ) ?? [];

const readLines = () => readFrom(reports.bench)?.lines ?? [];

const readFrom = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** What was seen for a goal, and whether that is what was promised. */
const judge = ({ laws = [], measures = [] }, { tests, lines }) => {
  const seen = [...laws.map((law) => judgeLaw(law, tests)), ...measures.map((id) => judgeMeasure(id, lines))];
  return { seen: seen.map(({ text }) => text).join('; '), holds: seen.every(({ holds }) => holds) };
};

const judgeLaw = ([file, title], tests) => {
  const held = tests.filter((each) => each.file === file && title.test(each.title));
  const passed = held.filter(({ status }) => status === 'passed').length;
  return { text: `${passed} of ${held.length} tests`, holds: held.length > 0 && passed === held.length };
};

const judgeMeasure = (id, lines) => {
  const line = lines.find((each) => each.id === id);
  return line === undefined
    ? { text: `${id} was not measured`, holds: false }
    : { text: `${number.format(line.value)} ${line.target.unit}`, holds: line.holds };
};

mkdirSync(folder, { recursive: true });
for (const path of Object.values(reports)) rmSync(path, { force: true });
runTests();
runBench();

const found = { tests: readTests(), lines: readLines() };
const judged = goals.map((goal) => ({ ...goal, ...judge(goal, found) }));
console.log('\n| goal | figure | seen | holds |\n|---|---|---|---|');
for (const { goal, figure, seen, holds } of judged) console.log(`| ${goal} | ${figure} | ${seen} | ${holds ? 'yes' : 'NO'} |`);
if (!judged.every(({ holds }) => holds)) process.exitCode = 1;
