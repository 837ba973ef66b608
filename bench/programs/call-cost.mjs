import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../harness/statistics.mjs';
import { emit, turn } from './emit.mjs';
import { fieldsOf, finish, openWarm, run } from './measured.mjs';
import { messageOf } from './records.mjs';

/**
 * What one logging call costs its caller, in nanoseconds: 100 calls a sample, a turn of the loop between samples, a rest
 * of 50 ms after every 5,000 calls, so that what was logged can leave and no buffer fills. Then single calls, for the tail.
 */
const CALLS_PER_SAMPLE = 100;
const SAMPLES_PER_REST = 50;
const REST_MS = 50;
const SINGLE_CALLS = 50_000;
const WARM_UP_RECORDS = 20_000;

const sampleCost = (log, from) => {
  const start = performance.now();
  for (let seq = from; seq < from + CALLS_PER_SAMPLE; seq += 1) log(fieldsOf(seq), messageOf(seq));
  return ((performance.now() - start) * 1e6) / CALLS_PER_SAMPLE;
};

const costsOf = async (log) => {
  const costs = [];
  while (costs.length * CALLS_PER_SAMPLE < run.count) {
    costs.push(sampleCost(log, costs.length * CALLS_PER_SAMPLE));
    await (costs.length % SAMPLES_PER_REST === 0 ? sleep(REST_MS) : turn());
  }
  return costs;
};

const singleCosts = async (log) => {
  const costs = [];
  await emit(
    (fields, message) => {
      const start = performance.now();
      log(fields, message);
      costs.push((performance.now() - start) * 1e6);
    },
    fieldsOf,
    [run.count, run.count + Math.min(SINGLE_CALLS, run.count)],
  );
  return costs;
};

const { log, facts } = await openWarm(Math.min(WARM_UP_RECORDS, run.count));
const costs = await costsOf(log);
const singles = await singleCosts(log);
await finish({
  ...facts?.(),
  p50Ns: percentile(costs, 0.5),
  meanNs: costs.reduce((sum, cost) => sum + cost, 0) / costs.length,
  singleP50Ns: percentile(singles, 0.5),
  singleP99Ns: percentile(singles, 0.99),
  singleMaxNs: percentile(singles, 1),
});
