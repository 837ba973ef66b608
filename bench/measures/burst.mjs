import { median, spreadOf } from '../harness/statistics.mjs';
import { bursts, pinoPeerBursts, winstonPeerBursts } from './bursts.mjs';
import { pluck, show } from './samples.mjs';

/** What the burst costs the process: processor time, event-loop delay, memory. */
const DOORS = [
  { door: 'pino', bare: 'bare pino', peers: {}, rssOverMB: 50 },
  { door: 'pino worker', bare: 'bare pino worker', peers: pinoPeerBursts, rssOverMB: 80 },
  { door: 'winston', bare: 'bare winston', peers: winstonPeerBursts, rssOverMB: 50 },
];

const others = (samples, field, digits) =>
  Object.keys(samples)
    .filter((name) => name !== 'ours' && name !== 'bare')
    .map((name) => `, ${name} ${show(samples[name], field, digits)}`)
    .join('');

/** What the wash may take has figures of its own; the rest of us has 3 s. */
const processor = ({ door, ours = door, bare, peers, target }) => ({
  id: `cpu/${ours.replaceAll(/\W+/g, '-')}`,
  title: `processor seconds per million records beyond ${bare}'s, ${ours}`,
  target,
  runs: { ours: bursts[ours], bare: bursts[bare], ...peers },
  value: (samples) => {
    const base = median(pluck(samples.bare, 'cpuSecondsPerMillion'));
    return spreadOf(pluck(samples.ours, 'cpuSecondsPerMillion').map((seconds) => seconds - base));
  },
  beside: (samples) =>
    `with the logger: ours ${show(samples.ours, 'cpuSecondsPerMillion', 1)}, ${bare} ${show(samples.bare, 'cpuSecondsPerMillion', 1)}${others(samples, 'cpuSecondsPerMillion', 1)}`,
});

const delay = ({ door, bare, peers }) => ({
  id: `loop-delay/${door.replace(' ', '-')}`,
  title: `greatest event-loop delay in the burst, ${door}`,
  target: { atMost: 12, unit: 'ms' },
  runs: { ours: bursts[door], bare: bursts[bare], ...peers },
  value: (samples) => spreadOf(pluck(samples.ours, 'loopDelayMaxMs')),
  beside: (samples) =>
    `p99 ${show(samples.ours, 'loopDelayP99Ms', 1)}; max: ${bare} ${show(samples.bare, 'loopDelayMaxMs', 1)}${others(samples, 'loopDelayMaxMs', 1)}`,
});

const memory = ({ door, bare, peers, rssOverMB }) => ({
  id: `rss/${door.replace(' ', '-')}`,
  title: `peak memory over the baseline in the burst, ${door}`,
  target: { atMost: rssOverMB, unit: 'MB' },
  runs: { ours: bursts[door], bare: bursts[bare], ...peers },
  value: (samples) => spreadOf(pluck(samples.ours, 'rssOverMB')),
  beside: (samples) => `${bare} ${show(samples.bare, 'rssOverMB')}${others(samples, 'rssOverMB')}`,
});

export const burstMeasures = [
  ...DOORS.flatMap((each) => [
    processor({ ...each, target: { unit: 's' } }),
    processor({ ...each, peers: {}, ours: `${each.door}, security off`, target: { atMost: 3, unit: 's' } }),
  ]),
  ...DOORS.map(delay),
  ...DOORS.map(memory),
];
