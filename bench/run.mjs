import { mkdirSync, writeFileSync } from 'node:fs';
import { readArguments } from './harness/arguments.mjs';
import { judge } from './harness/judge.mjs';
import { describeMachine } from './harness/machine.mjs';
import { runAll } from './harness/run-all.mjs';
import { toMarkdown, toText } from './harness/table.mjs';
import { measures } from './measures/index.mjs';

const { only, repeats, quick, list, to } = readArguments(process.argv.slice(2));
const chosen = measures.filter(({ id }) => only.length === 0 || only.some((part) => id.includes(part)));
const isWhole = only.length === 0 && !quick;

const printList = () => console.log(chosen.map(({ id, title }) => `${id.padEnd(44)}${title}`).join('\n'));

const measure = async () => {
  const machine = describeMachine();
  console.log(machine);
  const started = performance.now();
  const { samplesOf, all } = await runAll(chosen, { repeats, quick, onRun: tell });
  const lines = chosen.map((one) => judge(one, samplesOf));
  console.log(`\n${toText(lines)}\n\n${repeats} repeats, ${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
  if (isWhole) keep({ machine, repeats, lines, samples: all });
  if (to !== undefined) writeFileSync(to, `${JSON.stringify({ machine, repeats, lines })}\n`);
};

const tell = (text, { error }) => console.log(error === undefined ? text : `${text}: ${error}`);

/** Only a whole run is worth keeping: results/<date>.json with every sample, and its table in Markdown. */
const keep = ({ machine, repeats, lines, samples }) => {
  const folder = new URL('./results/', import.meta.url);
  const name = machine.date.slice(0, 10);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify({ machine, repeats, lines, samples }, undefined, 1)}\n`);
  writeFileSync(new URL(`${name}.md`, folder), toMarkdown(lines, machine));
};

if (list) printList();
else await measure();
