import { median, spreadOf } from '../harness/statistics.mjs';
import { pluck, show } from './samples.mjs';

/** 300,000 records while the collector refuses connections: what the process needs beyond the bare logger. */
const MIB = 2 ** 20;
const MAX_BUFFER_BYTES = 32 * MIB;

/** 1.25 x `maxBufferBytes` for the records, 16 MiB for the engine and its modules. */
const ALLOWED_MB = (1.25 * MAX_BUFFER_BYTES + 16 * MIB) / 1e6;

const outage = (candidate) => ({ program: 'outage', candidate, count: 300_000, refuses: true });

const row = ([door, bare]) => ({
  id: `outage/${door.replaceAll(' ', '-')}`,
  title: `peak memory beyond ${bare}'s, collector refuses connections, ${door}`,
  target: { atMost: ALLOWED_MB, unit: 'MB' },
  runs: { ours: outage(door), bare: outage(bare) },
  value: (samples) => {
    const base = median(pluck(samples.bare, 'rssPeakMB'));
    return spreadOf(pluck(samples.ours, 'rssPeakMB').map((peak) => peak - base));
  },
  beside: (samples) => `peak ${show(samples.ours, 'rssPeakMB')} MB, ${bare} ${show(samples.bare, 'rssPeakMB')}`,
});

export const outageMeasures = [
  ['logferry pino', 'bare pino'],
  ['logferry pino worker', 'bare pino worker'],
  ['logferry winston', 'bare winston'],
].map(row);
