import { openCandidate } from '../candidates/index.mjs';
import { questionsTo } from '../harness/ask.mjs';
import { emit } from './emit.mjs';
import { createFields } from './records.mjs';

/** Numbers of warm-up records start here, far from the measured ones. */
const WARM_UP_FROM = 9_000_000;
const WARM_UP_RECORDS = 2000;

export const run = JSON.parse(process.argv[2]);
export const ask = questionsTo(process);
export const fieldsOf = createFields(run.options?.tenants);

/** Opens the candidate, warms it up with a few records, and waits until they have arrived and are forgotten. */
export const openWarm = async (records = WARM_UP_RECORDS) => {
  const candidate = await openCandidate(run.candidate, { url: run.url, directory: run.directory, ...run.options });
  await emit(candidate.log, fieldsOf, [WARM_UP_FROM, WARM_UP_FROM + records]);
  if (!run.refuses) await candidate.drain?.();
  await ask('quiet');
  await ask('reset');
  return candidate;
};

export const finish = (result) => ask('result', result);
