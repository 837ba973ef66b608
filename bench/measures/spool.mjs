import { differenceOf, median, ratioOf } from '../harness/statistics.mjs';
import { bursts } from './bursts.mjs';
import { honestRates, pluck, showRates } from './samples.mjs';

/** What it costs the caller that a record is with the kernel before its call returns; and what the spool costs on the way to the collector. */
const DOORS = ['direct', 'pino'];

const cost = (door, options = {}, more = {}) => ({ program: 'call-cost', candidate: `logferry ${door}`, count: 200_000, options, ...more });

const journal = (door, { fsync = 'interval', ...more } = {}) => cost(door, { spool: { mode: 'journal', fsync } }, more);

const limit = { ...cost('direct'), candidate: 'bare write' };

const microseconds = (samples, field) => pluck(samples, field).map((ns) => ns / 1000);
const micros = (samples, field) => median(microseconds(samples, field)).toFixed(2);
const cases = (samples) =>
  Object.entries(samples)
    .map(([name, each]) => `${name} ${micros(each, 'singleP50Ns')} (p99 ${micros(each, 'singleP99Ns')})`)
    .join(', ');

const added = (door, { percentile, field, atMost }) => ({
  id: `spool/journal-${percentile}/${door}`,
  title: `journal: what it adds to a call, ${percentile}, ${door}`,
  target: { atMost, unit: 'µs' },
  runs: { journal: journal(door), memory: cost(door), 'a bare writeSync': limit },
  value: (samples) => differenceOf(microseconds(samples.journal, field), microseconds(samples.memory, field)),
  beside: (samples) => `µs a call: ${cases(samples)}`,
});

const whileAway = (door) => ({
  id: `spool/journal-away/${door}`,
  title: `journal: a call while the collector refuses connections, ${door}`,
  target: { atMost: 1.1, unit: 'x while it answers' },
  runs: { away: journal(door, { refuses: true }), there: journal(door) },
  value: (samples) => ratioOf(pluck(samples.away, 'singleP50Ns'), pluck(samples.there, 'singleP50Ns')),
  beside: (samples) => `µs a call: ${cases(samples)}`,
});

/** fsync `always` waits for the disk within each call, so it is logged to a hundredth as often. */
const fsync = {
  id: 'spool/fsync',
  title: 'journal: a call with fsync each second, direct',
  target: { atMost: 1.1, unit: 'x without fsync' },
  runs: {
    interval: journal('direct'),
    never: journal('direct', { fsync: 'never' }),
    always: journal('direct', { fsync: 'always', count: 2000 }),
  },
  value: (samples) => ratioOf(pluck(samples.interval, 'singleP50Ns'), pluck(samples.never, 'singleP50Ns')),
  beside: (samples) => `µs a call: ${cases(samples)}`,
};

const delivered = ({ mode, atLeast }) => ({
  id: `spool/delivered-${mode}`,
  title: `delivered/s in a burst, pino, ${mode}`,
  target: { atLeast, unit: 'x without spool' },
  runs: { [mode]: { ...bursts.pino, options: { spool: { mode } } }, memory: bursts.pino },
  value: (samples) => ratioOf(honestRates(samples[mode]), honestRates(samples.memory)),
  beside: (samples) => showRates(samples, [mode, 'memory']),
});

export const spoolMeasures = [
  ...DOORS.flatMap((door) => [
    added(door, { percentile: 'p50', field: 'singleP50Ns', atMost: 3.5 }),
    added(door, { percentile: 'p99', field: 'singleP99Ns', atMost: 40 }),
    whileAway(door),
  ]),
  fsync,
  delivered({ mode: 'journal', atLeast: 0.55 }),
  delivered({ mode: 'spill', atLeast: 0.75 }),
];
