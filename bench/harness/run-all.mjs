import { runOnce } from './run-once.mjs';

const QUICK_SHARE = 5;

/**
 * Runs every different run of the measures `repeats` times, interleaved (A B C, A B C, ...), so that a slow minute of
 * the machine falls on all alike. Runs that several measures share are made once; one with `times` that often a repeat.
 * @param {readonly import('../measures/index.mjs').Measure[]} measures
 * @param {{ repeats: number, quick: boolean, onRun(text: string, sample: Record<string, any>): void }} options
 */
export const runAll = async (measures, { repeats, quick, onRun }) => {
  const runs = new Map(measures.flatMap((measure) => Object.values(measure.runs)).map((run) => [keyOf(run), { run, samples: [] }]));
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    let number = 0;
    for (const { run, samples } of runs.values()) {
      number += 1;
      for (let time = 0; time < (run.times ?? 1); time += 1) {
        const sample = await runOnce(quick ? shortened(run) : run);
        samples.push(sample);
        onRun(`${repeat}/${repeats} ${number}/${runs.size} ${nameOf(run)}`, sample);
      }
    }
  }
  return { samplesOf: (run) => runs.get(keyOf(run)).samples, all: [...runs.values()] };
};

const keyOf = (run) => JSON.stringify(run);

const shortened = (run) => (run.count === undefined ? run : { ...run, count: Math.ceil(run.count / QUICK_SHARE) });

const nameOf = ({ program, candidate, options = {}, delayMs, refuses }) =>
  [
    program,
    candidate,
    ...Object.entries({ ...options, delayMs, refuses }).map(([name, value]) => value !== undefined && `${name} ${textOf(value)}`),
  ]
    .filter(Boolean)
    .join(', ');

const textOf = (value) => (typeof value === 'object' ? JSON.stringify(value) : value);
