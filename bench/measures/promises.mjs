import { ratioOf, spreadOf } from '../harness/statistics.mjs';
import { bursts } from './bursts.mjs';
import { callCost } from './call-cost.mjs';
import { honestRates, pluck, show } from './samples.mjs';

/** The claims of the project this one descends from (rows A3, A4, A5 and R19 of its features), kept here in numbers. */
const DOORS = ['logferry pino', 'logferry pino worker', 'logferry winston'];

const STEADY_PER_SECOND = 50_000;
const STEADY_SECONDS = 4;

const steady = (door) => ({
  id: `A3/${door.replaceAll(' ', '-')}`,
  title: `A3: records lost at ${STEADY_PER_SECOND.toLocaleString('en')} a second for ${STEADY_SECONDS} s, ${door}`,
  target: { atMost: 0, unit: 'records' },
  runs: {
    ours: { program: 'paced', candidate: door, count: STEADY_PER_SECOND * STEADY_SECONDS, options: { perSecond: STEADY_PER_SECOND } },
  },
  value: ({ ours }) => spreadOf(pluck(ours, 'lost')),
  beside: ({ ours }) => `logged ${show(ours, 'loggedPerSecond')} a second, the last arrived ${show(ours, 'lagMs')} ms after its call`,
});

const latency = (door) => ({
  id: `A4/${door.replaceAll(' ', '-')}`,
  title: `A4: p99 of a single logging call, ${door}`,
  target: { atMost: 1, unit: 'ms' },
  runs: { ours: callCost[door] },
  value: ({ ours }) => spreadOf(pluck(ours, 'singleP99Ns').map((ns) => ns / 1e6)),
  beside: ({ ours }) => `longest of 50,000: ${show(ours, 'singleMaxNs')} ns`,
});

const heap = (candidate) => ({ program: 'heap', candidate, count: 100_000, flags: ['--expose-gc'] });

const overhead = ([door, bare]) => ({
  id: `A5/${door.replaceAll(' ', '-')}`,
  title: `A5: heap growth over 100,000 records, delivered, beyond ${bare}'s, ${door}`,
  target: { atMost: 10, unit: 'MB' },
  runs: { ours: heap(door), bare: heap(bare) },
  value: ({ ours, bare: base }) => spreadOf(pluck(ours, 'heapGrowthMB').map((grown, repeat) => grown - base[repeat].heapGrowthMB)),
  beside: ({ ours }) => `buffers outside the heap ${show(ours, 'outsideGrowthMB', 1)} MB`,
});

const overFile = {
  id: 'R19/file',
  title: 'R19: calls a second, Pino in process, beside one fs.writeSync a record',
  target: { atLeast: 2, unit: 'x' },
  runs: { ours: callCost['logferry pino'], file: { ...callCost['logferry pino'], candidate: 'sync file' } },
  value: ({ ours, file }) => ratioOf(pluck(file, 'meanNs'), pluck(ours, 'meanNs')),
  beside: ({ ours, file }) => `mean ${show(ours, 'meanNs')} ns a call, writeSync ${show(file, 'meanNs')}`,
};

const overHttp = {
  id: 'R19/http',
  title: 'R19: delivered a second, Pino in process, beside one synchronous POST a record',
  target: { atLeast: 3, unit: 'x' },
  runs: { ours: bursts.pino, posts: { ...bursts.pino, candidate: 'sync http', count: 5000 } },
  value: ({ ours, posts }) => ratioOf(honestRates(ours), honestRates(posts)),
  beside: ({ ours, posts }) => `${show(ours, 'deliveredPerSecond')} a second, posts ${show(posts, 'deliveredPerSecond')}`,
};

export const promiseMeasures = [
  ...DOORS.map(steady),
  ...DOORS.map(latency),
  ...[
    ['logferry pino', 'bare pino'],
    ['logferry winston', 'bare winston'],
  ].map(overhead),
  overFile,
  overHttp,
];
